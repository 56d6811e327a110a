import type { CanalCurve } from './canal-curve';
import { columnLevels } from './column-levels';
import type { Spine } from './spine';

/** Where a point lies with respect to the spine. Fields are valid after `locate`. */
export class Place {
  x = 0;
  y = 0;
  z = 0;
  /** |x|. */
  aside = 0;
  /** Canal coordinates (see CanalCurve), mm. */
  s = 0;
  n = 0;
  /** Length along the canal, mm. */
  arc = 0;
  /** Fractional number of the level in the column. */
  level = 0;
  /** Depth of the canal on the midline, half its width, and its posterior border at x, mm. */
  canalDepth = 0;
  canalHalfWidth = 0;
  canalBack = 0;
  /** Antero-posterior depth of the bodies, mm. */
  bodyDepth = 0;

  private readonly canalDepths: number[];
  private readonly canalHalfWidths: number[];
  private readonly bodyDepths: number[];

  constructor(
    readonly curve: CanalCurve,
    spine: Spine,
  ) {
    this.canalDepths = spine.vertebrae.map((vertebra) => vertebra.canalDepth);
    this.canalHalfWidths = spine.vertebrae.map((vertebra) => vertebra.canalHalfWidth);
    this.bodyDepths = spine.vertebrae.map(({ body: { corners } }) =>
      Math.hypot(corners.PI[0] - corners.AI[0], corners.PI[1] - corners.AI[1]),
    );
  }

  /** Finds where an anatomical point lies. */
  locate(x: number, y: number, z: number): void {
    const { curve } = this;
    curve.locate(y, z);
    this.x = x;
    this.y = y;
    this.z = z;
    this.aside = Math.abs(x);
    this.s = curve.s;
    this.n = curve.n;
    this.arc = curve.arcAt(curve.s);
    this.level = curve.levelAt(curve.s);
    this.canalDepth = atLevel(this.canalDepths, this.level);
    this.canalHalfWidth = atLevel(this.canalHalfWidths, this.level);
    this.canalBack = this.canalDepth - (0.5 * x * x) / this.canalHalfWidth;
    this.bodyDepth = atLevel(this.bodyDepths, this.level);
  }

  /** Number of the vertebra whose middle is nearest along the canal. */
  nearestVertebra(): number {
    return Math.min(columnLevels.length - 1, Math.max(0, Math.round(this.level)));
  }
}

/** Linear interpolation between the values of neighbouring levels. */
function atLevel(values: readonly number[], level: number): number {
  const clamped = Math.min(values.length - 1.001, Math.max(0, level));
  const k = Math.floor(clamped);
  const a = values[k] as number;
  return a + ((values[k + 1] as number) - a) * (clamped - k);
}
