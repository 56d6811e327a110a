import type { Vector3 } from '../geometry/vector';
import type { GeometryFinding } from './geometry-finding';

/** The plane a stack lies in, from its ImageOrientationPatient; `oblique` where no axis is within 45° clearly. */
export const planes = ['sagittal', 'coronal', 'axial', 'oblique', 'unknown'] as const;
export type Plane = (typeof planes)[number];

/** MR weighting, from header values (TR, TE, TI, sequence) and then the description. */
export type Weighting = 'T1' | 'T2' | 'STIR' | 'PD' | 'unknown';

/** One frame: a classic single-frame image, or one frame of a multi-frame object. */
export interface Frame {
  /**
   * Unique in the library: `<StudyInstanceUID>/<SOPInstanceUID>/<frame>`, with `/copy-<n>` for a second file of the same
   * UID. Opaque but for its first part, `studyOfFrame`.
   */
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
  /**
   * First VOI window of the header, in rescaled values, as the LINEAR function takes it (PS3.3 C.11.2.1.2.1); null
   * where absent.
   */
  window: { center: number; width: number } | null;
  /** Absent for most. Tables are named by their key in `Study.lookUpTables`. */
  presentation?: Presentation<string>;
}

/** How stored values become a picture, beyond rescale and window. `Table` is a look-up table or its name. */
export interface Presentation<Table> {
  /** Stored values that are no image content, lowest and highest (PS3.3 C.7.5.1.1.2). */
  padding?: readonly [number, number];
  /** Takes the place of rescale slope and intercept (PS3.3 C.11.1). */
  modalityTable?: Table;
  /** Takes the place of the window, where there is none (PS3.3 C.11.2.1.1). */
  voiTable?: Table;
  /** The window is applied as a sigmoid (PS3.3 C.11.2.1.3). */
  sigmoid?: true;
  /** Red, green and blue of a PALETTE COLOR image (PS3.3 C.7.6.3.1.5). */
  palette?: readonly [Table, Table, Table];
}

/** A look-up table of the header. */
export interface LookUpTable {
  /** The same for the same content, whatever file it comes from. */
  name: string;
  /** The value that the first entry is for; lower ones get it too, those above the last entry get the last. */
  first: number;
  /** Bits of an entry: 8 to 16. */
  bits: number;
  /** The entries, as 16-bit words, little endian, in base64. */
  entries: string;
}

/** The Study Instance UID in a frame id; null where it is none. */
export function studyOfFrame(frameId: string): string | null {
  const [study = '', ...rest] = frameId.split('/');
  if (study === '' || rest.length < 2) return null;
  try {
    return decodeURIComponent(study);
  } catch {
    return null;
  }
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
  /** SOP Class UID of its objects, '' where the header has none. */
  sopClassUid: string;
  plane: Plane;
  weighting: Weighting;
  rows: number;
  columns: number;
  /** PixelSpacing: mm between rows, mm between columns; null where the header has no valid one. */
  pixelSpacing: readonly [number, number] | null;
  sliceThickness: number | null;
  /** Typical distance of neighbouring slices along the normal, mm; null for fewer than two positions. */
  sliceStep: number | null;
  frameOfReferenceUid: string | null;
  /** Unit normal, row × column direction; null without an orientation. */
  normal: Vector3 | null;
  /** Whether it can be measured and why not, and what else is known of its geometry; the most severe first. */
  geometry: GeometryFinding[];
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
  /** The look-up tables of its images by name, each one once; absent where no image has one. */
  lookUpTables?: Record<string, LookUpTable>;
}

/** A file or folder that could not be used, in one sentence a user can act on. */
export interface IngestProblem {
  /** Path relative to the opened folder (or the file's own name), so that the interface shows no home folder. */
  path: string;
  problem: string;
}
