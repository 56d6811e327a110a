import { levelPositions, type OutlineAgreement } from './agreement-result';
import { distributionOf } from './distribution';
import { isRefusal, type Refusal } from './estimate';
import { type MatchedRow, positionOf } from './matched-facts';
import { type OutlineOverlap, outlineOverlap } from './outline-overlap';
import type { FractureFacts } from './reading-facts';

/** Dice overlap of two readers' canal outlines of the same level, by position; a level has one outline a reader. */
export function outlineAgreement(matched: readonly MatchedRow<FractureFacts>[]): OutlineAgreement[] {
  return levelPositions.flatMap((position): OutlineAgreement[] => {
    const pairs: ({ subject: number } & OutlineOverlap)[] = [];
    const refused: ({ subject: number } & Refusal)[] = [];
    for (const { subject, facts } of matched) {
      const [first, second] = facts;
      if (first === undefined || second === undefined) continue;
      for (const one of first.outlines) {
        if (positionOf(one.level, first.level) !== position) continue;
        const other = second.outlines.find(({ level }) => level === one.level);
        if (other === undefined) continue;
        const overlap = outlineOverlap(one.points, other.points);
        if (isRefusal(overlap)) refused.push({ subject, ...overlap });
        else pairs.push({ subject, ...overlap });
      }
    }
    if (pairs.length === 0 && refused.length === 0) return [];
    return [{ position, dice: distributionOf(pairs.map(({ dice }) => dice)), pairs, refused }];
  });
}
