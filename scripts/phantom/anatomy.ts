import { CanalCurve } from './canal-curve';
import type { PhantomDefinition } from './cases';
import { smoothstep } from './distances';
import { Painter } from './painter';
import { Place } from './place';
import { PosteriorElements } from './posterior-elements';
import { seedFrom } from './random';
import type { Spine } from './spine';
import { ThecalSac } from './thecal-sac';
import { tissues } from './tissue';
import { paintSkin, paintTrunk } from './trunk';
import { VertebralColumn } from './vertebral-column';

const halfThickness = 112;
const halfBreadth = 170;

/**
 * The patient as a function of place: every structure painted over the one behind it, each with the share of the
 * pixel that its signed distance says it covers. Coordinates are anatomical (see Spine), mm.
 */
export class Anatomy {
  readonly curve: CanalCurve;
  private readonly place: Place;
  private readonly painter: Painter;
  private readonly column: VertebralColumn;
  private readonly posteriorElements: PosteriorElements;
  private readonly sac: ThecalSac;

  constructor(
    readonly spine: Spine,
    definition: PhantomDefinition,
  ) {
    this.curve = new CanalCurve(spine);
    this.place = new Place(this.curve, spine);
    this.painter = new Painter(seedFrom(`${definition.seed} tissue`));
    this.column = new VertebralColumn(spine, this.curve);
    this.posteriorElements = new PosteriorElements(this.curve);
    this.sac = new ThecalSac(this.column, this.painter);
  }

  /** Signal [T1, T2, STIR] at the last painted point. */
  get signal(): Float64Array {
    return this.painter.signal;
  }

  /**
   * Takes a pixel of a slice and paints what surrounds the spine there, at its centre, into `signal`. Returns whether
   * the pixel is `air`, lies in the `trunk` (painted completely), or near the `spine`, where `sample` paints the rest
   * at any number of points within it.
   */
  beginPixel(x: number, y: number, z: number, width: number): 'air' | 'trunk' | 'spine' {
    const { painter, place } = this;
    const depthUnderSkin = -this.skinDistance(x, y, z);
    if (depthUnderSkin < -2) {
      return 'air';
    }
    place.locate(x, y, z);
    painter.begin(x, y, z, width);
    paintSkin(painter, place, depthUnderSkin);
    if (place.n >= 60) {
      return 'trunk';
    }
    paintTrunk(painter, place, depthUnderSkin);
    painter.keepBackground();
    return place.n > -place.bodyDepth - 9 && place.n < 58 && place.aside < 50 ? 'spine' : 'trunk';
  }

  /** Paints the spine at a point within the current pixel into `signal`. */
  sample(x: number, y: number, z: number): void {
    const { painter, place, posteriorElements } = this;
    painter.restoreBackground();
    place.locate(x, y, z);
    posteriorElements.look(painter, place);
    posteriorElements.paintBetween(painter, place);
    this.sac.paint(painter, place);
    this.column.paint(painter, place, posteriorElements.bone);
    painter.paint(posteriorElements.joint, tissues.jointFluid, 0.8 + 0.3 * painter.medium, 0.7);
  }

  /** Depth of a point in front of the skin of the back on the midline, mm. */
  depthUnderSkinOfBack(y: number, z: number): number {
    return this.skinOfBack(z) - y;
  }

  /** Depth of the canal behind a point of the sagittal plane: to the front of lamina and flavum, mm along n. */
  canalDepthBehind(y: number, z: number): number {
    this.place.locate(0, y, z);
    return this.place.canalDepth - this.place.n;
  }

  /** Whether a point lies in the canal: behind bodies, discs, fragments; before the laminae; between the pedicles. */
  insideCanal(x: number, y: number, z: number): boolean {
    const { place } = this;
    place.locate(x, y, z);
    return (
      place.aside <= place.canalHalfWidth &&
      place.n <= place.canalBack &&
      place.n >= -8 &&
      this.column.distance(x, y, z) > 0
    );
  }

  private skinOfBack(z: number): number {
    const level = this.curve.levelAt(z);
    return this.curve.point(z, 0)[0] + 61 + 7 * smoothstep(3, 9, level) - 8 * smoothstep(9.6, 11.6, level);
  }

  /** Signed distance to the skin, mm, negative inside: between an ellipse and a rounded box, with a furrow behind. */
  private skinDistance(x: number, y: number, z: number): number {
    const furrow = 3.5 * Math.exp(-(x * x) / 260);
    const a = (x / halfBreadth) ** 2;
    const b = ((y - (this.skinOfBack(z) - furrow - halfThickness)) / halfThickness) ** 2;
    return (0.5 * Math.sqrt(a + b) + 0.5 * Math.sqrt(Math.sqrt(a * a + b * b)) - 1) * halfThickness;
  }
}
