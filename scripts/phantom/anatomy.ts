import { type Block, smoothstep } from './block';
import { CanalCurve } from './canal-curve';
import type { PhantomDefinition } from './cases';
import { NoiseField, seedFrom } from './random';
import { columnLevels, type Spine } from './spine';
import { type Tissue, tissueSignal } from './tissue';

type Signal = readonly [number, number, number];
const tissues = {
  skin: tissueSignal('skin'),
  subcutaneousFat: tissueSignal('subcutaneousFat'),
  fat: tissueSignal('fat'),
  muscle: tissueSignal('muscle'),
  fascia: tissueSignal('fascia'),
  marrow: tissueSignal('marrow'),
  cortex: tissueSignal('cortex'),
  oedema: tissueSignal('oedema'),
  fractureLine: tissueSignal('fractureLine'),
  cleftFluid: tissueSignal('cleftFluid'),
  basivertebralVein: tissueSignal('basivertebralVein'),
  nucleus: tissueSignal('nucleus'),
  nucleusDark: tissueSignal('nucleusDark'),
  annulus: tissueSignal('annulus'),
  ligament: tissueSignal('ligament'),
  cerebrospinalFluid: tissueSignal('cerebrospinalFluid'),
  cord: tissueSignal('cord'),
  root: tissueSignal('root'),
  ganglion: tissueSignal('ganglion'),
  epiduralFat: tissueSignal('epiduralFat'),
  epiduralVein: tissueSignal('epiduralVein'),
  flowVoid: tissueSignal('flowVoid'),
  slowBlood: tissueSignal('slowBlood'),
  kidney: tissueSignal('kidney'),
  liver: tissueSignal('liver'),
  bowelWall: tissueSignal('bowelWall'),
  bowelContent: tissueSignal('bowelContent'),
  gas: tissueSignal('gas'),
  jointFluid: tissueSignal('jointFluid'),
} satisfies Partial<Record<Tissue, Signal>>;

const rootCount = 14;
const halfThickness = 112;
const wallStepS = 1;
const wallStepX = 2;
const wallReachX = 30;
const t12 = columnLevels.indexOf('T12');
const l1 = columnLevels.indexOf('L1');
const l4 = columnLevels.indexOf('L4');

/**
 * The body of the phantom as a function of place: `sample` paints every structure at a point, from the back of the
 * painter's list to the front, each with the share of the pixel that its signed distance says it covers.
 * Coordinates are anatomical (see Spine), mm.
 */
export class Anatomy {
  readonly curve: CanalCurve;
  private readonly noise: NoiseField;
  private readonly wallStart: number;
  private readonly wall: Float64Array;
  private readonly wallColumns = (2 * wallReachX) / wallStepX + 1;
  private readonly roots: { angle: number; radius: number; phase: number }[];
  private readonly slabs: { from: number; to: number; index: number }[];

  /** Signal [T1, T2, STIR] at the last sampled point. */
  readonly signal = new Float64Array(3);
  /** Coverage width of an edge, mm: one pixel. */
  private width = 0.75;

  // Texture at the current pixel: fine (about 1.5 mm), medium (5 mm), coarse (18 mm), each −1 … 1.
  private fine = 0;
  private medium = 0;
  private coarse = 0;

  constructor(
    readonly spine: Spine,
    definition: PhantomDefinition,
  ) {
    this.curve = new CanalCurve(spine);
    this.noise = new NoiseField(seedFrom(`${definition.seed} tissue`));
    this.slabs = spine.vertebrae.map(({ body: { corners } }, index) => {
      const heights = [corners.AS[1], corners.PS[1], corners.AI[1], corners.PI[1]];
      return { from: Math.min(...heights) - 8, to: Math.max(...heights) + 8, index };
    });
    this.roots = Array.from({ length: rootCount }, (_, i) => {
      const across = (i / (rootCount - 1)) * 2 - 1;
      return {
        angle: across,
        radius: 0.55 + 0.3 * this.noise.at(i * 3.1, 7.7, 1.3),
        phase: 2 * this.noise.at(i * 5.3, 2.2, 9.1),
      };
    });
    const [low, high] = this.curve.range();
    this.wallStart = low;
    this.wall = this.tabulateWall(Math.ceil((high - low) / wallStepS) + 1);
  }

  /** Takes the texture at a pixel, for the samples within it, and the pixel's width. */
  beginPixel(x: number, y: number, z: number, width: number): void {
    this.width = width;
    this.fine =
      this.noise.at(x / 1.7, y / 1.3, z / 1.3) * 0.6 + this.noise.at(x / 1.1 + 40, y / 0.8, z / 0.8) * 0.4;
    this.medium = this.noise.at(x / 5 + 11, y / 4.2 + 3, z / 4.6);
    this.coarse = this.noise.at(x / 19 + 5, y / 17, z / 18 + 21);
  }

