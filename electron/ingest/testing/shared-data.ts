import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

/** Real DICOM beside the project, present only on development machines. */
export const sharedData = resolve(import.meta.dirname, '../../../../shared/data');

export const hasSharedData = existsSync(sharedData);

/** Said in the name of a test that cannot run without the data. */
export const absence = hasSharedData ? '' : ' (skipped: no ../shared/data here)';

/** What an independent reader found in one image file. */
export interface OracleImage {
  path: string;
  rows: number;
  columns: number;
  frames: number;
  transferSyntax: string;
  bitsAllocated: number;
  samples: number;
  photometric: string;
  geometry: {
    pixelSpacing: number[] | null;
    orientation: number[] | null;
    position: number[] | null;
    rescaleSlope: number | null;
    rescaleIntercept: number | null;
  }[];
  pixelSha256?: string;
}

/** Every folder with an oracle.json, and the images it describes. */
export function readOracles(): { folder: string; images: OracleImage[] }[] {
  if (!hasSharedData) return [];
  return readdirSync(sharedData)
    .map((name) => join(sharedData, name))
    .filter((folder) => existsSync(join(folder, 'oracle.json')))
    .map((folder) => ({
      folder,
      images: JSON.parse(readFileSync(join(folder, 'oracle.json'), 'utf8')).images as OracleImage[],
    }));
}
