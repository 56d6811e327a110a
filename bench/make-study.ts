import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { uidFrom } from '../scripts/phantom/uid';
import { makeOnce, writeWhole } from './support/generated-folder';
import { ImageSeries } from './support/image-series';
import { slicePixels } from './support/slice-pixels';

const matrix = 512;
const spacing = 0.68359375;

const sagittal = { slices: 11, thickness: 4, step: 4.5 };
const axial = { thickness: 4, step: 4.5 };
/** The blocks of an axial series, one a disc: images, middle in mm from the middle of the spine, tilt in degrees. */
const blocks = [
  { images: 3, height: 70, tilt: -8 },
  { images: 3, height: 36, tilt: -3 },
  { images: 3, height: 2, tilt: 4 },
  { images: 4, height: -32, tilt: 11 },
  { images: 4, height: -66, tilt: 22 },
] as const;

const series = [
  { name: 'T2 SAG', plane: 'sagittal', repetitionTime: 3400, echoTime: 102, inversionTime: null },
  { name: 'T1 SAG', plane: 'sagittal', repetitionTime: 560, echoTime: 11, inversionTime: null },
  { name: 'STIR SAG', plane: 'sagittal', repetitionTime: 3900, echoTime: 52, inversionTime: 150 },
  { name: 'T2 AX', plane: 'axial', repetitionTime: 3600, echoTime: 98, inversionTime: null },
  { name: 'T1 AX', plane: 'axial', repetitionTime: 620, echoTime: 12, inversionTime: null },
] as const;

type Orientation = ConstructorParameters<typeof ImageSeries>[0]['orientation'];
type Position = Parameters<ImageSeries['header']>[0]['position'];

/**
 * Makes one lumbar study as a patient CD has it: T2, T1 and STIR sagittal of 11 slices, T2 and T1 axial of 17 images in
 * five blocks of their own tilt, 512 × 512, one folder, names without extension. `name` tells studies apart. Leaves a
 * folder alone that is complete; the same name makes the same files. Returns the folder.
 */
export function makeStudy(folder: string, name = 'lumbar study'): string {
  return makeOnce(folder, { version: 1, name }, () => {
    const images = path.join(folder, 'IMAGES');
    mkdirSync(images, { recursive: true });
    let files = 0;
    for (const [index, contrast] of series.entries()) {
      for (const { orientation, positions, first } of groups(contrast.plane)) {
        const written = new ImageSeries({
          ...contrast,
          vendor: 'hitachi',
          patientId: `BENCH ${name}`,
          studyInstanceUid: uidFrom(`bench ${name}`),
          studyDate: '20260105',
          studyDescription: name,
          seriesNumber: index + 1,
          seriesDescription: contrast.name,
          frameOfReferenceUid: uidFrom(`bench ${name} frame of reference`),
          matrix,
          pixelSpacing: spacing,
          sliceThickness: contrast.plane === 'sagittal' ? sagittal.thickness : axial.thickness,
          orientation,
        });
        for (const [place, position] of positions.entries()) {
          const header = written.header({ instanceNumber: first + place, position });
          writeWhole(
            path.join(images, `D${String(++files).padStart(7, '0')}`),
            header,
            slicePixels(matrix, index * 20 + first + place),
          );
        }
      }
    }
  });
}

interface Group {
  orientation: Orientation;
  positions: Position[];
  /** Instance number of the first image. */
  first: number;
}

/** The images of a series by orientation. */
function groups(plane: 'sagittal' | 'axial'): Group[] {
  const half = (matrix / 2) * spacing;
  if (plane === 'sagittal') {
    const positions = Array.from(
      { length: sagittal.slices },
      (_, index): Position => [(index - (sagittal.slices - 1) / 2) * sagittal.step, -half, half],
    );
    return [{ orientation: [0, 1, 0, 0, 0, -1], positions, first: 1 }];
  }
  let first = 1;
  return blocks.map(({ images, height, tilt }) => {
    const angle = (tilt * Math.PI) / 180;
    const down = [Math.cos(angle), Math.sin(angle)] as const;
    const positions = Array.from({ length: images }, (_, index): Position => {
      const along = (index - (images - 1) / 2) * axial.step;
      return [-half, -half * down[0] - along * down[1], height - half * down[1] + along * down[0]];
    });
    const group: Group = { orientation: [1, 0, 0, 0, down[0], down[1]], positions, first };
    first += images;
    return group;
  });
}
