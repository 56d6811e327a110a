import { smoothstep } from './distances';

/** A point in the sagittal plane of the phantom: [y posterior, z head], mm. */
export type Point2 = readonly [number, number];

export type Corners = { AS: Point2; PS: Point2; AI: Point2; PI: Point2 };

/** Where and how far a posterior wall stands out. Fractions run along the wall from PS (0) to PI (1). */
export interface WallBulge {
  /** Height of the plateau, mm outward. */
  amplitude: number;
  start: number;
  plateauStart: number;
  plateauEnd: number;
  end: number;
  /** Lateral extent of the plateau, x in mm (right negative), and the width over which it fades. */
  right: number;
  left: number;
  fade: number;
}

/** What shapes a block beyond its four mid-sagittal corners; depths and widths in mm. */
export interface BlockShape {
  corners: Corners;
  /** Depth of the endplates at their middle; negative bulges outward. */
  superiorDip: number;
  inferiorDip: number;
  anteriorWaist: number;
  posteriorWaist: number;
  width: number;
  /** Narrowing at mid-height, as a fraction of the width. */
  lateralWaist: number;
  /** How far the anterior and posterior walls curve away towards the sides, as a fraction of the depth. */
  anteriorRound: number;
  posteriorRound: number;
  /** How much further posterior the wall is beside the midline than on it (the hollow of the vertebral foramen). */
  posteriorHollow: number;
  bulge: WallBulge | null;
}

interface Edge {
  y: number;
  z: number;
  /** Unit direction. */
  ty: number;
  tz: number;
  /** Unit normal, outward. */
  ny: number;
  nz: number;
  length: number;
}

function edge(from: Point2, to: Point2, outwardSign: 1 | -1): Edge {
  const dy = to[0] - from[0];
  const dz = to[1] - from[1];
  const length = Math.hypot(dy, dz);
  const ty = dy / length;
  const tz = dz / length;
  return { y: from[0], z: from[1], ty, tz, ny: -tz * outwardSign, nz: ty * outwardSign, length };
}

const tracePoints = 121;

/**
 * A vertebral body or a disc: four walls, each the line between two mid-sagittal corners bent by a smooth function
 * that is zero at the corners, and rounded towards the sides. The corners therefore lie exactly on its surface.
 */
export class Block {
  readonly corners: Corners;
  private readonly superior: Edge;
  private readonly inferior: Edge;
  private readonly anterior: Edge;
  private readonly posterior: Edge;
  private readonly depth: number;

  /** Outward distances from the single walls and position on them, as left by the last `distance` call. */
  beyondSuperior = 0;
  beyondInferior = 0;
  beyondAnterior = 0;
  beyondPosterior = 0;
  beyondLateral = 0;
  /** Position along the posterior wall, 0 at PS, 1 at PI. */
  wallFraction = 0;
  /** Position along the superior endplate, 0 at AS, 1 at PS. */
  endplateFraction = 0;

  constructor(readonly shape: BlockShape) {
    const { AS, PS, AI, PI } = shape.corners;
    this.corners = { AS, PS, AI, PI };
    this.superior = edge(AS, PS, 1);
    this.inferior = edge(AI, PI, -1);
    this.anterior = edge(AS, AI, -1);
    this.posterior = edge(PS, PI, 1);
    this.depth = (this.superior.length + this.inferior.length) / 2;
  }

  /** Outward displacement of the posterior wall from the line PS–PI, mm, at a fraction of the wall and lateral x. */
  wallDisplacement(fraction: number, x: number): number {
    const { posteriorWaist, bulge } = this.shape;
    const t = Math.min(1, Math.max(0, fraction));
    let displacement = -posteriorWaist * 4 * t * (1 - t);
    if (bulge !== null) {
      const along =
        smoothstep(bulge.start, bulge.plateauStart, t) * (1 - smoothstep(bulge.plateauEnd, bulge.end, t));
      if (along > 0) {
        displacement += bulge.amplitude * along * this.bulgeAcross(x);
      }
    }
    return displacement;
  }

  /** How much of the bulge is present at lateral x, 0 … 1. */
  bulgeAcross(x: number): number {
    const bulge = this.shape.bulge;
    return bulge === null
      ? 0
      : smoothstep(bulge.right - bulge.fade, bulge.right, x) *
          (1 - smoothstep(bulge.left, bulge.left + bulge.fade, x));
  }

