import { answerRequest } from './answer-request';
import type { FrameFormat } from './frame-format';

/** Pixels a side, and how often: enough for the loops over pixels to be compiled. */
const side = 128;
const times = 4;

const format: FrameFormat = {
  transferSyntaxUid: '1.2.840.10008.1.2.1',
  rows: side,
  columns: side,
  bitsAllocated: 16,
  bitsStored: 12,
  highBit: 11,
  pixelRepresentation: 0,
  samplesPerPixel: 1,
  photometricInterpretation: 'MONOCHROME2',
  planarConfiguration: 0,
};

/** Decodes frames as most are stored, so that the first real one finds compiled code. */
export async function warmUp(): Promise<void> {
  const values = Uint16Array.from({ length: side * side }, (_, index) => index % 4096);
  for (let time = 0; time < times; time++)
    for (const pixelRepresentation of [0, 1] as const)
      await answerRequest(new Uint8Array(values.slice().buffer), {
        format: { ...format, pixelRepresentation },
        job: {
          turn: { rows: side, columns: side, transposed: false, mirroredColumns: false, mirroredRows: false },
          rescaleSlope: 1,
          rescaleIntercept: 0,
          window: null,
          presentation: {},
          inverted: false,
        },
      });
}