  /** Height of the anterior border of the canal above the canal line: bodies, discs and fragments, mm (along n). */
  canalFront(s: number, x: number): number {
    const i = Math.min(
      this.wall.length / this.wallColumns - 1.001,
      Math.max(0, (s - this.wallStart) / wallStepS),
    );
    const j = Math.min(this.wallColumns - 1.001, Math.max(0, (x + wallReachX) / wallStepX));
    const k = Math.floor(i);
    const m = Math.floor(j);
    const fs = i - k;
    const fx = j - m;
    const at = (row: number, column: number): number => this.wall[row * this.wallColumns + column] as number;
    const a = at(k, m) + (at(k, m + 1) - at(k, m)) * fx;
    const b = at(k + 1, m) + (at(k + 1, m + 1) - at(k + 1, m)) * fx;
    return a + (b - a) * fs;
  }

  /** Depth of the bony canal on the midline, from the canal line to the front of lamina and flavum, mm. */
  canalDepth(level: number): number {
    return this.interpolate(level, (index) => this.spine.vertebrae[index]?.canalDepth ?? 15);
  }

  /** Half the width of the bony canal, mm. */
  canalHalfWidth(level: number): number {
    return this.interpolate(level, (index) => this.spine.vertebrae[index]?.canalHalfWidth ?? 10);
  }

  /** Posterior border of the canal (front of lamina and ligamentum flavum) at lateral x: n in mm. */
  canalBack(level: number, x: number): number {
    return this.canalDepth(level) - (0.5 * x * x) / this.canalHalfWidth(level);
  }

  /** Whether a point lies in the canal: behind bodies, discs and fragments, in front of the laminae, between the pedicles. */
  insideCanal(x: number, y: number, z: number): boolean {
    this.curve.locate(y, z);
    const { s, n } = this.curve;
    const level = this.curve.levelAt(s);
    if (Math.abs(x) > this.canalHalfWidth(level) || n > this.canalBack(level, x) || n < -8) {
      return false;
    }
    return this.columnDistance(x, y, z) > 0;
  }

  /** Signed distance to the nearest body or disc of the column, mm. */
  private columnDistance(x: number, y: number, z: number): number {
    let nearest = Number.POSITIVE_INFINITY;
    for (const slab of this.slabs) {
      if (z > slab.from && z < slab.to) {
        nearest = Math.min(
          nearest,
          this.spine.vertebrae[slab.index]?.body.distance(x, y, z) ?? nearest,
          this.spine.discs[slab.index]?.block.distance(x, y, z) ?? nearest,
          this.spine.discs[slab.index - 1]?.block.distance(x, y, z) ?? nearest,
        );
      }
    }
    return nearest;
  }

  private tabulateWall(rows: number): Float64Array {
    const table = new Float64Array(rows * this.wallColumns);
    for (let row = 0; row < rows; row++) {
      const s = this.wallStart + row * wallStepS;
      for (let column = 0; column < this.wallColumns; column++) {
        const x = column * wallStepX - wallReachX;
        const outside = (n: number): boolean => {
          const [y, z] = this.curve.point(s, n);
          return this.columnDistance(x, y, z) > 0;
        };
        let low = -9;
        for (let n = 14; n > -9; n -= 0.5) {
          if (!outside(n)) {
            low = n;
            break;
          }
        }
        let high = low + 0.5;
        for (let i = 0; i < 6 && low > -9; i++) {
          const middle = (low + high) / 2;
          if (outside(middle)) {
            high = middle;
          } else {
            low = middle;
          }
        }
        table[row * this.wallColumns + column] = (low + high) / 2;
      }
    }
    return table;
  }

  private interpolate(level: number, value: (index: number) => number): number {
    const last = columnLevels.length - 1;
    const clamped = Math.min(last - 0.001, Math.max(0, level));
    const k = Math.floor(clamped);
    const a = value(k);
    return a + (value(k + 1) - a) * (clamped - k);
  }

  /** Lays `tissue` over what is there, by the share `distance` says it covers, scaled in brightness. */
  private paint(distance: number, tissue: Signal, brightness = 1, opacity = 1): void {
    const share = 0.5 - distance / this.width;
    if (share > 0) {
      this.blend(Math.min(share, 1) * opacity, tissue, brightness);
    }
  }

  private blend(share: number, tissue: Signal, brightness: number): void {
    const { signal } = this;
    for (let i = 0; i < 3; i++) {
      const before = signal[i] as number;
      signal[i] = before + ((tissue[i] as number) * brightness - before) * share;
    }
  }

  /** Depth of a point in front of the skin of the back on the midline, mm. */
  depthUnderSkinOfBack(y: number, z: number): number {
    return this.skinOfBack(z) - y;
  }

  /** Whether a point is clearly outside the patient. */
  isAir(x: number, y: number, z: number): boolean {
    return this.skinDistance(x, y, z) > 6;
  }

