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

/** The series of every case, in the order of their numbers. */
const seriesPlan = [
  { name: 'sagittal-t2', description: 'T2 sagittal', contrast: 'T2' },
  { name: 'sagittal-t1', description: 'T1 sagittal', contrast: 'T1' },
  { name: 'sagittal-stir', description: 'STIR sagittal', contrast: 'STIR' },
  { name: 'axial-t2', description: 'T2 axial', contrast: 'T2' },
] as const satisfies readonly { name: string; description: string; contrast: Contrast }[];

/** Stored values of the images of each series. */
type SeriesPixels = ReadonlyMap<string, readonly Uint16Array[]>;

/** The study of a case without its pixels, and what is true of it. */
export function planCase(definition: PhantomDefinition): { study: PhantomStudy; truth: Truth } {
  const anatomy = new Anatomy(buildSpine(definition), definition);
  const patient = posture(definition);
  const uids = studyUids(definition);
  const enhanced = definition.encoding === 'enhanced';
  const sagittal = sagittalSlices(definition);
  const axial = axialSlices(definition, anatomy.spine);
  const image = (series: string, slice: Slice, index: number): PhantomImage => ({
    sopInstanceUid: uids.image(series, enhanced ? 1 : index + 1),
    frame: enhanced ? index + 1 : 1,
    position: patient.point(slice.origin),
    orientation: [...patient.direction(slice.rowDirection), ...patient.direction(slice.columnDirection)],
    rows: slice.rows,
    columns: slice.columns,
    pixelSpacing: slice.pixelSpacing,
    thickness: slice.thickness,
    step: slice.step,
  });
  const study: PhantomStudy = {
    definition,
    studyInstanceUid: uids.study,
    frameOfReferenceUid: uids.frameOfReference,
    series: seriesPlan.map(
      ({ name, description, contrast }, order): PhantomSeries => ({
        name,
        number: order + 1,
        description,
        contrast,
        seriesInstanceUid: uids.series(name),
        images: (name === 'axial-t2' ? axial : sagittal).map((slice, i) => image(name, slice, i)),
      }),
    ),
  };
  return { study, truth: truthOf(definition, anatomy, patient, study, axial) };
}

/** Renders the images of a case; the same for every case with the same seed, fractures and layout. */
export function renderCase(definition: PhantomDefinition): SeriesPixels {
  const anatomy = new Anatomy(buildSpine(definition), definition);
  const render = (slices: readonly Slice[]) => slices.map((slice) => renderSlice(anatomy, definition, slice));
  const sagittal = render(sagittalSlices(definition));
  const axial = render(axialSlices(definition, anatomy.spine));
  return new Map(
    seriesPlan.map(({ name, contrast }) => {
      const signals = name === 'axial-t2' ? axial : sagittal;
      const stored = signals.map((signal, i) =>
        storedValues(
          signal[contrasts.indexOf(contrast)] as Float32Array,
          contrast,
          `${definition.seed} ${name} ${i}`,
        ),
      );
      return [name, stored];
    }),
  );
}

/**
 * Writes cases of one patient, which share their pixels, each to `<folder>/<case name>`: a folder of DICOM files a
 * series, and truth.json, written last, so that a folder with a truth.json is complete. With `ifMissing`, complete
 * folders are left as they are. Returns the names of the cases written.
 */
export async function writeCases(
  definitions: readonly PhantomDefinition[],
  folder: string,
  options: { ifMissing: boolean },
): Promise<string[]> {
  const due = definitions.filter(
    ({ name }) => !options.ifMissing || !existsSync(path.join(folder, name, 'truth.json')),
  );
  const [first] = due;
  if (first === undefined) {
    return [];
  }
  const pixels = renderCase(first);
  for (const definition of due) {
    await writeCase(definition, path.join(folder, definition.name), pixels);
  }
  return due.map(({ name }) => name);
}

async function writeCase(definition: PhantomDefinition, target: string, pixels: SeriesPixels): Promise<void> {
  await rm(target, { recursive: true, force: true });
  const { study, truth } = planCase(definition);
  for (const series of study.series) {
    const seriesFolder = path.join(target, series.name);
    await mkdir(seriesFolder, { recursive: true });
    const stored = pixels.get(series.name) ?? [];
    if (definition.encoding === 'enhanced') {
      const file = enhancedFile(study, series, stored);
      await writeFile(path.join(seriesFolder, 'enhanced.dcm'), new Uint8Array(file));
      continue;
    }
    let number = 0;
    for (const file of classicFiles(study, series, stored)) {
      number++;
      const name = `${String(number).padStart(3, '0')}.dcm`;
      await writeFile(path.join(seriesFolder, name), new Uint8Array(file));
    }
  }
  const truthFile = path.join(target, 'truth.json');
  await writeFile(`${truthFile}.part`, `${JSON.stringify(truth, null, 1)}\n`);
  await rename(`${truthFile}.part`, truthFile);
}
