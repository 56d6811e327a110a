import { neighbourLevel, type VertebralLevel } from '../dicom/levels';
import type { Fracture, LandmarkName } from './reading';

/** A landmark of one level, as asked for and as missing. */
export interface LandmarkRef {
  level: VertebralLevel;
  landmark: LandmarkName;
}

/** The fractured level with its neighbours above and below; null beyond the ends of the spine. */
export function fractureLevels(
  level: VertebralLevel,
  marked: readonly VertebralLevel[],
): { above: VertebralLevel | null; at: VertebralLevel; below: VertebralLevel | null } {
  return { above: neighbourLevel(level, -1, marked), at: level, below: neighbourLevel(level, 1, marked) };
}

/**
 * The landmarks a fracture needs, in the order the landmark tool asks for them: down the spine, and round each body
 * from its anterior superior corner (for the fractured one with its mid-endplate points), then the posterior canal
 * border down the canal. Levels that do not exist are left out. `marked`: the levels marked in the reading.
 */
export function landmarkOrder(level: VertebralLevel, marked: readonly VertebralLevel[]): LandmarkRef[] {
  const { above, at, below } = fractureLevels(level, marked);
  const corners: LandmarkName[] = ['AS', 'PS', 'PI', 'AI'];
  const whole: LandmarkName[] = ['AS', 'MS', 'PS', 'PI', 'MI', 'AI'];
  return [
    ...landmarksOf(above, corners),
    ...landmarksOf(at, whole),
    ...landmarksOf(below, corners),
    ...landmarksOf(above, ['PC']),
    ...landmarksOf(at, ['PC']),
    ...landmarksOf(below, ['PC']),
  ];
}

/**
 * Landmarks that make a value better but are not needed, asked for after the others: the mid-endplate points of the
 * neighbours, whose endplates are a little concave, for the middle height loss.
 */
export function optionalLandmarks(level: VertebralLevel, marked: readonly VertebralLevel[]): LandmarkRef[] {
  const { above, below } = fractureLevels(level, marked);
  return [...landmarksOf(above, ['MS', 'MI']), ...landmarksOf(below, ['MS', 'MI'])];
}

function landmarksOf(level: VertebralLevel | null, names: readonly LandmarkName[]): LandmarkRef[] {
  return level === null ? [] : names.map((landmark) => ({ level, landmark }));
}

function unplaced(fracture: Fracture, wanted: readonly LandmarkRef[]): LandmarkRef[] {
  const placed = new Set(fracture.landmarks.map(({ level, landmark }) => `${level} ${landmark}`));
  return wanted.filter(({ level, landmark }) => !placed.has(`${level} ${landmark}`));
}

/** The landmarks of `landmarkOrder` that are not placed yet. */
export function missingLandmarks(fracture: Fracture, marked: readonly VertebralLevel[]): LandmarkRef[] {
  return unplaced(fracture, landmarkOrder(fracture.level, marked));
}

/** The landmark the tool asks for next, needed ones first, or null when all are placed. */
export function nextLandmark(fracture: Fracture, marked: readonly VertebralLevel[]): LandmarkRef | null {
  const optional = unplaced(fracture, optionalLandmarks(fracture.level, marked));
  return missingLandmarks(fracture, marked)[0] ?? optional[0] ?? null;
}
