import type { Vector3 } from '../geometry/vector';

/** The plane a stack lies in, from its ImageOrientationPatient; `oblique` where no axis is within 45° clearly. */
export type Plane = 'sagittal' | 'coronal' | 'axial' | 'oblique' | 'unknown';

/** MR weighting, from header values (TR, TE, TI, sequence) and then the description. */
export type Weighting = 'T1' | 'T2' | 'STIR' | 'PD' | 'unknown';

/** One frame: a classic single-frame image, or one frame of a multi-frame object. */
export interface Frame {
  /** Opaque and unique in the library: `<SOPInstanceUID>/<frame>`, with `/copy-<n>` for a second file of the same UID. */
  id: string;
  sopInstanceUid: string;
  /** 1-based frame number, 1 for single-frame objects. */
  frame: number;
  instanceNumber: number | null;
  /** ImagePositionPatient: centre of the first pixel, LPS mm; null where the header has none. */
  position: Vector3 | null;
  /** ImageOrientationPatient: direction of a row, then of a column; null where the header has none. */
  orientation: readonly [number, number, number, number, number, number] | null;
  rescaleSlope: number;
  rescaleIntercept: number;
  /** First VOI window of the header, in rescaled values; null where absent. */
  window: { center: number; width: number } | null;
}

/** How the stored pixels of every frame of a stack are laid out (PS3.3 C.7.6.3). */
export interface PixelFormat {
  /** The syntax frames are served in: the file's own if compressed, else always explicit little endian. */
  transferSyntaxUid: string;
  bitsAllocated: number;
  bitsStored: number;
  highBit: number;
  /** 0 unsigned, 1 two's complement. */
  pixelRepresentation: 0 | 1;
  samplesPerPixel: number;
  photometricInterpretation: string;
  planarConfiguration: number;
}

/** Frames of one series that share orientation, spacing and size, sorted along the normal. */
export interface Stack {
  id: string;
  studyInstanceUid: string;
  seriesInstanceUid: string;
  seriesNumber: number | null;
  /** SeriesDescription, as in the header. */
  description: string;
  /** What the interface calls the stack, e.g. "T2 sagittal" or "T2 axial · block 2 of 5". */
  label: string;
  modality: string;
  plane: Plane;
  weighting: Weighting;
  rows: number;
  columns: number;
  /** PixelSpacing: mm between rows, mm between columns; null where the header has no valid one. */
  pixelSpacing: readonly [number, number] | null;
  sliceThickness: number | null;
  /** Median distance of neighbouring slices along the normal, mm; null for fewer than two positions. */
  sliceStep: number | null;
  frameOfReferenceUid: string | null;
  /** Unit normal, row × column direction; null without an orientation. */
  normal: Vector3 | null;
  measurable: boolean;
  /** Why not measurable, or what to know when measuring; a sentence each. */
  reasons: string[];
  pixels: PixelFormat;
  frames: Frame[];
}

/** A study as the library knows it. Holds no patient name and no birth date. */
export interface Study {
  studyInstanceUid: string;
  description: string;
  /** StudyDate as YYYY-MM-DD, or null. */
  date: string | null;
  subject: {
    /** Pseudonym: never the patient's name or hospital number. */
    id: string;
    ageYears: number | null;
    sex: 'F' | 'M' | 'O' | null;
  };
  stacks: Stack[];
}

/** A file or folder that could not be used, in one sentence a user can act on. */
export interface IngestProblem {
  /** Path relative to the opened folder (or the file's own name), so that the interface shows no home folder. */
  path: string;
  problem: string;
}