  private skinOfBack(z: number): number {
    const level = this.curve.levelAt(z);
    return this.curve.point(z, 0)[0] + 61 + 7 * smoothstep(3, 9, level) - 8 * smoothstep(9.6, 11.6, level);
  }

  /** Signed distance to the skin, mm, negative inside. */
  private skinDistance(x: number, y: number, z: number): number {
    const furrow = 3.5 * Math.exp(-(x * x) / 260);
    const across = Math.abs(x) / 170;
    const through = Math.abs(y - (this.skinOfBack(z) - furrow - halfThickness)) / halfThickness;
    return ((across ** 2.6 + through ** 2.6) ** (1 / 2.6) - 1) * halfThickness;
  }

  /** Paints the point (x, y, z) into `signal`. */
  sample(x: number, y: number, z: number): void {
    const { signal } = this;
    signal[0] = 0;
    signal[1] = 0;
    signal[2] = 0;

    this.curve.locate(y, z);
    const { s, n } = this.curve;
    const level = this.curve.levelAt(s);
    const skin = -this.skinDistance(x, y, z);
    if (skin < -2) {
      return;
    }
    const ax = Math.abs(x);
    this.paint(-skin, tissues.skin);
    // Septa: thin darker sheets where a smooth field crosses zero.
    const septum = Math.abs(this.medium + 0.5 * this.coarse) < 0.06 ? 0.72 : 1;
    this.paint(2.2 - skin, tissues.subcutaneousFat, (1 + 0.05 * this.coarse + 0.04 * this.fine) * septum);

    const bodyIndex = Math.min(columnLevels.length - 1, Math.max(0, Math.round(level)));
    const depth = this.interpolate(level, (i) => this.depthOf(i));
    if (n < 60) {
      this.paintTrunk(x, ax, n, s, level, depth, skin);
    }
    if (n > -depth - 6 && n < 56 && ax < 50) {
      this.paintBackOfSpine(x, ax, y, z, n, s, level, bodyIndex);
    }
  }

  private depthOf(index: number): number {
    const corners = this.spine.vertebrae[index]?.body.corners;
    return corners === undefined
      ? 30
      : Math.hypot(corners.PI[0] - corners.AI[0], corners.PI[1] - corners.AI[1]);
  }

