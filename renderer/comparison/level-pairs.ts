import type { Study } from '../../shared/dicom/model';
import type { Reading } from '../../shared/findings/reading';
import { imageOfPoint } from '../reading/image-of-point';
import type { LevelMark, LevelPair } from '../viewer/level-link';

/** The levels marked in both readings, each mark with the frame of reference of its image; none where a reading is null. */
export function levelPairsOf(
  open: { reading: Reading | null; study: Study },
  compared: { reading: Reading | null; study: Study },
): LevelPair[] {
  const markIn = (study: Study, { point }: Reading['levels'][number]): LevelMark => ({
    lps: point.lps,
    frameOfReferenceUid: imageOfPoint(study, point)?.stack.frameOfReferenceUid ?? null,
  });
  return (open.reading?.levels ?? []).flatMap((mark) => {
    const other = compared.reading?.levels.find(({ level }) => level === mark.level);
    if (other === undefined) return [];
    return [{ level: mark.level, open: markIn(open.study, mark), compared: markIn(compared.study, other) }];
  });
}
