import { distance, dot, scale, subtract, type Vector3 } from './vector';

function toSegment(point: Vector3, start: Vector3, end: Vector3): number {
  const along = subtract(end, start);
  const squared = dot(along, along);
  const fraction = squared === 0 ? 0 : Math.min(1, Math.max(0, dot(subtract(point, start), along) / squared));
  return distance(point, [
    start[0] + along[0] * fraction,
    start[1] + along[1] * fraction,
    start[2] + along[2] * fraction,
  ]);
}

/**
 * The points of a line that matter: the kept ones leave every point of the line within `tolerance` (in its unit); the
 * ends stay (Ramer 1972, Douglas and Peucker 1973).
 */
export function simplifyLine(line: readonly Vector3[], tolerance: number): Vector3[] {
  const keeps = new Set([0, line.length - 1]);
  const open: [number, number][] = [[0, line.length - 1]];
  for (let piece = open.pop(); piece !== undefined; piece = open.pop()) {
    const [from, to] = piece;
    const start = line[from];
    const end = line[to];
    if (start === undefined || end === undefined) continue;
    let farthest = { index: -1, away: tolerance };
    for (let index = from + 1; index < to; index++) {
      const point = line[index];
      const away = point === undefined ? 0 : toSegment(point, start, end);
      if (away > farthest.away) farthest = { index, away };
    }
    if (farthest.index < 0) continue;
    keeps.add(farthest.index);
    open.push([from, farthest.index], [farthest.index, to]);
  }
  return line.filter((_, index) => keeps.has(index));
}

/**
 * A line with its steps rounded off: every inner point is replaced `times` times by the mean of itself (half) and its two
 * neighbours (a quarter each). The ends stay.
 */
export function smoothLine(line: readonly Vector3[], times: number): Vector3[] {
  let smooth = [...line];
  for (let time = 0; time < times; time++) {
    const before = smooth;
    smooth = before.map((point, index) => {
      const previous = before[index - 1];
      const next = before[index + 1];
      if (previous === undefined || next === undefined) return point;
      const sum = scale(point, 2);
      return [
        (previous[0] + sum[0] + next[0]) / 4,
        (previous[1] + sum[1] + next[1]) / 4,
        (previous[2] + sum[2] + next[2]) / 4,
      ];
    });
  }
  return smooth;
}