  /** Muscles, vessels, abdomen. */
  private paintTrunk(
    x: number,
    ax: number,
    n: number,
    s: number,
    level: number,
    depth: number,
    skin: number,
  ): void {
    const { fine, medium, coarse } = this;
    const lumbar = smoothstep(3.6, 5.2, level);
    const sacral = smoothstep(9.4, 10.6, level);
    // Inside the abdominal wall and in front of the back muscles: fat, then organs.
    const wall = 24 + 5 * coarse;
    if (n < 4) {
      this.paint(wall - skin, tissues.muscle, 1 + 0.2 * medium);
      this.paint(wall + 9 - skin, tissues.fat, 1 + 0.08 * coarse + 0.05 * fine);
      const front = -depth - n;
      if (front > 16 && skin > wall + 8) {
        const loop = this.noise.at(x / 24 + 3.5, n / 21, s / 23) + 0.18 * medium;
        const bowel = (0.12 - loop) * 22;
        this.paint(bowel, tissues.bowelWall, 1 + 0.15 * fine);
        this.paint(bowel + 2.4, loop > 0.42 ? tissues.gas : tissues.bowelContent, 1 + 0.3 * medium);
        const liver = (Math.hypot((x + 62) / 80, (n + 92) / 50, (level - 3.2) / 2.5) - 1) * 45;
        this.paint(liver, tissues.liver, 1 + 0.06 * fine);
      }
      // Lung beside the thoracic column.
      const lung =
        Math.max(level - 3.9 + 0.012 * (n + 20) + 0.1 * coarse, 0) * 40 +
        Math.max(30 - ax, 0) +
        Math.max(-front - 22 + ax * 0.3, 0);
      this.paint(lung - 3, tissues.gas);
      const kidney = (Math.hypot((ax - 62) / 24, (n + 14) / 22, (level - 5.4) / 1.75) - 1) * 22;
      this.paint(kidney, tissues.kidney, 1 + 0.08 * fine);
      const sinus = (Math.hypot((ax - 52) / 11, (n + 16) / 9, (level - 5.4) / 0.8) - 1) * 9;
      this.paint(sinus, tissues.fat);
    }

    // Psoas, quadratus lumborum.
    const psoasSize = 4 + 13 * smoothstep(4.6, 7.8, level);
    const psoasX = 26 + 8 * smoothstep(5, 9, level) + 3 * sacral;
    const psoasN = -14 - 10 * smoothstep(8.6, 10.5, level);
    const psoas =
      (Math.hypot((ax - psoasX) / psoasSize, (n - psoasN) / (psoasSize * 1.15)) - 1) * psoasSize +
      0.9 * medium;
    const striation = this.noise.at(x / 1.6, n / 1.6, s / 14);
    const strands = smoothstep(0.45, 0.75, this.noise.at(x / 3.1 + 9, n / 3.1, s / 16));
    if (lumbar > 0) {
      this.paint(psoas, tissues.muscle, (1 + 0.13 * striation) * 0.95, lumbar);
      this.blendInside(psoas + 2, tissues.fat, 0.4 * strands);
      const quadratus = (Math.hypot((ax - 60) / 15, (n - 8) / 9) - 1) * 9 + medium;
      this.paint(quadratus, tissues.muscle, 1 + 0.13 * striation, lumbar * (1 - sacral));
    }

    // Great vessels.
    const split = smoothstep(7.6, 9.6, level);
    const aortaX = 7 - 2 * lumbar + 16 * split;
    const cavaX = -15 - 10 * split;
    const front = -depth - 11 + 4 * split;
    const aortaRadius = 9.5 - 3 * split;
    const aorta = Math.hypot(x - aortaX, n - front + 1) - aortaRadius;
    this.paint(aorta, tissues.fascia, 1.3);
    this.paint(aorta + 1.3, tissues.flowVoid, 1 + 0.6 * medium);
    if (split > 0.05) {
      const iliac = Math.hypot(x + 14 * split - 5, n - front + 2) - aortaRadius * 0.9;
      this.paint(iliac, tissues.fascia, 1.3);
      this.paint(iliac + 1.2, tissues.flowVoid);
    }
    const cava = (Math.hypot((x - cavaX) / 10.5, (n - front - 1) / 8) - 1) * 8;
    this.paint(cava, tissues.fascia, 1.4);
    this.paint(cava + 0.9, tissues.slowBlood, 1 + 0.15 * medium);

    // Muscles of the back within the thoracolumbar fascia.
    const backBorder = 45 + 3 * lumbar - 8 * sacral - 0.007 * Math.max(0, ax - 14) ** 2 + 1.4 * medium;
    const frontBorder = 8 + 0.011 * Math.max(0, ax - 34) ** 2 - 6 * smoothstep(20, 34, ax);
    const group = Math.max(n - backBorder, frontBorder - n, 2.2 - ax, ax - 66);
    this.paint(group - 1.1, tissues.fascia, 1.2);
    this.paint(group, tissues.muscle, 1 + 0.16 * striation + 0.06 * coarse);
    const infiltration = 0.25 + 0.45 * smoothstep(6, 10, level);
    this.blendInside(
      group + 1.5,
      tissues.fat,
      infiltration * strands + 0.5 * infiltration * Math.max(0, medium - 0.35),
    );
    // Cleavage planes: multifidus–longissimus and longissimus–iliocostalis.
    const planeA = Math.abs(ax - (17 + (n - 30) * 0.3) + 1.6 * medium) - 0.7;
    const planeB = Math.abs(ax - (40 + (n - 30) * 0.25) + 2 * medium) - 0.55;
    this.paint(Math.max(planeA, group), tissues.fat, 0.9, 0.75);
    this.paint(Math.max(planeB, group, 14 - n), tissues.fat, 0.9, 0.6);
  }

  private blendInside(distance: number, tissue: Signal, share: number): void {
    const inside = 0.5 - distance / this.width;
    if (inside > 0 && share > 0) {
      this.blend(Math.min(1, inside) * Math.min(1, share), tissue, 1);
    }
  }

