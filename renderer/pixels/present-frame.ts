import { DecodeProblem, type FrameFormat, type StoredFrame } from './frame-format';
import { presentColour } from './present-colour';
import { presentGrey } from './present-grey';
import type { Picture, PresentationJob } from './presentation-job';

/** The frame as displayed. Throws a DecodeProblem where the header does not say how. */
export function presentFrame(stored: StoredFrame, format: FrameFormat, job: PresentationJob): Picture {
  const { photometricInterpretation } = stored;
  if (photometricInterpretation === 'PALETTE COLOR' || format.samplesPerPixel === 3)
    return { kind: 'colour', pixels: presentColour(stored, format, job) };
  if (photometricInterpretation !== 'MONOCHROME1' && photometricInterpretation !== 'MONOCHROME2')
    throw new DecodeProblem(`pixels of one sample are said to be ${photometricInterpretation}`);
  return presentGrey(stored.values, format, job);
}