  /** The point of the posterior wall at a fraction from PS to PI, in the sagittal plane at x. */
  wallPoint(fraction: number, x: number): Point2 {
    const wall = this.posterior;
    const outward = this.wallDisplacement(fraction, x) - this.posteriorPull(x);
    const along = fraction * wall.length;
    return [wall.y + wall.ty * along + wall.ny * outward, wall.z + wall.tz * along + wall.nz * outward];
  }

  /** The posterior wall from PS to PI as a dense polyline in the sagittal plane at x. */
  posteriorWall(x: number): Point2[] {
    return Array.from({ length: tracePoints }, (_, i) => this.wallPoint(i / (tracePoints - 1), x));
  }

  /** Middle of the superior endplate, on its surface, in the mid-sagittal plane. */
  middleSuperior(): Point2 {
    return bentMiddle(this.superior, this.shape.superiorDip);
  }

  /** Middle of the inferior endplate, on its surface, in the mid-sagittal plane. */
  middleInferior(): Point2 {
    return bentMiddle(this.inferior, this.shape.inferiorDip);
  }

  /** How far the posterior wall lies in front of its mid-sagittal position at lateral x, mm. */
  private posteriorPull(x: number): number {
    const s = Math.min(0.999, (Math.abs(x) * 2) / this.shape.width);
    const hollow = Math.sin(Math.PI * Math.min(1, s * 1.05));
    return (
      this.depth * this.shape.posteriorRound * (1 - Math.sqrt(1 - s * s * s * s)) -
      this.shape.posteriorHollow * hollow * hollow
    );
  }

  /** Signed distance to the surface, mm, negative inside; near the surface accurate, further away only its sign. */
  distance(x: number, y: number, z: number): number {
    const { shape, superior, inferior, anterior, posterior } = this;
    let py = y - posterior.y;
    let pz = z - posterior.z;
    const wall = (py * posterior.ty + pz * posterior.tz) / posterior.length;
    this.wallFraction = wall;
    const t = Math.min(1, Math.max(0, wall));
    const halfWidth = (shape.width / 2) * (1 - shape.lateralWaist * 4 * t * (1 - t));
    const s = Math.min(0.995, Math.abs(x) / halfWidth);
    const s2 = s * s;
    const s4 = s2 * s2;
    const lateralFade = 1 - s2;

    const rootA = Math.sqrt(1 - s2);
    const slopeA = ((this.depth * shape.anteriorRound) / halfWidth) * (s / rootA);
    const pullA = this.depth * shape.anteriorRound * (1 - rootA);
    const rootP = Math.sqrt(1 - s4);
    const slopeP = ((this.depth * shape.posteriorRound) / halfWidth) * ((2 * s2 * s) / rootP);
    this.beyondPosterior =
      (py * posterior.ny +
        pz * posterior.nz -
        this.wallDisplacement(wall, x) +
        this.posteriorPull(x * (shape.width / 2 / halfWidth))) /
      Math.sqrt(1 + slopeP * slopeP);

    py = y - superior.y;
    pz = z - superior.z;
    const u = (py * superior.ty + pz * superior.tz) / superior.length;
    this.endplateFraction = u;
    this.beyondSuperior =
      py * superior.ny + pz * superior.nz + shape.superiorDip * dipProfile(u) * lateralFade;
    py = y - inferior.y;
    pz = z - inferior.z;
    const v = (py * inferior.ty + pz * inferior.tz) / inferior.length;
    this.beyondInferior =
      py * inferior.ny + pz * inferior.nz + shape.inferiorDip * dipProfile(v) * lateralFade;
    py = y - anterior.y;
    pz = z - anterior.z;
    const a = Math.min(1, Math.max(0, (py * anterior.ty + pz * anterior.tz) / anterior.length));
    this.beyondAnterior =
      (py * anterior.ny + pz * anterior.nz + shape.anteriorWaist * 4 * a * (1 - a) + pullA) /
      Math.sqrt(1 + slopeA * slopeA);
    this.beyondLateral = Math.abs(x) - halfWidth;
    return Math.max(
      this.beyondSuperior,
      this.beyondInferior,
      this.beyondAnterior,
      this.beyondPosterior,
      this.beyondLateral,
    );
  }
}

/** Endplate depth along its line: flat at the rim, deepest at the middle. */
function dipProfile(fraction: number): number {
  const t = Math.min(1, Math.max(0, fraction));
  const p = 4 * t * (1 - t);
  return p * Math.sqrt(p);
}

function bentMiddle(line: Edge, dip: number): Point2 {
  const along = line.length / 2;
  return [line.y + line.ty * along - line.ny * dip, line.z + line.tz * along - line.nz * dip];
}
