import { landmarkNames } from '../findings/reading';
import { distance } from '../geometry/vector';
import { type LandmarkAgreement, levelPositions } from './agreement-result';
import { distributionOf } from './distribution';
import { type MatchedRow, positionOf } from './matched-facts';
import type { FractureFacts } from './reading-facts';

/**
 * Distances, mm, between two readers' points for the same landmark of the same level, one entry for each landmark and
 * position. A point on another slice counts with its whole distance. Landmarks that one reader did not place are not in.
 */
export function landmarkDistances(matched: readonly MatchedRow<FractureFacts>[]): LandmarkAgreement[] {
  const found = new Map<string, { subject: number; distance: number }[]>();
  for (const { subject, facts } of matched) {
    const [first, second] = facts;
    if (first === undefined || second === undefined) continue;
    for (const one of first.landmarks) {
      const other = second.landmarks.find(
        ({ level, landmark }) => level === one.level && landmark === one.landmark,
      );
      if (other === undefined) continue;
      const key = `${positionOf(one.level, first.level)} ${one.landmark}`;
      const entries = found.get(key) ?? [];
      found.set(key, entries);
      entries.push({ subject, distance: distance(one.lps, other.lps) });
    }
  }
  return levelPositions.flatMap((position) =>
    landmarkNames.flatMap((landmark): LandmarkAgreement[] => {
      const entries = found.get(`${position} ${landmark}`) ?? [];
      const distances = distributionOf(entries.map((entry) => entry.distance));
      const farthest = entries.find((entry) => entry.distance === distances?.maximum);
      if (distances === null || farthest === undefined) return [];
      return [{ landmark, position, distances, farthest: farthest.subject }];
    }),
  );
}
