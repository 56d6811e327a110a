import { existsSync } from 'node:fs';
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { Anatomy } from './anatomy';
import type { PhantomDefinition } from './cases';
import { classicFiles } from './classic';
import { enhancedFile } from './enhanced';
import { type PhantomImage, type PhantomSeries, type PhantomStudy, studyUids } from './images';
import { axialSlices, posture, type Slice, sagittalSlices } from './planes';
import { renderSlice, storedValues } from './render';
import { buildSpine } from './spine';
import { type Contrast, contrasts } from './tissue';
import { type Truth, truthOf } from './truth';

/** Renders a case: the study with its pixels, and its truth. */
export function buildCase(definition: PhantomDefinition): { study: PhantomStudy; truth: Truth } {
  const spine = buildSpine(definition);
  const anatomy = new Anatomy(spine, definition);
  const patient = posture(definition);
  const uids = studyUids(definition);
  const enhanced = definition.encoding === 'enhanced';

  const image = (series: string, slice: Slice, index: number, pixels: Uint16Array): PhantomImage => ({
    sopInstanceUid: enhanced ? uids.image(series, 1) : uids.image(series, index + 1),
    frame: enhanced ? index + 1 : 1,
    position: patient.point(slice.origin),
    orientation: [...patient.direction(slice.rowDirection), ...patient.direction(slice.columnDirection)],
    rows: slice.rows,
    columns: slice.columns,
    pixelSpacing: slice.pixelSpacing,
    thickness: slice.thickness,
    step: slice.step,
    pixels,
  });
  const seriesOf = (
    name: string,
    number: number,
    description: string,
    contrast: Contrast,
    images: PhantomImage[],
  ): PhantomSeries => ({
    name,
    number,
    description,
    contrast,
    seriesInstanceUid: uids.series(name),
    images,
  });

  const sagittal = sagittalSlices(definition);
  const sagittalSignals = sagittal.map((slice) => renderSlice(anatomy, definition, slice));
  const sagittalSeries = (['T2', 'T1', 'STIR'] as const).map((contrast, order) => {
    const name = `sagittal-${contrast.toLowerCase()}`;
    const column = contrasts.indexOf(contrast);
    return seriesOf(
      name,
      order + 1,
      `${contrast} sagittal`,
      contrast,
      sagittal.map((slice, i) => {
        const signal = sagittalSignals[i]?.[column] as Float32Array;
        return image(name, slice, i, storedValues(signal, contrast, `${definition.seed} ${name} ${i}`));
      }),
    );
  });
  const axial = axialSlices(spine);
  const axialSeries = seriesOf(
    'axial-t2',
    4,
    'T2 axial',
    'T2',
    axial.map((slice, i) => {
      const signal = renderSlice(anatomy, definition, slice)[contrasts.indexOf('T2')] as Float32Array;
      return image('axial-t2', slice, i, storedValues(signal, 'T2', `${definition.seed} axial-t2 ${i}`));
    }),
  );
  const study: PhantomStudy = {
    definition,
    studyInstanceUid: uids.study,
    frameOfReferenceUid: uids.frameOfReference,
    series: [...sagittalSeries, axialSeries],
  };
  return { study, truth: truthOf(definition, anatomy, patient, study, axial) };
}

/**
 * Writes a case to `<folder>/<case name>`: a folder of DICOM files a series, and truth.json, written last, so that a
 * folder with a truth.json is complete. With `ifMissing`, a complete folder is left as it is. Returns whether it wrote.
 */
export async function writeCase(
  definition: PhantomDefinition,
  folder: string,
  options: { ifMissing: boolean },
): Promise<boolean> {
  const target = path.join(folder, definition.name);
  const truthFile = path.join(target, 'truth.json');
  if (options.ifMissing && existsSync(truthFile)) {
    return false;
  }
  await rm(target, { recursive: true, force: true });
  const { study, truth } = buildCase(definition);
  for (const series of study.series) {
    const seriesFolder = path.join(target, series.name);
    await mkdir(seriesFolder, { recursive: true });
    if (definition.encoding === 'enhanced') {
      await writeFile(path.join(seriesFolder, 'enhanced.dcm'), new Uint8Array(enhancedFile(study, series)));
      continue;
    }
    let number = 0;
    for (const file of classicFiles(study, series)) {
      number++;
      const name = `${String(number).padStart(3, '0')}.dcm`;
      await writeFile(path.join(seriesFolder, name), new Uint8Array(file));
    }
  }
  await writeFile(`${truthFile}.part`, `${JSON.stringify(truth, null, 1)}\n`);
  await rename(`${truthFile}.part`, truthFile);
  return true;
}
