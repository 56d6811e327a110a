import type { Block } from './block';
import type { CanalCurve } from './canal-curve';
import type { FractureDefinition } from './cases';
import { length, smoothMin, smoothstep } from './distances';
import type { Painter } from './painter';
import type { Place } from './place';
import type { Spine, Vertebra } from './spine';
import { tissues } from './tissue';

const wallStepS = 1;
const wallStepX = 2;
const wallReachX = 30;
const wallColumns = (2 * wallReachX) / wallStepX + 1;
/** Beyond the corners of a vertebra or disc, mm: how far its surfaces can reach. */
const slabMargin = 14;

/** Bodies and discs: where they are and how they look, fractures included. */
export class VertebralColumn {
  private readonly slabs: { from: number; to: number }[];
  private readonly wallStart: number;
  private readonly wallRows: number;
  /** `canalFront` sampled over s and x; made when first asked for. */
  private wallTable: Float64Array | null = null;

  constructor(
    readonly spine: Spine,
    private readonly curve: CanalCurve,
  ) {
    this.slabs = spine.vertebrae.map(({ body: { corners } }) => {
      const heights = [corners.AS[1], corners.PS[1], corners.AI[1], corners.PI[1]];
      return { from: Math.min(...heights) - slabMargin, to: Math.max(...heights) + slabMargin };
    });
    const [low, high] = curve.range();
    this.wallStart = low;
    this.wallRows = Math.ceil((high - low) / wallStepS) + 1;
  }

  /** Anterior border of the canal (bodies, discs, fragments) at a place along it and lateral x: n in mm. */
  canalFront(s: number, x: number): number {
    this.wallTable ??= this.tabulateWall();
    const wall = this.wallTable;
    const i = Math.min(this.wallRows - 1.001, Math.max(0, (s - this.wallStart) / wallStepS));
    const j = Math.min(wallColumns - 1.001, Math.max(0, (x + wallReachX) / wallStepX));
    const k = Math.floor(i);
    const m = Math.floor(j);
    const base = k * wallColumns + m;
    const a0 = wall[base] as number;
    const b0 = wall[base + wallColumns] as number;
    const a = a0 + ((wall[base + 1] as number) - a0) * (j - m);
    const b = b0 + ((wall[base + wallColumns + 1] as number) - b0) * (j - m);
    return a + (b - a) * (i - k);
  }

  /** Signed distance to the nearest body or disc, mm. */
  distance(x: number, y: number, z: number): number {
    let nearest = Number.POSITIVE_INFINITY;
    this.slabs.forEach((slab, index) => {
      if (z > slab.from && z < slab.to) {
        nearest = Math.min(
          nearest,
          this.spine.vertebrae[index]?.body.distance(x, y, z) ?? nearest,
          this.spine.discs[index]?.block.distance(x, y, z) ?? nearest,
        );
      }
    });
    return nearest;
  }

  /** Paints discs, bodies and the bone joined to them, whose signed distance is `posterior`. */
  paint(painter: Painter, place: Place, posterior: number): void {
    const { x, y, z, n } = place;
    let distance = Number.POSITIVE_INFINITY;
    let owner: Vertebra | null = null;
    if (n < 16) {
      const near = place.nearestVertebra();
      const first = Math.max(0, near - 2);
      const last = Math.min(this.slabs.length - 1, near + 2);
      for (let index = first; index <= last; index++) {
        const slab = this.slabs[index];
        const disc = this.spine.discs[index];
        if (slab !== undefined && disc !== undefined && z > slab.from && z < slab.to) {
          const outside = disc.block.distance(x, y, z);
          if (outside < 1) {
            paintDisc(painter, disc.block, disc.degeneration, outside, x);
          }
        }
      }
      for (let index = first; index <= last; index++) {
        const slab = this.slabs[index];
        const vertebra = this.spine.vertebrae[index];
        if (slab !== undefined && vertebra !== undefined && z > slab.from && z < slab.to) {
          const outside = vertebra.body.distance(x, y, z);
          if (outside < distance) {
            distance = outside;
            owner = vertebra;
          }
        }
      }
    }
    if (owner !== null && distance < 2.2 && owner.body.beyondAnterior > 0) {
      // Anterior longitudinal ligament.
      painter.paint(Math.max(distance - 1.1 + 0.009 * x * x, -distance), tissues.ligament, 0.8, 0.8);
    }
    const bone = smoothMin(posterior, distance, 2.5);
    if (bone <= 1) {
      paintBone(painter, place, bone, distance, owner);
    }
  }

  private tabulateWall(): Float64Array {
    const table = new Float64Array(this.wallRows * wallColumns);
    for (let row = 0; row < this.wallRows; row++) {
      const s = this.wallStart + row * wallStepS;
      for (let column = 0; column < wallColumns; column++) {
        table[row * wallColumns + column] = this.wallAt(s, column * wallStepX - wallReachX);
      }
    }
    return table;
  }

  private wallAt(s: number, x: number): number {
    const outside = (n: number): boolean => {
      const [y, z] = this.curve.point(s, n);
      return this.distance(x, y, z) > 0;
    };
    const front = -9;
    let low = 14;
    while (low > front && outside(low)) {
      low -= 0.5;
    }
    if (low <= front) {
      return front;
    }
    let high = low + 0.5;
    for (let i = 0; i < 6; i++) {
      const middle = (low + high) / 2;
      if (outside(middle)) {
        high = middle;
      } else {
        low = middle;
      }
    }
    return (low + high) / 2;
  }
}