  /** Everything from the front of the bodies to the tips of the spinous processes. */
  private paintBackOfSpine(
    x: number,
    ax: number,
    y: number,
    z: number,
    n: number,
    s: number,
    level: number,
    bodyIndex: number,
  ): void {
    const { fine, medium, coarse } = this;
    const depthOfCanal = this.canalDepth(level);
    const halfWidth = this.canalHalfWidth(level);
    const roof = depthOfCanal - (0.5 * x * x) / halfWidth;
    const arc = this.curve.arcAt(s);

    // Foramina: fat, vein, ganglion.
    if (n > -9 && n < 16 && ax > halfWidth - 3 && ax < halfWidth + 14) {
      const foramen = Math.max(Math.abs(n - 3.5) - 7.5, ax - halfWidth - 12, halfWidth - 4 - ax);
      this.paint(foramen, tissues.epiduralFat, 0.95 + 0.06 * coarse);
    }

    let posterior = Number.POSITIVE_INFINITY;
    let joint = Number.POSITIVE_INFINITY;
    let root = Number.POSITIVE_INFINITY;
    for (let index = bodyIndex - 1; index <= bodyIndex + 1; index++) {
      if (index < 0 || index >= columnLevels.length) {
        continue;
      }
      const h = this.curve.bodyHeight(index);
      // Height above the middle of the body, in body heights.
      const v = (arc - this.curve.bodyArc(index)) / h;
      if (v > 1.2 || v < -2.2) {
        continue;
      }
      posterior = Math.min(
        posterior,
        this.posteriorElements(ax, n, v, h, index, depthOfCanal, halfWidth, roof),
      );
      joint = Math.min(joint, this.jointSpace(ax, n, v, h, depthOfCanal, halfWidth));
      if (index < columnLevels.length - 2) {
        root = Math.min(root, this.exitingRoot(ax, n, v, h, halfWidth));
      }
    }
    if (n > -9 && n < 16 && ax > halfWidth - 4) {
      const ganglion = root;
      this.paint(ganglion - 0.5, tissues.ligament, 1.5, 0.7);
      this.paint(ganglion, tissues.ganglion, 1 + 0.1 * fine);
    }

    // Interspinous and supraspinous ligament, on the midline behind the canal.
    if (n > roof && ax < 4) {
      const between = Math.max(ax - 2.6, n - depthOfCanal - 30, roof - n);
      const weave = this.noise.at(x / 2, n / 2.2 + s / 7, s / 2.4);
      this.paint(between, tissues.fat, 0.75 + 0.12 * fine);
      this.blendInside(between, tissues.ligament, 0.35 + 0.5 * weave);
      this.paint(Math.max(Math.abs(n - depthOfCanal - 30) - 1.3, ax - 3.2), tissues.ligament, 0.8);
    }

    // Epidural space and canal wall.
    const canal = Math.max(n - roof, ax - halfWidth, -3 - n);
    if (canal < 4) {
      this.paint(
        Math.max(Math.abs(n - roof - 1.6) - 1.6, ax - halfWidth + 0.5),
        tissues.ligament,
        1 + 0.15 * fine,
      );
      this.paint(canal, tissues.epiduralFat, 0.96 + 0.05 * coarse);
      this.paintSac(x, ax, n, s, level, arc, depthOfCanal, halfWidth, roof);
    }

    this.paintColumn(x, y, z, n, posterior, level);
    if (joint < 1) {
      this.paint(joint - 0.9, tissues.cortex);
      this.paint(joint, tissues.jointFluid, 0.85 + 0.3 * medium);
    }
  }

  /** Signed distance to pedicles, laminae, facets, transverse and spinous process of one vertebra. */
  private posteriorElements(
    ax: number,
    n: number,
    v: number,
    h: number,
    index: number,
    depthOfCanal: number,
    halfWidth: number,
    roof: number,
  ): number {
    const thoracic = index <= t12 ? 1 : 0;
    const sacral = index >= columnLevels.length - 2;
    const wobble = 0.5 * this.medium;
    // Pedicle: an elliptical bar from the body to the articular mass, in the upper half.
    const pedicleHalfWidth = index >= l4 ? 6 : 4.2;
    const pedicle = Math.max(
      (Math.hypot((ax - halfWidth - pedicleHalfWidth + 0.2) / pedicleHalfWidth, (v - 0.17) / 0.29) - 1) *
        Math.min(pedicleHalfWidth, 0.29 * h),
      -9 - n,
      n - depthOfCanal * 0.75,
    );
    // Lamina: a plate along the roof of the canal, leaning back towards its lower edge.
    const thickness = 5.2 + thoracic * 0.6 - (sacral ? 1.5 : 0);
    const lean = (0.1 - v) * 2.2;
    const lamina = Math.max(
      Math.abs(n - roof - thickness / 2 - lean + 0.4) - thickness / 2,
      ax - halfWidth - 6,
      (v - 0.08) * h,
      (-0.74 - v) * h,
    );
    let nearest = smoothMin(pedicle, lamina, 2);
    // Articular mass.
    const superior = ellipsoid(
      (ax - halfWidth - 5.6) / 5,
      (n - depthOfCanal * 0.62) / 6,
      (v - 0.42) / 0.36,
      5,
    );
    const inferior = ellipsoid(
      (ax - halfWidth - 0.6) / 5,
      (n - depthOfCanal * 0.88) / 5.2,
      (v + 0.72) / 0.4,
      5,
    );
    nearest = smoothMin(nearest, smoothMin(superior, inferior, 0.5), 1.5);
    // Transverse process.
    if (!sacral) {
      const transverse = Math.max(
        Math.hypot(
          (v - 0.12) * h * 0.6,
          n - depthOfCanal * 0.55 - (ax - halfWidth - 8) * (0.12 + 0.3 * thoracic),
        ) - 3.2,
        halfWidth + 5 - ax,
        ax - halfWidth - 30 + 12 * thoracic,
      );
      nearest = Math.min(nearest, transverse);
    }
    // Spinous process: a midline plate, steep in the chest, hatchet-shaped in the loin.
    const behind = n - roof - 3;
    const slope = thoracic ? 0.62 : 0.2;
    const centre = -0.36 * h - slope * behind;
    const reach = sacral ? 12 : index >= columnLevels.length - 3 ? 20 : 27;
    const halfHeight =
      (thoracic ? 6.2 : 8.6) + (thoracic ? 0 : 1.6 * smoothstep(4, 24, behind)) - (sacral ? 3 : 0);
    const spinous = Math.max(
      ax - 2.7 - 1.4 * smoothstep(18, 26, behind),
      Math.abs(v * h - centre) - halfHeight,
      behind - reach - 0.12 * (v * h - centre),
      -behind,
    );
    return smoothMin(nearest, spinous + wobble, 1.2) + 0.15 * this.fine;
  }

