import type { CanalCurve } from './canal-curve';
import { columnLevels } from './column-levels';
import { ellipsoid, length, smoothMax, smoothMin, smoothstep } from './distances';
import type { Painter } from './painter';
import type { Place } from './place';
import { tissues } from './tissue';

const t12 = columnLevels.indexOf('T12');
const l4 = columnLevels.indexOf('L4');
const l5 = columnLevels.indexOf('L5');
const s1 = columnLevels.indexOf('S1');
/** Where the pedicles begin inside the bodies: n in mm. */
const frontMost = -9;

/** Pedicles, laminae, facet joints, transverse and spinous processes, and the foramina between them. */
export class PosteriorElements {
  /** Signed distances at the place last looked at, mm: all the bone, the joint gap, the roots in the foramina. */
  bone = 0;
  joint = 0;
  root = 0;
  private inferiorFacet = 0;
  private superiorFacet = 0;

  constructor(private readonly curve: CanalCurve) {}

  /** Measures the distances at a place. */
  look(painter: Painter, place: Place): void {
    this.bone = Number.POSITIVE_INFINITY;
    this.root = Number.POSITIVE_INFINITY;
    this.inferiorFacet = Number.POSITIVE_INFINITY;
    this.superiorFacet = Number.POSITIVE_INFINITY;
    if (place.n < frontMost - 1.5) {
      this.joint = Number.POSITIVE_INFINITY;
      return;
    }
    const near = place.nearestVertebra();
    for (let index = Math.max(0, near - 1); index <= Math.min(columnLevels.length - 1, near + 1); index++) {
      const height = this.curve.bodyHeight(index);
      // Height above the middle of the body, in body heights.
      const v = (place.arc - this.curve.bodyArc(index)) / height;
      if (v > 1.2 || v < -2.2) {
        continue;
      }
      this.bone = Math.min(this.bone, this.vertebra(painter, place, v, height, index));
      if (index < s1) {
        this.root = Math.min(this.root, exitingRoot(place, v, height));
      }
    }
    // The superior facet lies around the inferior one, with the joint between them.
    this.bone = Math.min(this.bone, Math.max(this.superiorFacet, 1.1 - this.inferiorFacet));
    this.joint = Math.max(Math.abs(this.inferiorFacet - 0.5) - 0.35, this.superiorFacet - 0.6);
  }

  /** Fat and roots of the foramina, and the ligaments between the spinous processes. */
  paintBetween(painter: Painter, place: Place): void {
    const { noise, fine, medium, coarse } = painter;
    const { x, aside, s, n, canalDepth, canalHalfWidth, canalBack } = place;
    if (n > -9 && n < 16 && aside > canalHalfWidth - 5 && aside < canalHalfWidth + 18) {
      const foramen =
        Math.max(Math.abs(n - 3.5) - 7.5, aside - canalHalfWidth - 9, canalHalfWidth - 4 - aside) +
        1.5 * medium;
      painter.paint(foramen, tissues.fat, 0.97 + 0.06 * coarse);
      painter.paint(this.root - 0.5, tissues.ligament, 1.5, 0.7);
      painter.paint(this.root, tissues.ganglion, 1 + 0.1 * fine);
    }
    if (n > canalBack && aside < 4) {
      const between = Math.max(aside - 2.6, n - canalDepth - 30, canalBack - n);
      const weave = noise.at(x / 2, n / 2.2 + s / 7, s / 2.4);
      painter.paint(between, tissues.fat, 0.75 + 0.12 * fine);
      painter.stain(between, tissues.ligament, 0.45 + 0.5 * weave);
      painter.paint(Math.max(Math.abs(n - canalDepth - 30) - 1.3, aside - 3.2), tissues.ligament, 0.8);
    }
  }

  /** Signed distance to one vertebra behind its body. */
  private vertebra(painter: Painter, place: Place, v: number, height: number, index: number): number {
    const { aside, n, canalDepth, canalHalfWidth, canalBack } = place;
    const { fine, medium, coarse } = painter;
    const thoracic = index <= t12;
    const sacral = index >= s1;
    const side = aside - canalHalfWidth;
    // Pedicle: an elliptical bar from the body to the articular mass, in the upper half.
    const pedicleHalfWidth = thoracic ? 3.4 : index < l4 ? 4 : 4.9;
    const pedicle = Math.max(
      (length((side - pedicleHalfWidth + 0.2) / pedicleHalfWidth, (v - 0.17) / 0.29) - 1) *
        Math.min(pedicleHalfWidth, 0.29 * height),
      frontMost - n,
      n - canalDepth * 0.75,
    );
    // Lamina: a plate along the roof of the canal, leaning back towards its lower edge.
    const thickness = thoracic ? 5.8 : sacral ? 3.7 : 5.2;
    const lean = (0.1 - v) * 2.2;
    const lamina = Math.max(
      Math.abs(n - canalBack - thickness / 2 - lean + 0.4) - thickness / 2,
      side - 6,
      (v - 0.08) * height,
      (-0.74 - v) * height,
    );
    let nearest = smoothMin(pedicle, lamina, 2);
    const superior = ellipsoid((side - 5.6) / 5, (n - canalDepth * 0.62) / 6, (v - 0.42) / 0.36, 5);
    const inferior = ellipsoid((side - 0.6) / 5, (n - canalDepth * 0.88) / 5.2, (v + 0.72) / 0.4, 5);
    this.superiorFacet = Math.min(this.superiorFacet, superior);
    this.inferiorFacet = Math.min(this.inferiorFacet, inferior);
    nearest = smoothMin(nearest, inferior, 1.5);
    if (!sacral) {
      const outward = side - 8;
      const transverse = smoothMax(
        length((v - 0.12) * height * 0.6, n - canalDepth * 0.55 - outward * (thoracic ? 0.42 : 0.12)) -
          3.4 +
          0.05 * outward,
        Math.max(-3 - outward, outward - (thoracic ? 10 : 22)),
        3,
      );
      nearest = smoothMin(nearest, transverse + 0.5 * medium, 2);
    }
    // Spinous process: a midline plate, steep in the chest, hatchet-shaped in the loin.
    const behind = n - canalBack - 3;
    const centre = -0.36 * height - (thoracic ? 0.62 : 0.2) * behind;
    const reach = sacral ? 12 : index >= l5 ? 20 : 27;
    const halfHeight =
      (thoracic ? 4.8 : sacral ? 4.6 : 7.2 + 1.8 * smoothstep(4, 22, behind)) + 0.8 * medium + 0.6 * coarse;
    const spinous = smoothMax(
      Math.max(aside - 2.7 - 1.4 * smoothstep(18, 26, behind), -behind),
      smoothMax(Math.abs(v * height - centre) - halfHeight, behind - reach - 0.12 * (v * height - centre), 7),
      2,
    );
    return smoothMin(nearest, spinous, 1.2) + 0.15 * fine;
  }
}

/** Signed distance to the root and ganglion that leave under the pedicle of a vertebra: obliquely down and outward. */
function exitingRoot(place: Place, v: number, height: number): number {
  const side = place.aside - place.canalHalfWidth;
  const t = Math.min(1, Math.max(0, (side + 4) / 18));
  const swelling = 1.7 + 1.2 * Math.exp(-(((t - 0.42) / 0.2) ** 2));
  return Math.max(
    length((v + 0.04 + 0.42 * t) * height * 0.9, place.n - 5 + 5 * t) - swelling,
    -5 - side,
    side - 16,
  );
}
