import type { Vector3 } from '../../shared/geometry/vector';
import type { Point2 } from './block';
import type { PhantomDefinition } from './cases';
import { apexOf } from './landmarks';
import type { Spine, Vertebra } from './spine';

/** One slice in anatomical coordinates. */
export interface Slice {
  /** Centre of the first pixel. */
  origin: Vector3;
  /** Direction in which the column index grows, then the row index. */
  rowDirection: Vector3;
  columnDirection: Vector3;
  rows: number;
  columns: number;
  /** mm between rows, mm between columns. */
  pixelSpacing: readonly [number, number];
  thickness: number;
  /** Distance to the next slice of its block, mm. */
  step: number;
  /** What the slice was laid through, where a level's canal is outlined on it. */
  canalOf: string | null;
}

/** Where the patient lies: anatomical coordinates to LPS, and directions likewise. */
export interface Posture {
  point: (anatomical: Vector3) => Vector3;
  direction: (anatomical: Vector3) => Vector3;
}

/** The rigid motion of a definition's posture: about y, then about z, then the shift. */
export function posture(definition: PhantomDefinition): Posture {
  const { aboutZ, aboutY, shift } = definition.posture;
  const a = (aboutZ * Math.PI) / 180;
  const b = (aboutY * Math.PI) / 180;
  const direction = ([x, y, z]: Vector3): Vector3 => {
    const x1 = x * Math.cos(b) + z * Math.sin(b);
    const z1 = z * Math.cos(b) - x * Math.sin(b);
    return [x1 * Math.cos(a) - y * Math.sin(a), x1 * Math.sin(a) + y * Math.cos(a), z1];
  };
  return {
    direction,
    point: (anatomical) => {
      const [x, y, z] = direction(anatomical);
      return [x + shift[0], y + shift[1], z + shift[2]];
    },
  };
}

/** Sagittal slices from the patient's right to left; the middle one is the mid-sagittal plane x = 0. */
export function sagittalSlices(definition: PhantomDefinition): Slice[] {
  const { rows, columns, pixelSpacing, slices, thickness, step } = definition.sagittal;
  const middle = (slices - 1) / 2;
  const centreY = -18;
  return Array.from({ length: slices }, (_, i) => ({
    origin: [
      (i - middle) * step,
      centreY - ((columns - 1) / 2) * pixelSpacing[1],
      ((rows - 1) / 2) * pixelSpacing[0],
    ],
    rowDirection: [0, 1, 0],
    columnDirection: [0, 0, -1],
    rows,
    columns,
    pixelSpacing,
    thickness,
    step,
    canalOf: null,
  }));
}

const axialThickness = 4;
const axialStep = 4.4;

interface Block {
  centre: Point2;
  /** Inclination of the slices: positive where the upward normal leans posterior, radians. */
  inclination: number;
  count: number;
  canalOf: string | null;
}

/** Axial slices from the head down: four through each disc L1–S1, and through each fracture and its neighbours. */
export function axialSlices(definition: PhantomDefinition, spine: Spine): Slice[] {
  const { size, pixelSpacing } = definition.axial;
  const blocks: Block[] = [];
  for (const disc of spine.discs) {
    if (['L1', 'L2', 'L3', 'L4', 'L5'].includes(disc.above)) {
      const { AS, PS, AI, PI } = disc.block.corners;
      const upper = inclinationOf(AS, PS);
      const lower = inclinationOf(AI, PI);
      blocks.push({
        centre: middle(middle(AS, PI), middle(PS, AI)),
        inclination: (upper + lower) / 2,
        count: 4,
        canalOf: null,
      });
    }
  }
  const through = new Set<string>();
  spine.vertebrae.forEach((vertebra, index) => {
    if (vertebra.fracture === null) {
      return;
    }
    for (const neighbour of [index - 1, index, index + 1]) {
      const body = spine.vertebrae[neighbour];
      if (body !== undefined && !through.has(body.level)) {
        through.add(body.level);
        blocks.push(bodyBlock(body));
      }
    }
  });
  blocks.sort((a, b) => b.centre[1] - a.centre[1]);
  return blocks.flatMap((block) =>
    Array.from({ length: block.count }, (_, i): Slice => {
      const offset = ((block.count - 1) / 2 - i) * axialStep;
      const sine = Math.sin(block.inclination);
      const cosine = Math.cos(block.inclination);
      const columnDirection: Vector3 = [0, cosine, -sine];
      const half = ((size - 1) / 2) * pixelSpacing;
      const along = -half - 8;
      return {
        origin: [
          -half,
          block.centre[0] + sine * offset + columnDirection[1] * along,
          block.centre[1] + cosine * offset + columnDirection[2] * along,
        ],
        rowDirection: [1, 0, 0],
        columnDirection,
        rows: size,
        columns: size,
        pixelSpacing: [pixelSpacing, pixelSpacing],
        thickness: axialThickness,
        step: axialStep,
        canalOf: block.canalOf !== null && offset === 0 ? block.canalOf : null,
      };
    }),
  );
}

/** Three slices through a body at pedicle height, or five through the apex of its fragment. */
function bodyBlock(vertebra: Vertebra): Block {
  const { PS, PI, AS, AI } = vertebra.body.corners;
  const apex = apexOf(vertebra);
  return {
    centre: apex ?? [PS[0] + (PI[0] - PS[0]) * 0.33, PS[1] + (PI[1] - PS[1]) * 0.33],
    inclination: (inclinationOf(AS, PS) + inclinationOf(AI, PI)) / 2,
    count: vertebra.fracture === null ? 3 : 5,
    canalOf: vertebra.level,
  };
}

function inclinationOf(anterior: Point2, posterior: Point2): number {
  return Math.atan2(anterior[1] - posterior[1], posterior[0] - anterior[0]);
}

function middle(a: Point2, b: Point2): Point2 {
  return [(a[0] + b[0]) / 2, (a[1] + b[1]) / 2];
}

/** Distance from a point to the plane of a slice, mm. */
export function distanceToSlice(slice: Slice, point: Vector3): number {
  const [ux, uy, uz] = slice.rowDirection;
  const [vx, vy, vz] = slice.columnDirection;
  const normal: Vector3 = [uy * vz - uz * vy, uz * vx - ux * vz, ux * vy - uy * vx];
  const d = [point[0] - slice.origin[0], point[1] - slice.origin[1], point[2] - slice.origin[2]] as const;
  return Math.abs(d[0] * normal[0] + d[1] * normal[1] + d[2] * normal[2]);
}
