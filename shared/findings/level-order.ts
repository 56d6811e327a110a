import { type VertebralLevel, vertebralLevels } from '../dicom/levels';
import type { Reading } from './reading';

/** Marks that do not go down the spine in the order of their levels, each with its sentence (heights are LPS z). */
export function levelsOutOfOrder(marks: Reading['levels']): { level: VertebralLevel; sentence: string }[] {
  const ordered = marks.toSorted(
    (a, b) => vertebralLevels.indexOf(a.level) - vertebralLevels.indexOf(b.level),
  );
  return ordered.flatMap((lower, index) => {
    const upper = ordered[index - 1];
    if (upper === undefined || upper.level === lower.level || upper.point.lps[2] > lower.point.lps[2])
      return [];
    return [{ level: upper.level, sentence: `${upper.level} is marked below ${lower.level}.` }];
  });
}
