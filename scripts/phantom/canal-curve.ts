import type { Point2 } from './block';
import type { Spine } from './spine';

const stepMm = 0.5;
const reachMm = 60;

/**
 * The smooth line along the posterior walls of the column, and coordinates that follow it: `s` names a place on the
 * line by its height z, `n` is the distance behind the line, perpendicular to it. Canal, cord, posterior elements and
 * muscles are described in (x, n) along s.
 */
export class CanalCurve {
  private readonly start: number;
  private readonly y: Float64Array;
  private readonly sine: Float64Array;
  private readonly cosine: Float64Array;
  private readonly arc: Float64Array;
  private readonly level: Float64Array;
  private readonly bodyArcs: number[];
  private readonly bodyHeights: number[];

  /** Found by the last `locate` call. */
  s = 0;
  n = 0;

  constructor(spine: Spine) {
    const bodies = [...spine.vertebrae].reverse();
    const knots: Point2[] = [];
    bodies.forEach((vertebra, index) => {
      const { PS, PI } = vertebra.body.corners;
      knots.push([(PS[0] + PI[0]) / 2, (PS[1] + PI[1]) / 2]);
      const above = bodies[index + 1];
      if (above !== undefined) {
        const next = above.body.corners.PI;
        knots.push([(PS[0] + next[0]) / 2, (PS[1] + next[1]) / 2]);
      }
    });
    const spline = naturalSpline(knots);
    const first = knots[0]?.[1] ?? 0;
    const last = knots.at(-1)?.[1] ?? 0;
    this.start = first - reachMm;
    const count = Math.ceil((last - first + 2 * reachMm) / stepMm) + 1;
    this.y = new Float64Array(count);
    this.sine = new Float64Array(count);
    this.cosine = new Float64Array(count);
    this.arc = new Float64Array(count);
    this.level = new Float64Array(count);
    for (let i = 0; i < count; i++) {
      const [value, slope] = spline(this.start + i * stepMm);
      this.y[i] = value;
      const secant = Math.hypot(1, slope);
      this.sine[i] = slope / secant;
      this.cosine[i] = 1 / secant;
      this.arc[i] = i === 0 ? 0 : (this.arc[i - 1] as number) + stepMm * secant;
    }
    const downward = [...bodies].reverse();
    this.bodyArcs = downward.map(({ body: { corners } }) => this.arcAt((corners.PS[1] + corners.PI[1]) / 2));
    this.bodyHeights = downward.map(({ body: { corners } }) =>
      Math.hypot(corners.PS[0] - corners.PI[0], corners.PS[1] - corners.PI[1]),
    );
    for (let i = 0; i < count; i++) {
      this.level[i] = this.levelAtArc(this.arc[i] as number);
    }
  }

  /** Finds (s, n) of a point of the sagittal plane. */
  locate(y: number, z: number): void {
    let s = z;
    let n = 0;
    for (let i = 0; i < 3; i++) {
      const index = this.index(s);
      const k = Math.floor(index);
      const f = index - k;
      const sine = lerp(this.sine, k, f);
      const cosine = lerp(this.cosine, k, f);
      const dy = y - lerp(this.y, k, f);
      const dz = z - s;
      n = dy * cosine - dz * sine;
      s += (dy * sine + dz * cosine) * cosine;
    }
    this.s = s;
    this.n = n;
  }

  /** The point of the sagittal plane at (s, n). */
  point(s: number, n: number): Point2 {
    const index = this.index(s);
    const k = Math.floor(index);
    const f = index - k;
    return [lerp(this.y, k, f) + n * lerp(this.cosine, k, f), s - n * lerp(this.sine, k, f)];
  }

  /** Length along the line from its lower end, mm. */
  arcAt(s: number): number {
    const index = this.index(s);
    const k = Math.floor(index);
    return lerp(this.arc, k, index - k);
  }

  /** Level as a number: 0 at the middle of the first column level, 1 at the middle of the second, and so on. */
  levelAt(s: number): number {
    const index = this.index(s);
    const k = Math.floor(index);
    return lerp(this.level, k, index - k);
  }

  /** Arc position of the middle of a body, by its number in the column. */
  bodyArc(index: number): number {
    return this.bodyArcs[Math.min(this.bodyArcs.length - 1, Math.max(0, index))] as number;
  }

  /** Height of the posterior wall of a body, by its number in the column. */
  bodyHeight(index: number): number {
    return this.bodyHeights[Math.min(this.bodyHeights.length - 1, Math.max(0, index))] as number;
  }

  /** Lowest and highest s. */
  range(): readonly [number, number] {
    return [this.start, this.start + (this.y.length - 1) * stepMm];
  }

  private index(s: number): number {
    return Math.min(this.y.length - 1.001, Math.max(0, (s - this.start) / stepMm));
  }

  private levelAtArc(arc: number): number {
    const arcs = this.bodyArcs;
    for (let i = 0; i + 1 < arcs.length; i++) {
      const upper = arcs[i] as number;
      const lower = arcs[i + 1] as number;
      if (arc >= lower) {
        return i + (upper - arc) / (upper - lower);
      }
    }
    const upper = arcs.at(-2) as number;
    const lower = arcs.at(-1) as number;
    return arcs.length - 2 + (upper - arc) / (upper - lower);
  }
}

function lerp(values: Float64Array, index: number, fraction: number): number {
  const a = values[index] as number;
  return a + ((values[index + 1] as number) - a) * fraction;
}

/** Cubic spline y(z) with free ends, straight beyond them; knots by ascending z. Returns value and slope. */
function naturalSpline(knots: readonly Point2[]): (z: number) => readonly [number, number] {
  const count = knots.length;
  const z = knots.map((knot) => knot[1]);
  const y = knots.map((knot) => knot[0]);
  const at = (values: readonly number[], i: number): number => values[i] as number;
  const curvature = new Array<number>(count).fill(0);
  const upper = new Array<number>(count).fill(0);
  const right = new Array<number>(count).fill(0);
  for (let i = 1; i < count - 1; i++) {
    const before = at(z, i) - at(z, i - 1);
    const after = at(z, i + 1) - at(z, i);
    const rise = (at(y, i + 1) - at(y, i)) / after - (at(y, i) - at(y, i - 1)) / before;
    const pivot = 2 * (before + after) - before * at(upper, i - 1);
    upper[i] = after / pivot;
    right[i] = (6 * rise - before * at(right, i - 1)) / pivot;
  }
  for (let i = count - 2; i > 0; i--) {
    curvature[i] = at(right, i) - at(upper, i) * at(curvature, i + 1);
  }
  const within = (value: number): readonly [number, number] => {
    let i = 0;
    while (i < count - 2 && value > at(z, i + 1)) {
      i++;
    }
    const h = at(z, i + 1) - at(z, i);
    const b = (value - at(z, i)) / h;
    const a = 1 - b;
    const ca = at(curvature, i);
    const cb = at(curvature, i + 1);
    return [
      a * at(y, i) + b * at(y, i + 1) + ((a ** 3 - a) * ca + (b ** 3 - b) * cb) * ((h * h) / 6),
      (at(y, i + 1) - at(y, i)) / h + ((-(3 * a * a - 1) * ca + (3 * b * b - 1) * cb) * h) / 6,
    ];
  };
  const first = at(z, 0);
  const last = at(z, count - 1);
  return (value) => {
    const inside = Math.min(last, Math.max(first, value));
    const [known, slope] = within(inside);
    return [known + slope * (value - inside), slope];
  };
}
