import { type VertebralLevel, vertebralLevels } from '../dicom/levels';
import type { Fracture, Reading } from '../findings/reading';
import { distance, type Vector3 } from '../geometry/vector';

/** One vertebra that at least one of several readings of a case calls fractured. */
export interface MatchedFracture {
  /** Its level, or its levels in the order of the readings where they differ, e.g. `L1`, `T12|L1`, `L2|none`. */
  key: string;
  /** In the order of the readings; null: not read as fractured. */
  fractures: readonly (Fracture | null)[];
}

/** Middles of bodies closer than this, in mm, are of one vertebra whatever it is called. */
const sameVertebra = 12;
/** Middles farther apart than this, in mm, are of two vertebrae though they are called the same. */
const anotherVertebra = 20;

const corners = ['AS', 'AI', 'PS', 'PI'] as const;

/** Where the body of a fracture is, LPS mm: the mean of its four corners, else the mark of its level; null: not known. */
function middleOf(reading: Reading, fracture: Fracture): Vector3 | null {
  const placed = corners.flatMap((corner) => {
    const found = fracture.landmarks.find((one) => one.level === fracture.level && one.landmark === corner);
    return found === undefined ? [] : [found.point.lps];
  });
  if (placed.length === corners.length) {
    const mean = (axis: 0 | 1 | 2) => placed.reduce((sum, place) => sum + place[axis], 0) / placed.length;
    return [mean(0), mean(1), mean(2)];
  }
  return reading.levels.find((mark) => mark.level === fracture.level)?.point.lps ?? null;
}

interface Found {
  reading: number;
  fracture: Fracture;
  middle: Vector3 | null;
}

/** How far apart two fractures of two readings are if they may be of one vertebra, mm; null where they are not. */
function apart(a: Found, b: Found): number | null {
  const isSameName = a.fracture.level === b.fracture.level;
  if (a.middle === null || b.middle === null) return isSameName ? 0 : null;
  const between = distance(a.middle, b.middle);
  return between <= (isSameName ? anotherVertebra : sameVertebra) ? between : null;
}

function highest(fractures: readonly (Fracture | null)[]): number {
  return Math.min(
    ...fractures.map((one) => (one === null ? vertebralLevels.length : vertebralLevels.indexOf(one.level))),
  );
}

function keyOf(fractures: readonly (Fracture | null)[]): string {
  const names = fractures.map((one) => one?.level ?? 'none');
  return new Set(names).size === 1 ? (names[0] ?? '') : names.join('|');
}

/**
 * The fractures of several readings of one study, those of one vertebra together: by where they are in the patient (the
 * four corners, or the mark of the level), so that a vertebra two readers number differently is one; by their levels
 * where no place is known. From the head down. The frames of reference of the images are taken as one.
 */
export function matchFractures(readings: readonly Reading[]): MatchedFracture[] {
  const found = readings.flatMap((reading, index) =>
    reading.fractures.map(
      (fracture): Found => ({ reading: index, fracture, middle: middleOf(reading, fracture) }),
    ),
  );
  const groups = new Map(found.map((one) => [one, new Set([one])]));
  const pairs = found
    .flatMap((a, index) =>
      found.slice(index + 1).flatMap((b) => {
        const between = a.reading === b.reading ? null : apart(a, b);
        return between === null
          ? []
          : [{ a, b, between, named: a.fracture.level === b.fracture.level ? 0 : 1 }];
      }),
    )
    .sort((one, other) => one.between - other.between || one.named - other.named);
  for (const { a, b } of pairs) {
    const [one, other] = [groups.get(a), groups.get(b)];
    if (one === undefined || other === undefined || one === other) continue;
    const taken = new Set([...one].map(({ reading }) => reading));
    if ([...other].some(({ reading }) => taken.has(reading))) continue;
    for (const member of other) {
      one.add(member);
      groups.set(member, one);
    }
  }
  return [...new Set(groups.values())]
    .map((group) =>
      readings.map((_, index) => [...group].find(({ reading }) => reading === index)?.fracture ?? null),
    )
    .map((fractures) => ({ key: keyOf(fractures), fractures }))
    .sort((a, b) => highest(a.fractures) - highest(b.fractures));
}

/** The fracture of one more reading that stands for a matched one: the one at a level the others call it by. */
export function fractureLike(
  reading: Reading,
  matched: MatchedFracture,
  first?: VertebralLevel,
): Fracture | null {
  const levels = [first, ...matched.fractures.map((one) => one?.level)];
  for (const level of levels) {
    const found = reading.fractures.find((one) => level !== undefined && one.level === level);
    if (found !== undefined) return found;
  }
  return null;
}
