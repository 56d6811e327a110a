import type { VertebralLevel } from '../../shared/dicom/levels';
import type { Stack } from '../../shared/dicom/model';
import { fractureLevels, type LandmarkRef, nextLandmark } from '../../shared/findings/landmark-order';
import type { Fracture, Reading } from '../../shared/findings/reading';
import type { CellView } from '../viewer/cell-view';
import type { FragmentPart } from './protocol-store';

/** The fracture being read: the chosen one, else the first of the reading. */
export function currentFracture(reading: Reading | null, chosen: VertebralLevel | null): Fracture | null {
  if (reading === null) return null;
  return reading.fractures.find((one) => one.level === chosen) ?? reading.fractures[0] ?? null;
}

/** The levels that are marked. */
export function markedLevels(reading: Reading): VertebralLevel[] {
  return reading.levels.map((mark) => mark.level);
}

/** The landmark the next click places: the chosen one, else the next missing one. */
export function landmarkToPlace(
  reading: Reading,
  fracture: Fracture,
  chosen: LandmarkRef | null,
): LandmarkRef | null {
  return chosen ?? nextLandmark(fracture, markedLevels(reading));
}

/** The part of the fragment the next click belongs to: the chosen one, else the next missing one of the plane. */
export function partToDraw(
  fracture: Fracture,
  chosen: FragmentPart | null,
  plane: Stack['plane'],
): FragmentPart | null {
  const { fragment } = fracture;
  if (plane === 'axial') return chosen ?? (fragment.transverse === null ? 'transverse' : null);
  if (chosen !== null && chosen !== 'transverse') return chosen;
  const parts = ['anteroPosterior', 'cranioCaudal', 'apex'] as const;
  return parts.find((part) => fragment[part] === null) ?? null;
}

/** The level the next outline belongs to: the chosen one, else the nearest to the slice of the fracture's levels. */
export function outlineToDraw(
  reading: Reading,
  fracture: Fracture,
  chosen: VertebralLevel | null,
  view: Pick<CellView, 'signedDistance'>,
): VertebralLevel {
  const { above, at, below } = fractureLevels(fracture.level, markedLevels(reading));
  const offered = [above, at, below];
  if (chosen !== null && offered.includes(chosen)) return chosen;
  const near = reading.levels
    .filter((mark) => offered.includes(mark.level))
    .map((mark) => ({ level: mark.level, away: Math.abs(view.signedDistance(mark.point.lps)) }))
    .toSorted((a, b) => a.away - b.away);
  return near[0]?.level ?? at;
}
