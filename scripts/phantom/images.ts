import type { Vector3 } from '../../shared/geometry/vector';
import type { PhantomDefinition } from './cases';
import type { Contrast } from './tissue';
import { uidFrom } from './uid';

/** One image of a series. Geometry in LPS, mm. */
export interface PhantomImage {
  sopInstanceUid: string;
  /** 1-based. */
  frame: number;
  position: Vector3;
  orientation: readonly [number, number, number, number, number, number];
  rows: number;
  columns: number;
  pixelSpacing: readonly [number, number];
  thickness: number;
  step: number;
}

export interface PhantomSeries {
  /** e.g. `sagittal-t2`; also the folder of its files. */
  name: string;
  number: number;
  description: string;
  contrast: Contrast;
  seriesInstanceUid: string;
  images: PhantomImage[];
}

/** What identifies a study. */
export interface PhantomStudy {
  definition: PhantomDefinition;
  studyInstanceUid: string;
  frameOfReferenceUid: string;
  series: PhantomSeries[];
}

/** UIDs of a case, all derived from its name and seed. */
export function studyUids(definition: PhantomDefinition): {
  study: string;
  frameOfReference: string;
  series: (name: string) => string;
  image: (series: string, number: number) => string;
} {
  const root = `${definition.seed} ${definition.name}`;
  return {
    study: uidFrom(`${root} study`),
    frameOfReference: uidFrom(`${root} frame of reference`),
    series: (name) => uidFrom(`${root} ${name}`),
    image: (series, number) => uidFrom(`${root} ${series} ${number}`),
  };
}
