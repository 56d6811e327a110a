import type { Vector3 } from '../../geometry/vector';
import type { FrameFacts, FrameSeparators, ImageFacts, ImageOrientation } from '../image-facts';
import type { Stack } from '../model';
import { buildStudies } from '../studies';

/** Rows run to posterior, columns to the feet. */
export const sagittal: ImageOrientation = [0, 1, 0, 0, 0, -1];
/** Rows run to the left, columns to posterior. */
export const axial: ImageOrientation = [1, 0, 0, 0, 1, 0];

/** Axial, turned about the left–right axis. */
export function tilted(degrees: number): ImageOrientation {
  const angle = (degrees * Math.PI) / 180;
  return [1, 0, 0, 0, Math.cos(angle), Math.sin(angle)];
}

/** A sagittal T2 frame, 4 mm thick. */
export function frameFacts(position: Vector3 | null, more: Partial<FrameFacts> = {}): FrameFacts {
  return {
    frame: 1,
    position,
    orientation: sagittal,
    pixelSpacing: [0.7, 0.7],
    sliceThickness: 4,
    spacingBetweenSlices: null,
    rescaleSlope: 1,
    rescaleIntercept: 0,
    window: null,
    contrast: {
      repetitionTime: 3000,
      echoTime: 100,
      inversionTime: null,
      scanningSequence: ['SE'],
      sequenceName: '',
      scanOptions: [],
      imageType: ['ORIGINAL', 'PRIMARY'],
      fatSuppressed: false,
      diffusionWeighted: false,
    },
    separators: separatedBy({}),
    dimensionIndexValues: [],
    ...more,
  };
}

/** What tells images at one position apart; the rest is the same for all. */
export function separatedBy(values: Partial<FrameSeparators>): FrameSeparators {
  return {
    echoTime: 100,
    imageType: 'ORIGINAL\\PRIMARY',
    inversionTime: null,
    bValue: null,
    temporalPosition: null,
    triggerTime: null,
    acquisitionNumber: null,
    stackId: null,
    ...values,
  };
}

/** An MR image object of one study and series, named and sorted by `name`. */
export function image(name: string, frames: FrameFacts[], more: Partial<ImageFacts> = {}): ImageFacts {
  return {
    source: `/disc/${name}`,
    studyInstanceUid: '1.2.3',
    studyDescription: 'Lumbar spine',
    studyDate: '2024-05-06',
    subject: { id: 'S-0', ageYears: 77, sex: 'F' },
    seriesInstanceUid: '1.2.3.4',
    seriesNumber: 1,
    seriesDescription: 'T2 SAG',
    protocolName: '',
    modality: 'MR',
    sopClassUid: '1.2.840.10008.5.1.4.1.1.4',
    frameOfReferenceUid: '1.2.3.9',
    sopInstanceUid: `1.2.3.4.${name}`,
    instanceNumber: null,
    rows: 512,
    columns: 512,
    pixels: {
      transferSyntaxUid: '1.2.840.10008.1.2.1',
      bitsAllocated: 16,
      bitsStored: 12,
      highBit: 11,
      pixelRepresentation: 0,
      samplesPerPixel: 1,
      photometricInterpretation: 'MONOCHROME2',
      planarConfiguration: 0,
    },
    mosaic: false,
    secondaryCapture: false,
    derived: false,
    localizer: false,
    lossy: false,
    dimensionLabels: [],
    framesWithoutPosition: false,
    missingUids: [],
    frames,
    ...more,
  };
}

/** `count` sagittal images, 4.5 mm apart towards the patient's left. */
export function sagittalSeries(
  count: number,
  facts: Partial<FrameFacts> = {},
  more: Partial<ImageFacts> = {},
) {
  return Array.from({ length: count }, (_, index) =>
    image(`${more.seriesInstanceUid ?? ''}${index}`, [frameFacts([index * 4.5, -100, 200], facts)], more),
  );
}

/** The stacks that the library makes of images. */
export function stacksOf(images: readonly ImageFacts[]): Stack[] {
  return buildStudies(images).studies.flatMap((study) => study.stacks);
}