  /** Signed distance to the gap of the facet joint below a vertebra. */
  private jointSpace(
    ax: number,
    n: number,
    v: number,
    h: number,
    depthOfCanal: number,
    halfWidth: number,
  ): number {
    const centreX = halfWidth + 3.4;
    const centreN = depthOfCanal * 0.76;
    return Math.max(
      Math.abs((ax - centreX) * 0.8 - (n - centreN) * 0.6) - 0.45,
      Math.abs((ax - centreX) * 0.6 + (n - centreN) * 0.8) - 4.4,
      (Math.abs(v + 0.68) - 0.26) * h,
    );
  }

  /** Signed distance to the root and ganglion that leave under the pedicle of a vertebra. */
  private exitingRoot(ax: number, n: number, v: number, h: number, halfWidth: number): number {
    // From the sac at pedicle height, obliquely down and outward through the foramen.
    const t = Math.min(1, Math.max(0, (ax - halfWidth + 4) / 18));
    const centreV = -0.04 - 0.42 * t;
    const centreN = 5 - 5 * t;
    const swelling = 1.7 + 1.2 * Math.exp(-(((t - 0.42) / 0.2) ** 2));
    return Math.max(
      Math.hypot((v - centreV) * h * 0.9, n - centreN) - swelling,
      halfWidth - 5 - ax,
      ax - halfWidth - 16,
    );
  }

  /** Thecal sac, cord, conus, cauda equina. */
  private paintSac(
    x: number,
    ax: number,
    n: number,
    s: number,
    level: number,
    arc: number,
    depthOfCanal: number,
    halfWidth: number,
    roof: number,
  ): void {
    const { fine } = this;
    const front = this.canalFront(s, x);
    const frontMiddle = Math.max(this.canalFront(s, 0), -0.15);
    // Posterior epidural fat between the laminae.
    const upper = Math.floor(level + 0.2);
    const below = level + 0.2 - upper;
    const pad =
      0.9 +
      (2.6 + 1.5 * smoothstep(6, 10, level)) *
        Math.exp(-(((below - 0.62) / 0.2) ** 2)) *
        smoothstep(3.2, 5, level);
    const ventralFat = 0.35 + 3.5 * smoothstep(9.1, 10.2, level);
    const taper = 1 - 0.75 * smoothstep(9.8, 11.4, level);
    const sacFront = ventralFat;
    const sacBack = depthOfCanal - pad;
    const centre = (sacFront + sacBack) / 2;
    const radiusN = Math.max(0.6, ((sacBack - sacFront) / 2) * taper + 0.4);
    const radiusX = Math.max(0.6, (halfWidth - 1.9) * taper);
    const rx = ax / radiusX;
    const rn = (n - centre) / radiusN;
    const ring = Math.sqrt(Math.sqrt(rx ** 4 + rn ** 4));
    const round = (ring - 1) * Math.min(radiusX, radiusN);
    const sac = Math.max(round, Math.max(front, -0.15) + ventralFat - n, n - roof + 0.6);
    // Anterior internal venous plexus in the hollow behind the bodies.
    if (n < 2.5 && sac > -1) {
      const vein = Math.max(Math.abs(ax - 4.2) - 3, n - 0.1, front - n);
      this.paint(vein, tissues.epiduralVein, 0.9 + 0.2 * fine);
    }
    this.paint(sac - 0.5, tissues.ligament, 1.4, 0.8);
    // Slight signal loss from pulsation, more in the chest.
    const pulsation = 1 - 0.07 * (1 - smoothstep(3, 6, level)) * (1 + this.medium);
    this.paint(sac, tissues.cerebrospinalFluid, pulsation);
    if (sac > 0.5) {
      return;
    }

    // The cord keeps off the front of the sac: it moves back, then flattens.
    const conus = 1 - smoothstep(t12 + 0.25, l1 + 0.45, level);
    const usable = Math.max(1.5, sacBack - frontMiddle - ventralFat);
    if (conus > 0.01) {
      const cordN = Math.min(3.5 * (0.25 + 0.75 * conus), usable / 2 - 0.5);
      const enlargement = 1 + 0.12 * Math.exp(-(((level - t12 + 0.2) / 0.8) ** 2));
      const cordX = 4.5 * (0.2 + 0.8 * conus) * enlargement;
      const rest = sacFront + (sacBack - sacFront) * (0.5 + 0.12 * (1 - conus));
      const pushed = Math.max(rest, frontMiddle + ventralFat + cordN + 0.7);
      const cord = Math.max(
        (Math.hypot(x / cordX, (n - pushed) / cordN) - 1) * Math.min(cordX, cordN),
        (level - l1 - 0.42) * 30,
      );
      this.paint(cord, tissues.cord, 1 + 0.03 * fine + 0.02 * this.medium);
    }
    // Roots: a sheaf that lies in the back of the sac and thins out towards the sacrum; about the conus, beside it.
    const cauda = smoothstep(t12 + 0.3, l1 + 0.3, level);
    if (cauda > 0) {
      const gathered = smoothstep(l1 - 0.2, l1 + 1.2, level);
      let nearest = Number.POSITIVE_INFINITY;
      for (let i = 0; i < rootCount; i++) {
        const { angle, radius, phase } = this.roots[i] as { angle: number; radius: number; phase: number };
        const sway = 0.5 * Math.sin(arc / 23 + phase * 3) + 0.4 * phase;
        const spread = (radiusX - 1.6) * (0.92 - 0.1 * gathered) * angle;
        const high = i % 2 === 0 ? 0 : -1.8;
        const lie =
          sacBack -
          1.7 -
          0.34 * Math.abs(spread) +
          high * (0.6 + 0.7 * (1 - gathered)) +
          sway -
          1.5 * (1 - gathered) * (1 - Math.abs(angle));
        const held = Math.max(lie, frontMiddle + ventralFat + 0.8);
        const distance = Math.hypot(x - spread, n - held) - radius;
        if (distance < nearest) {
          nearest = distance;
        }
      }
      this.paint(Math.max(nearest, sac + 0.3), tissues.root, 1, 0.85 * cauda);
    }
  }

