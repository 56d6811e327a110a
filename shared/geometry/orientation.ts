import { normalize, type Vector3 } from './vector';

/** Direction cosines below this (about 10°) add no letter: a slight tilt does not make "A" an "AH". */
const smallestCosine = 0.17;

/**
 * Letters of a direction in LPS, largest component first, e.g. "A" or "HL" (PatientOrientation, DICOM PS3.3
 * C.7.6.1.1.1: R/L, A/P, H/F). Empty for a direction of no length.
 */
export function orientationLetters(direction: Vector3): string {
  const unit = normalize(direction);
  if (unit === null) return '';
  const letters = [
    { size: unit[0], positive: 'L', negative: 'R' },
    { size: unit[1], positive: 'P', negative: 'A' },
    { size: unit[2], positive: 'H', negative: 'F' },
  ];
  return letters
    .filter(({ size }) => Math.abs(size) >= smallestCosine)
    .sort((a, b) => Math.abs(b.size) - Math.abs(a.size))
    .map(({ size, positive, negative }) => (size > 0 ? positive : negative))
    .join('');
}