function paintBone(
  painter: Painter,
  place: Place,
  bone: number,
  distance: number,
  owner: Vertebra | null,
): void {
  const { fine, medium, coarse } = painter;
  let thickness = bone < distance - 0.3 ? 1 : 0.85;
  let opacity = 1;
  if (owner !== null) {
    const { body, fracture } = owner;
    if (fracture !== null && distance > -3 && body.beyondPosterior >= distance - 0.4) {
      const missing = fracture.gaps.some(
        (gap) =>
          body.wallFraction > gap.from &&
          body.wallFraction < gap.to &&
          place.x > gap.right &&
          place.x < gap.left,
      );
      if (missing) {
        opacity = 0.1;
        thickness = 0;
      }
    } else if (body.beyondSuperior >= distance - 0.01 || body.beyondInferior >= distance - 0.01) {
      thickness = 1.05;
    }
  }
  painter.paint(bone, tissues.cortex, 1, opacity);
  painter.paint(bone + thickness, tissues.marrow, 1 + 0.08 * fine + 0.09 * medium + 0.09 * coarse);
  if (owner !== null && distance < 0) {
    const inner = distance + thickness;
    paintBasivertebralVein(painter, owner.body, place.x, inner);
    if (owner.fracture !== null) {
      paintFracture(painter, owner.body, owner.fracture, place.x, inner);
    }
  }
}

function paintDisc(painter: Painter, block: Block, degeneration: number, distance: number, x: number): void {
  const { fine, medium } = painter;
  painter.paint(distance, tissues.annulus, 1 + 0.15 * fine);
  const lateral = Math.abs(x) / (block.shape.width / 2);
  const r = length((block.endplateFraction - 0.53) / 0.38, lateral / 0.74);
  const rim = Math.max(block.beyondAnterior, block.beyondPosterior);
  const nucleus = Math.max((r - 1) * 11, 2.6 + rim) + 1.2 * medium;
  const brightness = 1 + 0.1 * medium + 0.05 * fine;
  painter.blend(0.9 * (1 - smoothstep(-2.5, 2, nucleus)), tissues.nucleusDark, brightness);
  const bright = Math.max(0, 1 - degeneration * 1.25) * (1 - smoothstep(-5, 1.5, nucleus));
  if (bright > 0) {
    const cleft = 1 - 0.35 * Math.exp(-(((block.wallFraction - 0.5) / 0.13) ** 2));
    painter.blend(bright, tissues.nucleus, brightness * cleft);
  }
}

/** A flat channel from the middle of the posterior wall forward. */
function paintBasivertebralVein(painter: Painter, body: Block, x: number, inner: number): void {
  const { fine, medium } = painter;
  const behind = -body.beyondPosterior;
  const height = body.wallFraction - 0.5;
  if (Math.abs(height) < 0.16 && behind < 14 && Math.abs(x) < 8) {
    const channel = Math.max(
      Math.abs(height - 0.02 * medium) * 26 - (1.4 - 0.08 * behind),
      Math.abs(x) - 1.2 - 0.35 * behind,
    );
    painter.paint(
      Math.max(channel, inner),
      tissues.basivertebralVein,
      1,
      Math.max(0, 0.6 * (1 - behind / 14) + 0.1 * fine),
    );
  }
}

/** Oedema, impacted trabeculae, the outline of the displaced piece and the fluid cleft. */
function paintFracture(
  painter: Painter,
  body: Block,
  fracture: FractureDefinition,
  x: number,
  inner: number,
): void {
  const { fine, medium, coarse } = painter;
  const above = -body.beyondSuperior;
  const below = -body.beyondInferior;
  const front = -body.beyondAnterior;
  const behind = -body.beyondPosterior;
  const ragged = 3.5 * medium + 2.5 * coarse;
  const buckle = 2 * medium + 1.2 * coarse;
  let oedema = 0;
  let line = Number.POSITIVE_INFINITY;
  if (fracture.endplates === 'superior' || fracture.endplates === 'both') {
    oedema = 1 - smoothstep(9, 15, above + ragged);
    line = Math.abs(above - 4.4 + buckle) - 0.75;
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
  const share = Math.min(1, Math.max(0, 0.5 - inner / painter.width)) * oedema * (0.88 + 0.12 * fine);
  painter.blend(share, tissues.oedema, 1 + 0.09 * fine + 0.07 * medium);
  painter.paint(
    Math.max(line, inner),
    tissues.fractureLine,
    1,
    0.9 * smoothstep(-0.55, 0.35, coarse + 0.7 * medium),
  );
  const { fragment } = fracture;
  if (fragment !== null) {
    const piece =
      Math.max(
        (fragment.from - body.wallFraction) * 24,
        (body.wallFraction - fragment.to) * 24,
        fragment.right - x,
        x - fragment.left,
        behind - fragment.depth,
      ) +
      1.1 * medium +
      0.4 * fine;
    painter.paint(Math.max(Math.abs(piece) - 0.55, inner, 0.4 - behind), tissues.fractureLine, 0.9, 0.85);
  }
  if (fracture.cleft) {
    const cleft = Math.max(
      Math.abs(above - 5.2 + 0.6 * buckle) - 1.9 + 0.011 * (front - 11) ** 2,
      Math.abs(x) - 13,
      3 - front,
    );
    painter.paint(Math.max(cleft, inner), tissues.cleftFluid);
  }
}