  /** Discs, bodies and the bone joined to them. */
  private paintColumn(x: number, y: number, z: number, n: number, posterior: number, level: number): void {
    const { fine, medium, coarse } = this;
    let bone = posterior;
    let owner: number | null = null;
    let distance = Number.POSITIVE_INFINITY;
    const near = Math.round(level);
    if (n < 16) {
      const first = Math.max(0, near - 2);
      const last = Math.min(columnLevels.length - 1, near + 2);
      for (let index = first; index <= last; index++) {
        const slab = this.slabs[index];
        if (slab === undefined || z < slab.from || z > slab.to) {
          continue;
        }
        const disc = this.spine.discs[index];
        if (disc !== undefined) {
          const distance = disc.block.distance(x, y, z);
          if (distance < 1) {
            this.paintDisc(disc.block, disc.degeneration, distance, x);
          }
        }
      }
      for (let index = first; index <= last; index++) {
        const slab = this.slabs[index];
        const vertebra = this.spine.vertebrae[index];
        if (slab === undefined || vertebra === undefined || z < slab.from || z > slab.to) {
          continue;
        }
        const candidate = vertebra.body.distance(x, y, z);
        if (candidate < distance) {
          distance = candidate;
          owner = index;
        }
      }
      bone = Math.min(bone, distance);
      if (owner !== null && distance < 2.2) {
        // Long ligaments against the walls.
        const body = this.spine.vertebrae[owner]?.body;
        if (body !== undefined && body.beyondAnterior > 0 && Math.abs(x) < 9) {
          this.paint(Math.max(distance - 1.0, -distance), tissues.ligament, 0.8, 0.8);
        }
      }
    }
    if (bone > 1) {
      return;
    }
    const vertebra = owner === null ? undefined : this.spine.vertebrae[owner];
    let thickness = bone === posterior ? 1.0 : 0.85;
    let opacity = 1;
    if (vertebra !== undefined) {
      const { body, fracture } = vertebra;
      if (fracture !== null && distance > -3 && body.beyondPosterior >= distance - 0.4) {
        for (const gap of fracture.gaps) {
          if (body.wallFraction > gap.from && body.wallFraction < gap.to && x > gap.right && x < gap.left) {
            opacity = 0.1;
          }
        }
      }
      if (body.beyondSuperior >= distance - 0.01 || body.beyondInferior >= distance - 0.01) {
        thickness = 1.05;
      }
    }
    this.paint(bone, tissues.cortex, 1, opacity);
    if (opacity < 1) {
      thickness = 0;
    }
    const mottle = 1 + 0.07 * fine + 0.06 * medium + 0.05 * coarse;
    this.paint(bone + thickness, tissues.marrow, mottle);
    if (vertebra !== undefined && distance < 0) {
      this.paintMarrow(vertebra.body, vertebra.fracture, x, distance, thickness);
    }
  }

