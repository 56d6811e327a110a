import type { Frame, Stack, Study } from '../../../shared/dicom/model';
import type { FrameLocation } from '../../pixels/frame-location';

function sampleFrame(id: string, window: Frame['window']): Frame {
  return {
    id,
    sopInstanceUid: id.split('/')[0] ?? id,
    frame: 1,
    instanceNumber: 1,
    position: [0, 0, 0],
    orientation: [0, 1, 0, 0, 0, -1],
    rescaleSlope: 1,
    rescaleIntercept: 0,
    window,
  };
}

/** A sagittal stack of the given frames. */
export function sampleStack(id: string, frameIds: readonly string[], window: Frame['window'] = null): Stack {
  return {
    id,
    studyInstanceUid: '1.2.3',
    seriesInstanceUid: '1.2.3.4',
    seriesNumber: 1,
    description: '',
    label: 'T2 sagittal',
    modality: 'MR',
    sopClassUid: '1.2.840.10008.5.1.4.1.1.4',
    plane: 'sagittal',
    weighting: 'T2',
    rows: 2,
    columns: 2,
    pixelSpacing: [1, 1],
    sliceThickness: 4,
    sliceStep: 4,
    frameOfReferenceUid: null,
    normal: [-1, 0, 0],
    geometry: [],
    pixels: {
      transferSyntaxUid: '1.2.840.10008.1.2.1',
      bitsAllocated: 16,
      bitsStored: 16,
      highBit: 15,
      pixelRepresentation: 0,
      samplesPerPixel: 1,
      photometricInterpretation: 'MONOCHROME2',
      planarConfiguration: 0,
    },
    frames: frameIds.map((frameId) => sampleFrame(frameId, window)),
  };
}

/** A study of these stacks. */
export function sampleStudy(studyInstanceUid: string, stacks: Stack[]): Study {
  return {
    studyInstanceUid,
    description: '',
    date: '2026-01-02',
    subject: { id: 'P-1', ageYears: 70, sex: 'F' },
    stacks,
  };
}

/** A frame that fills the file at `path`. */
export function sampleLocation(path: string): FrameLocation {
  return {
    path,
    size: 8,
    modifiedMs: 0,
    transferSyntaxUid: '1.2.840.10008.1.2.1',
    layers: [],
    bytes: { kind: 'native', offset: 0, length: 8, swap: 1 },
  };
}
