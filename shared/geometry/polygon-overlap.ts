/** A point of a plane, mm. */
export type PlanePoint = readonly [number, number];

/** A side that is not level, from its lower end up. */
interface Side {
  polygon: 0 | 1;
  low: number;
  high: number;
  /** Position at `low` and change per mm upwards. */
  start: number;
  slope: number;
}

function sidesOf(points: readonly PlanePoint[], polygon: 0 | 1): Side[] {
  const sides: Side[] = [];
  let [x, y] = points.at(-1) ?? [0, 0];
  for (const [nextX, nextY] of points) {
    const slope = (nextX - x) / (nextY - y);
    if (y < nextY) sides.push({ polygon, low: y, high: nextY, start: x, slope });
    else if (y > nextY) sides.push({ polygon, low: nextY, high: y, start: nextX, slope });
    [x, y] = [nextX, nextY];
  }
  return sides;
}

/**
 * Heights at which sides (by their lower ends) begin, end or cross, ascending: between two of them, sides are straight
 * and keep their order.
 */
function heightsOf(sides: readonly Side[]): Float64Array {
  const heights: number[] = [];
  for (const [index, one] of sides.entries()) {
    heights.push(one.low, one.high);
    for (let other = index + 1; other < sides.length; other++) {
      const two = sides[other];
      if (two === undefined || two.low >= one.high) break;
      if (one.slope === two.slope) continue;
      const apart = one.start - one.slope * one.low - (two.start - two.slope * two.low);
      const crossing = apart / (two.slope - one.slope);
      if (crossing > two.low && crossing < Math.min(one.high, two.high)) heights.push(crossing);
    }
  }
  return Float64Array.from(heights).sort();
}

function insideLength(found: readonly number[]): number {
  let sum = 0;
  for (let at = 1; at < found.length; at += 2) sum += (found[at] ?? 0) - (found[at - 1] ?? 0);
  return sum;
}

function commonLength(one: readonly number[], two: readonly number[]): number {
  let sum = 0;
  for (let a = 1; a < one.length; a += 2) {
    for (let b = 1; b < two.length; b += 2) {
      const from = Math.max(one[a - 1] ?? 0, two[b - 1] ?? 0);
      sum += Math.max(0, Math.min(one[a] ?? 0, two[b] ?? 0) - from);
    }
  }
  return sum;
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
  const sides = [...sidesOf(first, 0), ...sidesOf(second, 1)].sort((a, b) => a.low - b.low);
  const heights = heightsOf(sides);
  const areas = { first: 0, second: 0, common: 0 };
  let active: Side[] = [];
  let coming = 0;
  for (let index = 1; index < heights.length; index++) {
    const low = heights[index - 1] ?? 0;
    const high = heights[index] ?? 0;
    if (low === high) continue;
    const middle = (low + high) / 2;
    active = active.filter((side) => side.high > middle);
    for (let side = sides[coming]; side !== undefined && side.low < middle; side = sides[++coming])
      if (side.high > middle) active.push(side);
    const passages: [number[], number[]] = [[], []];
    for (const { polygon, low: from, start, slope } of active)
      passages[polygon].push(start + slope * (middle - from));
    const [one, two] = passages;
    one.sort((a, b) => a - b);
    two.sort((a, b) => a - b);
    areas.first += (high - low) * insideLength(one);
    areas.second += (high - low) * insideLength(two);
    areas.common += (high - low) * commonLength(one, two);
  }
  return areas;
}
