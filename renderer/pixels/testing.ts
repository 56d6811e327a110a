import type { FrameFormat } from './frame-format';
import type { PresentationJob } from './presentation-job';

/** A format for tests: 2 rows × 3 columns of unsigned 16-bit greys unless told otherwise. */
export function makeFormat(changes: Partial<FrameFormat> = {}): FrameFormat {
  const bitsAllocated = changes.bitsAllocated ?? 16;
  const bitsStored = changes.bitsStored ?? bitsAllocated;
  return {
    transferSyntaxUid: '1.2.840.10008.1.2.1',
    rows: 2,
    columns: 3,
    bitsAllocated,
    bitsStored,
    highBit: bitsStored - 1,
    pixelRepresentation: 0,
    samplesPerPixel: 1,
    photometricInterpretation: 'MONOCHROME2',
    planarConfiguration: 0,
    ...changes,
  };
}

/** A job for tests: nothing is turned, rescaled or windowed unless told otherwise. */
export function makeJob(changes: Partial<PresentationJob> = {}): PresentationJob {
  return {
    turn: { columns: 3, rows: 2, transposed: false, mirroredColumns: false, mirroredRows: false },
    rescaleSlope: 1,
    rescaleIntercept: 0,
    window: null,
    presentation: {},
    inverted: false,
    ...changes,
  };
}
