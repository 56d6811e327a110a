import { mkdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { uidFrom } from '../scripts/phantom/uid';
import { makeOnce, writeWhole } from './support/generated-folder';
import { ImageSeries } from './support/image-series';
import { slicePixels } from './support/slice-pixels';
import { vendors } from './support/vendor-elements';

/** How large a generated folder is. */
export interface FolderOptions {
  /** Number of files, each one image. */
  files: number;
  /** Rows and columns of each image, 16 bits a pixel. */
  matrix?: number;
  imagesPerSeries?: number;
  seriesPerStudy?: number;
}

/** To be raised when the same options make other files. */
const version = 1;

const contrasts = [
  { name: 'T2 SAG', repetitionTime: 3400, echoTime: 102, inversionTime: null, plane: 'sagittal' },
  { name: 'T1 SAG', repetitionTime: 560, echoTime: 11, inversionTime: null, plane: 'sagittal' },
  { name: 'STIR SAG', repetitionTime: 3900, echoTime: 52, inversionTime: 150, plane: 'sagittal' },
  { name: 'T2 AX', repetitionTime: 3600, echoTime: 98, inversionTime: null, plane: 'axial' },
  { name: 'T1 AX', repetitionTime: 620, echoTime: 12, inversionTime: null, plane: 'axial' },
  { name: 'T2 COR', repetitionTime: 3500, echoTime: 100, inversionTime: null, plane: 'coronal' },
] as const;

const orientations = {
  sagittal: { orientation: [0, 1, 0, 0, 0, -1], step: [1, 0, 0] },
  axial: { orientation: [1, 0, 0, 0, 1, 0], step: [0, 0, 1] },
  coronal: { orientation: [1, 0, 0, 0, 0, -1], step: [0, 1, 0] },
} as const;

/**
 * Makes a folder of MR images as an archive of many studies has it: studies of several series in folders of their own,
 * headers in the manner of four vendors, names with and without extension. Leaves a folder alone that is complete.
 * The same options make the same files. Returns the folder.
 */
export function makeFolder(folder: string, options: FolderOptions): string {
  const { files, matrix = 512, imagesPerSeries = 67, seriesPerStudy = 6 } = options;
  return makeOnce(folder, { version, files, matrix, imagesPerSeries, seriesPerStudy }, () => {
    const textures = Array.from({ length: 8 }, (_, index) => slicePixels(matrix, index));
    for (let first = 0, series = 0; first < files; first += imagesPerSeries, series++) {
      const study = Math.floor(series / seriesPerStudy);
      const number = (series % seriesPerStudy) + 1;
      writeSeries(folder, {
        study,
        number,
        images: Math.min(imagesPerSeries, files - first),
        matrix,
        textures,
      });
    }
  });
}

/** The place of a generated folder of these options: below the system's temporary folder, kept for the next time. */
export function benchFolder({ files, matrix = 512 }: FolderOptions): string {
  return path.join(tmpdir(), 'rim-reader-bench', `images-${files}-of-${matrix}`);
}

interface SeriesPlan {
  study: number;
  number: number;
  images: number;
  matrix: number;
  textures: readonly Uint8Array[];
}

function writeSeries(folder: string, { study, number, images, matrix, textures }: SeriesPlan): void {
  const contrast = contrasts[(number - 1) % contrasts.length] ?? contrasts[0];
  const { orientation, step } = orientations[contrast.plane];
  const studyInstanceUid = uidFrom(`bench study ${study}`);
  const vendor = vendors[study % vendors.length] ?? 'hitachi';
  const pixelSpacing = Number((350 / matrix).toFixed(6));
  const day = String((study % 28) + 1).padStart(2, '0');
  const series = new ImageSeries({
    ...contrast,
    vendor,
    patientId: `BENCH-${study}`,
    studyInstanceUid,
    studyDate: `202${Math.floor(study / 336) % 10}${String((Math.floor(study / 28) % 12) + 1).padStart(2, '0')}${day}`,
    studyDescription: `Bench study ${study}`,
    seriesNumber: number,
    seriesDescription: contrast.name,
    frameOfReferenceUid: uidFrom(`bench frame of reference ${study}`),
    matrix,
    pixelSpacing,
    sliceThickness: 4.4,
    orientation,
  });
  const extension = study % 2 === 0 ? '' : '.dcm';
  const place = path.join(
    folder,
    `PAT${String(study).padStart(5, '0')}`,
    `SER${String(number).padStart(3, '0')}`,
  );
  mkdirSync(place, { recursive: true });
  const corner = (-matrix / 2) * pixelSpacing;
  const start = orientation.slice(0, 3).map((value, axis) => corner * (value + (orientation[axis + 3] ?? 0)));
  for (let index = 0; index < images; index++) {
    const along = (index - (images - 1) / 2) * 4.4;
    const header = series.header({
      instanceNumber: index + 1,
      position: [
        (start[0] ?? 0) + along * step[0],
        (start[1] ?? 0) + along * step[1],
        (start[2] ?? 0) + along * step[2],
      ],
    });
    const pixels = textures[(index + number) % textures.length] ?? new Uint8Array(matrix * matrix * 2);
    writeWhole(path.join(place, `IM${String(index + 1).padStart(6, '0')}${extension}`), header, pixels);
  }
}

/** Command line: npx tsx bench/make-folder.ts [PATH] --files 10000 [--matrix 512]. Prints the folder. */
function main(): void {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { files: { type: 'string', default: '10000' }, matrix: { type: 'string', default: '512' } },
  });
  const options = { files: Number(values.files), matrix: Number(values.matrix) };
  if (!Number.isInteger(options.files) || options.files < 1 || !(options.matrix >= 2))
    throw new Error('--files must be a whole number from 1, --matrix from 2.');
  process.stdout.write(`${makeFolder(positionals[0] ?? benchFolder(options), options)}\n`);
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) main();
