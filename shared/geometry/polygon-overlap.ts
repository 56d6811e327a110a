/** A point of a plane, mm. */
export type PlanePoint = readonly [number, number];

/** A side that is not level, from its lower end up. */
interface Side {
  ofFirst: boolean;
  low: number;
  high: number;
  /** Position at `low` and change per mm upwards. */
  start: number;
  slope: number;
  /** Position at the height looked at. */
  at: number;
}

function addSides(sides: Side[], points: readonly PlanePoint[], ofFirst: boolean): void {
  let before = points.at(-1);
  for (const point of points) {
    if (before !== undefined && before[1] !== point[1]) {
      const [lower, upper] = before[1] < point[1] ? [before, point] : [point, before];
      const slope = (upper[0] - lower[0]) / (upper[1] - lower[1]);
      sides.push({ ofFirst, low: lower[1], high: upper[1], start: lower[0], slope, at: 0 });
    }
    before = point;
  }
}

/**
 * Heights at which sides (by their lower ends) begin, end or cross, ascending: between two of them, sides are straight
 * and keep their order.
 */
function heightsOf(sides: readonly Side[]): Float64Array {
  const heights: number[] = [];
  for (let index = 0; index < sides.length; index++) {
    const one = sides[index];
    if (one === undefined) continue;
    heights.push(one.low, one.high);
    for (let other = index + 1; other < sides.length; other++) {
      const two = sides[other];
      if (two === undefined || two.low >= one.high) break;
      if (one.slope === two.slope) continue;
      const apart = one.start - one.slope * one.low - (two.start - two.slope * two.low);
      const crossing = apart / (two.slope - one.slope);
      if (crossing > two.low && crossing < one.high && crossing < two.high) heights.push(crossing);
    }
  }
  return Float64Array.from(heights).sort();
}

/** Puts the first `count` sides in the order of their positions at `height`; few, and nearly in order, so by insertion. */
function sortAt(active: Side[], count: number, height: number): void {
  for (let index = 0; index < count; index++) {
    const side = active[index];
    if (side === undefined) continue;
    side.at = side.start + side.slope * (height - side.low);
    let place = index;
    while (place > 0) {
      const left = active[place - 1];
      if (left === undefined || left.at <= side.at) break;
      active[place] = left;
      place--;
    }
    active[place] = side;
  }
}

/**
 * Areas of two closed polygons of one plane and of what they share, mm². Exact but for rounding, whatever sides coincide:
 * between the heights where sides begin, end or cross, lengths change evenly, so their middle gives the area. A polygon
 * that crosses itself counts by the even–odd rule.
 */
export function overlapAreas(
  first: readonly PlanePoint[],
  second: readonly PlanePoint[],
): { first: number; second: number; common: number } {
  const sides: Side[] = [];
  addSides(sides, first, true);
  addSides(sides, second, false);
  sides.sort((a, b) => a.low - b.low);
  const heights = heightsOf(sides);
  const active: Side[] = [];
  let count = 0;
  let coming = 0;
  let firstArea = 0;
  let secondArea = 0;
  let common = 0;
  for (let index = 1; index < heights.length; index++) {
    const low = heights[index - 1] ?? 0;
    const high = heights[index] ?? 0;
    if (low === high) continue;
    const middle = (low + high) / 2;
    let kept = 0;
    for (let at = 0; at < count; at++) {
      const side = active[at];
      if (side !== undefined && side.high > middle) active[kept++] = side;
    }
    for (let side = sides[coming]; side !== undefined && side.low < middle; side = sides[++coming])
      if (side.high > middle) active[kept++] = side;
    count = kept;
    sortAt(active, count, middle);
    let inFirst = false;
    let inSecond = false;
    let from = 0;
    for (let at = 0; at < count; at++) {
      const side = active[at];
      if (side === undefined) continue;
      const area = (high - low) * (side.at - from);
      if (inFirst) firstArea += area;
      if (inSecond) secondArea += area;
      if (inFirst && inSecond) common += area;
      if (side.ofFirst) inFirst = !inFirst;
      else inSecond = !inSecond;
      from = side.at;
    }
  }
  return { first: firstArea, second: secondArea, common };
}