  private paintDisc(block: Block, degeneration: number, distance: number, x: number): void {
    const { fine, medium } = this;
    this.paint(distance, tissues.annulus, 1 + 0.15 * fine);
    const t = block.endplateFraction;
    const lateral = Math.abs(x) / (block.shape.width / 2);
    const r = Math.hypot((t - 0.53) / 0.36, lateral / 0.72);
    // Distance from the endplate lines, of which the disc's own surfaces stand 6 mm off at the middle.
    const wallGap = -Math.max(block.beyondAnterior, block.beyondPosterior);
    const nucleus = Math.max((r - 1) * 10, 2.6 - wallGap);
    const brightness = 1 + 0.1 * medium + 0.05 * fine;
    const bright = Math.max(0, 1 - degeneration * 1.25);
    this.paint(nucleus, tissues.nucleusDark, brightness, 0.9);
    const share = 0.5 - nucleus / (this.width * 3);
    if (share > 0 && bright > 0) {
      const height = block.wallFraction;
      const cleft = 1 - 0.35 * Math.exp(-(((height - 0.5) / 0.13) ** 2));
      this.blend(Math.min(1, share) * bright, tissues.nucleus, brightness * cleft);
    }
  }

  private paintMarrow(
    body: Block,
    fracture: PhantomDefinition['fractures'][number] | null,
    x: number,
    distance: number,
    thickness: number,
  ): void {
    const { fine, medium, coarse } = this;
    const inner = distance + thickness;
    const behind = -body.beyondPosterior;
    const wall = body.wallFraction;
    // Basivertebral vein: a flat channel from the middle of the posterior wall.
    if (Math.abs(wall - 0.5) < 0.16 && behind < 16 && Math.abs(x) < 8) {
      const branch = Math.max(
        Math.abs(wall - 0.5 - 0.02 * medium) * 26 - (1.5 - 0.07 * behind),
        Math.abs(x) - 1.2 - 0.35 * behind,
        behind - 13,
      );
      this.paint(Math.max(branch, inner), tissues.basivertebralVein, 1, 0.7);
    }
    if (fracture === null) {
      return;
    }
    const above = -body.beyondSuperior;
    const below = -body.beyondInferior;
    const front = -body.beyondAnterior;
    const ragged = 3.5 * medium + 2.5 * coarse;
    let oedema = 0;
    let line = Number.POSITIVE_INFINITY;
    const buckle = 1.4 * medium + 0.8 * coarse;
    if (fracture.endplates === 'superior' || fracture.endplates === 'both') {
      oedema = Math.max(oedema, 1 - smoothstep(9, 15, above + ragged));
      line = Math.min(line, Math.abs(above - 4.4 + buckle) - 0.75);
    }
    if (fracture.endplates === 'inferior' || fracture.endplates === 'both') {
      oedema = Math.max(oedema, 1 - smoothstep(9, 15, below + ragged));
      line = Math.min(line, Math.abs(below - 4.4 + buckle) - 0.75);
    }
    if (fracture.pattern === 'anterior') {
      oedema *= 1 - smoothstep(15, 23, front + ragged);
      line = Math.max(line, front - 17);
    }
    if (fracture.pattern === 'total') {
      oedema = Math.max(oedema, 0.85);
    }
    if (oedema > 0) {
      const share = Math.min(1, Math.max(0, 0.5 - inner / this.width)) * oedema * (0.88 + 0.12 * fine);
      this.blend(share, tissues.oedema, 1 + 0.09 * fine + 0.07 * medium);
    }
    this.paint(Math.max(line, inner), tissues.fractureLine, 1, 0.85);
    const { fragment } = fracture;
    if (fragment !== null) {
      const piece = Math.max(
        (fragment.from - wall) * 24,
        (wall - fragment.to) * 24,
        fragment.right - x,
        x - fragment.left,
        behind - fragment.depth + 0.6 * medium,
      );
      this.paint(Math.max(Math.abs(piece) - 0.55, inner, 0.4 - behind), tissues.fractureLine, 0.9, 0.85);
    }
    if (fracture.cleft) {
      const cleft = Math.max(
        Math.abs(above - 5.2 + 0.6 * buckle) - 1.9 + 0.011 * (front - 11) ** 2,
        Math.abs(x) - 13,
        3 - front,
      );
      this.paint(Math.max(cleft, inner), tissues.cleftFluid);
    }
  }
}

function ellipsoid(a: number, b: number, c: number, radius: number): number {
  return (Math.hypot(a, b, c) - 1) * radius;
}

/** The smaller of two distances, rounded over `radius` where they meet. */
function smoothMin(a: number, b: number, radius: number): number {
  const h = Math.max(0, radius - Math.abs(a - b)) / radius;
  return Math.min(a, b) - h * h * radius * 0.25;
}
