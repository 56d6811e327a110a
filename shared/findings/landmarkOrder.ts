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
  const of = (one: VertebralLevel | null, names: readonly LandmarkName[]): LandmarkRef[] =>
    one === null ? [] : names.map((landmark) => ({ level: one, landmark }));
  return [
    ...of(above, corners),
    ...of(at, whole),
    ...of(below, corners),
    ...of(above, ['PC']),
    ...of(at, ['PC']),
    ...of(below, ['PC']),
  ];
}

/** The landmarks of `landmarkOrder` that are not placed yet. */
export function missingLandmarks(fracture: Fracture, marked: readonly VertebralLevel[]): LandmarkRef[] {
  const placed = new Set(fracture.landmarks.map(({ level, landmark }) => `${level} ${landmark}`));
  return landmarkOrder(fracture.level, marked).filter(
    ({ level, landmark }) => !placed.has(`${level} ${landmark}`),
  );
}

/** The landmark the tool asks for next, or null when all are placed. */
export function nextLandmark(fracture: Fracture, marked: readonly VertebralLevel[]): LandmarkRef | null {
  return missingLandmarks(fracture, marked)[0] ?? null;
}
