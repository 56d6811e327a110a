import { geometryFinding } from '../../shared/dicom/geometry-finding';
import type { Frame, Plane, Stack, Study, Weighting } from '../../shared/dicom/model';
import type { Vector3 } from '../../shared/geometry/vector';

/** What a made-up stack is to be; the rest is a plausible sagittal MR. */
export interface StackRecipe {
  id: string;
  plane?: Plane;
  weighting?: Weighting;
  orientation?: Frame['orientation'];
  positions?: readonly Vector3[];
  rows?: number;
  columns?: number;
  pixelSpacing?: Stack['pixelSpacing'];
  seriesInstanceUid?: string;
  frameOfReferenceUid?: string | null;
  studyInstanceUid?: string;
  measurable?: boolean;
}

/** Stored so that rows run from anterior to posterior and columns from head to feet. */
export const sagittalOrientation: NonNullable<Frame['orientation']> = [0, 1, 0, 0, 0, -1];
/** Stored so that rows run to the patient's left and columns to posterior. */
export const axialOrientation: NonNullable<Frame['orientation']> = [1, 0, 0, 0, 1, 0];

/** Sagittal slices 4 mm apart from right to left. */
export function sagittalPositions(count: number, firstX = -8): Vector3[] {
  return Array.from({ length: count }, (_, index) => [firstX + 4 * index, -100, 100]);
}

/** A stack for tests. */
export function makeStack(recipe: StackRecipe): Stack {
  const orientation = recipe.orientation === undefined ? sagittalOrientation : recipe.orientation;
  const positions = recipe.positions ?? sagittalPositions(5);
  const normal: Vector3 | null =
    orientation === null
      ? null
      : [
          orientation[1] * orientation[5] - orientation[2] * orientation[4],
          orientation[2] * orientation[3] - orientation[0] * orientation[5],
          orientation[0] * orientation[4] - orientation[1] * orientation[3],
        ];
  return {
    id: recipe.id,
    studyInstanceUid: recipe.studyInstanceUid ?? '1.2',
    seriesInstanceUid: recipe.seriesInstanceUid ?? `1.2.${recipe.id}`,
    seriesNumber: 1,
    description: recipe.id,
    label: recipe.id,
    modality: 'MR',
    sopClassUid: '1.2.840.10008.5.1.4.1.1.4',
    plane: recipe.plane ?? 'sagittal',
    weighting: recipe.weighting ?? 'T2',
    rows: recipe.rows ?? 200,
    columns: recipe.columns ?? 200,
    pixelSpacing: recipe.pixelSpacing === undefined ? [1, 1] : recipe.pixelSpacing,
    sliceThickness: 4,
    sliceStep: positions.length > 1 ? 4 : null,
    frameOfReferenceUid: recipe.frameOfReferenceUid === undefined ? '1.2.9' : recipe.frameOfReferenceUid,
    normal,
    geometry: (recipe.measurable ?? true) ? [] : [geometryFinding('mosaic', 'A mosaic.')],
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
    frames: positions.map((position, index) => ({
      id: `1.2.${recipe.id}.${index + 1}/1`,
      sopInstanceUid: `1.2.3.${index + 1}`,
      frame: 1,
      instanceNumber: index + 1,
      position: orientation === null ? null : position,
      orientation,
      rescaleSlope: 1,
      rescaleIntercept: 0,
      window: null,
    })),
  };
}

/** A study of these stacks. */
export function makeStudy(stacks: Stack[], studyInstanceUid = '1.2'): Study {
  return {
    studyInstanceUid,
    description: 'test',
    date: null,
    subject: { id: 'S-1', ageYears: null, sex: null },
    stacks,
  };
}
