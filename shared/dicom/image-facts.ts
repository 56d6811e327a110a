import type { Vector3 } from '../geometry/vector';
import type { LookUpTable, PixelFormat, Presentation } from './model';

/** Direction of a row, then of a column: ImageOrientationPatient (PS3.3 C.7.6.2.1.1), LPS. */
export type ImageOrientation = readonly [number, number, number, number, number, number];

/** What the header says about MR contrast; times in ms, null or empty where it says nothing. */
export interface MrContrast {
  repetitionTime: number | null;
  echoTime: number | null;
  inversionTime: number | null;
  /** SE, IR, GR, EP, RM (PS3.3 C.8.3.1.1.2); for enhanced objects the same codes from EchoPulseSequence and InversionRecovery. */
  scanningSequence: readonly string[];
  sequenceName: string;
  scanOptions: readonly string[];
  imageType: readonly string[];
  /** The fat signal is suppressed by the acquisition, as far as ScanOptions or SpectrallySelectedSuppression say. */
  fatSuppressed: boolean;
  diffusionWeighted: boolean;
}

/** What tells images at one and the same position apart: echoes, time points, b-values, reconstructions. */
export interface FrameSeparators {
  echoTime: number | null;
  imageType: string;
  inversionTime: number | null;
  bValue: number | null;
  temporalPosition: number | null;
  triggerTime: number | null;
  acquisitionNumber: number | null;
  /** StackID of a multi-frame object's frame (PS3.3 C.7.6.16.2.2). */
  stackId: string | null;
}

/** One frame of an image object, as its header describes it. */
export interface FrameFacts {
  /** 1-based. */
  frame: number;
  /** ImagePositionPatient, LPS mm; null where the header has no three numbers there. */
  position: Vector3 | null;
  orientation: ImageOrientation | null;
  /** Millimetres between rows and between columns; null unless two positive numbers. */
  pixelSpacing: readonly [number, number] | null;
  sliceThickness: number | null;
  spacingBetweenSlices: number | null;
  rescaleSlope: number;
  rescaleIntercept: number;
  /** As the LINEAR function takes it. */
  window: { center: number; width: number } | null;
  presentation?: Presentation<LookUpTable>;
  contrast: MrContrast;
  separators: FrameSeparators;
  /** DimensionIndexValues (PS3.3 C.7.6.17): one for each dimension of the object; empty for classic images. */
  dimensionIndexValues: readonly number[];
}

/** One image object (one file), as its header describes it. Holds no patient name and no birth date. */
export interface ImageFacts {
  /** Names the file this came from; unique, and the order of last resort. */
  source: string;
  studyInstanceUid: string;
  studyDescription: string;
  /** YYYY-MM-DD or null. */
  studyDate: string | null;
  subject: { id: string; ageYears: number | null; sex: 'F' | 'M' | 'O' | null };
  seriesInstanceUid: string;
  seriesNumber: number | null;
  seriesDescription: string;
  protocolName: string;
  modality: string;
  frameOfReferenceUid: string | null;
  /** SOP Class UID, '' where the header has none. */
  sopClassUid: string;
  sopInstanceUid: string;
  instanceNumber: number | null;
  rows: number;
  columns: number;
  pixels: PixelFormat;
  /** A volume tiled into one image: no slice of its own. */
  mosaic: boolean;
  secondaryCapture: boolean;
  /** ImageType value 1 is DERIVED. */
  derived: boolean;
  localizer: boolean;
  lossy: boolean;
  /** DimensionDescriptionLabel of each dimension, '' where it has none; empty for classic images. */
  dimensionLabels: readonly string[];
  /** Several frames without a position of their own each. */
  framesWithoutPosition: boolean;
  /** The file lacks this identifier and was given one of its own. */
  missingUids: readonly ('study' | 'series' | 'SOP')[];
  frames: FrameFacts[];
}
