import type { VertebralLevel } from '../../shared/dicom/levels';
import { Block, type Point2 } from './block';
import type { FractureDefinition, PhantomDefinition } from './cases';
import { type ColumnLevel, columnLevels } from './column-levels';

interface VertebraDimensions {
  anterior: number;
  posterior: number;
  superiorDepth: number;
  inferiorDepth: number;
  width: number;
  /** Disc below: anterior and posterior height. */
  disc: readonly [number, number];
  canalDepth: number;
  canalHalfWidth: number;
}

function dimensions(
  anterior: number,
  posterior: number,
  superiorDepth: number,
  inferiorDepth: number,
  width: number,
  disc: readonly [number, number],
  canalDepth: number,
  canalHalfWidth: number,
): VertebraDimensions {
  return { anterior, posterior, superiorDepth, inferiorDepth, width, disc, canalDepth, canalHalfWidth };
}

/** A slender elderly spine, mm: plausible, not a norm. */
const soundDimensions: Record<ColumnLevel, VertebraDimensions> = {
  T8: dimensions(19.4, 20.2, 25, 25.5, 28, [4.0, 4.0], 15.0, 8.6),
  T9: dimensions(20.0, 20.8, 25.5, 26, 29, [4.2, 4.2], 15.0, 8.6),
  T10: dimensions(20.7, 21.6, 26, 27, 31, [4.6, 4.6], 15.0, 8.8),
  T11: dimensions(21.6, 22.7, 27, 28, 34, [5.2, 5.2], 15.4, 9.3),
  T12: dimensions(23.0, 24.2, 28, 29, 37, [6.6, 6.0], 16.0, 10.4),
  L1: dimensions(24.8, 25.9, 29, 30, 39, [8.3, 6.8], 16.5, 11.0),
  L2: dimensions(26.2, 26.8, 30, 31, 40.5, [9.6, 7.2], 16.2, 11.4),
  L3: dimensions(27.0, 26.9, 31, 32, 42, [11.4, 7.6], 15.9, 11.8),
  L4: dimensions(27.2, 26.2, 32, 33, 44, [12.4, 7.2], 15.8, 12.6),
  L5: dimensions(27.6, 24.0, 33, 33, 47, [12.6, 5.8], 16.2, 14.2),
  S1: dimensions(30.0, 26.0, 32, 22, 48, [3.2, 2.2], 13.5, 14.0),
  S2: dimensions(22.0, 20.0, 21, 16, 38, [2.5, 2.0], 9.0, 11.0),
};

/** Inclination of the superior endplate of S1 against the horizontal, supine. */
const sacralSlopeDegrees = -36;

/** A vertebra placed in space. */
export interface Vertebra {
  level: ColumnLevel;
  body: Block;
  fracture: FractureDefinition | null;
  canalDepth: number;
  canalHalfWidth: number;
}

/** The disc below a vertebra. */
export interface Disc {
  above: ColumnLevel;
  block: Block;
  /** 0 healthy … 1 dark and narrowed. */
  degeneration: number;
}

/** The column of one phantom, in anatomical coordinates: x patient left, y posterior, z head, mm; x = 0 is the midline. */
export interface Spine {
  vertebrae: readonly Vertebra[];
  discs: readonly Disc[];
  vertebra: (level: VertebralLevel) => Vertebra;
}

interface LocalBody {
  AS: Point2;
  PS: Point2;
  AI: Point2;
  PI: Point2;
}

function rotated(vector: Point2, radians: number): Point2 {
  // Positive turns the upward axis towards posterior.
  const c = Math.cos(radians);
  const s = Math.sin(radians);
  return [vector[0] * c + vector[1] * s, vector[1] * c - vector[0] * s];
}

function plus(a: Point2, b: Point2): Point2 {
  return [a[0] + b[0], a[1] + b[1]];
}

function soundBody(size: VertebraDimensions): LocalBody {
  const wedge = Math.atan2(size.anterior - size.posterior, (size.superiorDepth + size.inferiorDepth) / 2);
  const PI: Point2 = [0, 0];
  const AI: Point2 = [-size.inferiorDepth, 0];
  const PS = rotated([0, size.posterior], wedge / 2);
  const AS = plus(PS, rotated([-size.superiorDepth, 0], wedge));
  return { AS, PS, AI, PI };
}

function pressed(body: LocalBody, fracture: FractureDefinition): LocalBody {
  const { AS, PS, AI, PI } = body;
  const down = (point: Point2, by: number): Point2 => [point[0], point[1] - by];
  return {
    AS: plus(down(AS, fracture.press.AS), [-fracture.press.AS * 0.12, 0]),
    PS: down(PS, fracture.press.PS),
    AI: down(AI, -fracture.press.AI),
    PI: down(PI, -fracture.press.PI),
  };
}

interface Placed extends LocalBody {
  level: ColumnLevel;
}

/** Stacks the bodies from the sacrum up, each disc resting on the endplate actually below it. */
function stack(definition: PhantomDefinition): Placed[] {
  const placed: Placed[] = [];
  let posteriorInferior: Point2 = [0, 0];
  let inclination = 0;
  for (const level of [...columnLevels].reverse()) {
    const size = scaled(soundDimensions[level], definition.stature);
    const fracture = definition.fractures.find((candidate) => candidate.level === level) ?? null;
    const local = fracture === null ? soundBody(size) : pressed(soundBody(size), fracture);
    if (placed.length === 0) {
      inclination = (-52 * Math.PI) / 180;
    }
    const own = Math.atan2(local.AI[1] - local.PI[1], local.PI[0] - local.AI[0]);
    const turn = inclination - own;
    const place = (point: Point2): Point2 =>
      plus(posteriorInferior, rotated([point[0] - local.PI[0], point[1] - local.PI[1]], turn));
    const body: Placed = {
      level,
      AS: place(local.AS),
      PS: place(local.PS),
      AI: place(local.AI),
      PI: place(local.PI),
    };
    placed.unshift(body);

    const above = columnLevels[columnLevels.indexOf(level) - 1];
    if (above !== undefined) {
      const endplate = Math.atan2(body.AS[1] - body.PS[1], body.PS[0] - body.AS[0]);
      const disc = scaled(soundDimensions[above], definition.stature).disc;
      const narrowing = 1 - 0.35 * definition.discDegeneration[above];
      const yielded = fracture === null ? 0 : 0.35 * Math.max(0, fracture.press.AS - fracture.press.PS);
      const wedge = Math.atan2((disc[0] - disc[1]) * narrowing + yielded, size.superiorDepth);
      posteriorInferior = plus(body.PS, rotated([0, disc[1] * narrowing], endplate + wedge / 2));
      inclination = endplate + wedge;
    }
  }
  return placed;
}

function scaled(size: VertebraDimensions, stature: number): VertebraDimensions {
  return {
    ...size,
    anterior: size.anterior * stature,
    posterior: size.posterior * stature,
    superiorDepth: size.superiorDepth * stature,
    inferiorDepth: size.inferiorDepth * stature,
    width: size.width * stature,
    disc: [size.disc[0] * stature, size.disc[1] * stature],
  };
}

/** Turns and shifts all points so that S1 has the sacral slope and the column is centred on the field of view. */
function levelled(placed: Placed[]): Placed[] {
  const sacrum = placed.find((body) => body.level === 'S1');
  const top = placed.find((body) => body.level === 'T9');
  const middle = placed.find((body) => body.level === 'L2');
  if (sacrum === undefined || top === undefined || middle === undefined) {
    throw new Error('The column has no S1, L2 or T9.');
  }
  const slope = Math.atan2(sacrum.AS[1] - sacrum.PS[1], sacrum.PS[0] - sacrum.AS[0]);
  const turn = (sacralSlopeDegrees * Math.PI) / 180 - slope;
  const turned = (point: Point2) => rotated(point, turn);
  const centre: Point2 = [turned(middle.PS)[0], (turned(top.PS)[1] + turned(sacrum.PI)[1]) / 2];
  const move = (point: Point2): Point2 => plus(turned(point), [-centre[0], -centre[1]]);
  return placed.map((body) => ({
    level: body.level,
    AS: move(body.AS),
    PS: move(body.PS),
    AI: move(body.AI),
    PI: move(body.PI),
  }));
}

/** The column of a phantom, with fractured bodies deformed and the retropulsion brought to the defined millimetres. */
export function buildSpine(definition: PhantomDefinition): Spine {
  const placed = levelled(stack(definition));
  const vertebrae = placed.map((corners, index): Vertebra => {
    const size = soundDimensions[corners.level];
    const fracture = definition.fractures.find((candidate) => candidate.level === corners.level) ?? null;
    const above = placed[index - 1];
    const below = placed[index + 1];
    const thoracic = corners.level.startsWith('T');
    const block = (amplitude: number): Block =>
      new Block({
        corners,
        superiorDip: (fracture?.press.superior ?? 0) + (thoracic ? 1.2 : 1.5),
        inferiorDip: (fracture?.press.inferior ?? 0) + (thoracic ? 1.3 : 1.8),
        anteriorWaist: 1.3,
        posteriorWaist: corners.level === 'L5' || corners.level.startsWith('S') ? 0.3 : 0.5,
        width: size.width * definition.stature,
        lateralWaist: 0.08,
        anteriorRound: thoracic ? 0.62 : 0.5,
        posteriorRound: 0.3,
        posteriorHollow: thoracic ? 1.6 : 1.2,
        bulge:
          fracture?.bulge === undefined || fracture.bulge === null ? null : { ...fracture.bulge, amplitude },
      });
    const amplitude =
      fracture?.bulge && above !== undefined && below !== undefined
        ? amplitudeFor(fracture.bulge.retropulsion, block, above.PI, below.PS)
        : 0;
    return {
      level: corners.level,
      body: block(amplitude),
      fracture,
      canalDepth: size.canalDepth,
      canalHalfWidth: size.canalHalfWidth,
    };
  });

  const discs = vertebrae.slice(0, -1).flatMap((upper, index): Disc[] => {
    const lower = vertebrae[index + 1];
    if (lower === undefined) {
      return [];
    }
    const degeneration = definition.discDegeneration[upper.level];
    const small = upper.level.startsWith('T') || upper.level === 'S1';
    return [
      {
        above: upper.level,
        degeneration,
        block: new Block({
          corners: {
            AS: upper.body.corners.AI,
            PS: upper.body.corners.PI,
            AI: lower.body.corners.AS,
            PI: lower.body.corners.PS,
          },
          superiorDip: -6,
          inferiorDip: -6,
          anteriorWaist: -(small ? 0.8 : 1.4) - degeneration,
          posteriorWaist: -(small ? 0.2 : 0.5) - (small ? 0.5 : 1.5) * degeneration,
          width:
            (soundDimensions[upper.level].width + soundDimensions[lower.level].width) *
              0.5 *
              definition.stature +
            1,
          lateralWaist: 0,
          anteriorRound: small ? 0.62 : 0.5,
          posteriorRound: 0.3,
          posteriorHollow: small ? 1.4 : 0.9,
          bulge: null,
        }),
      },
    ];
  });

  return {
    vertebrae,
    discs,
    vertebra: (level) => {
      const found = vertebrae.find((candidate) => candidate.level === level);
      if (found === undefined) {
        throw new Error(`The phantom has no vertebra ${level}.`);
      }
      return found;
    },
  };
}

/** The bulge amplitude at which the posterior wall reaches `retropulsion` mm beyond the line from `from` to `to`. */
function amplitudeFor(
  retropulsion: number,
  block: (amplitude: number) => Block,
  from: Point2,
  to: Point2,
): number {
  let low = 0;
  let high = 25;
  for (let i = 0; i < 60; i++) {
    const middle = (low + high) / 2;
    if (furthestBeyond(block(middle), from, to) < retropulsion) {
      low = middle;
    } else {
      high = middle;
    }
  }
  return (low + high) / 2;
}

function furthestBeyond(block: Block, from: Point2, to: Point2): number {
  const along: Point2 = [to[0] - from[0], to[1] - from[1]];
  const length = Math.hypot(along[0], along[1]);
  let furthest = Number.NEGATIVE_INFINITY;
  for (const point of block.posteriorWall(0)) {
    // `along` points to the feet, so its perpendicular towards posterior is (−along.z, along.y).
    const beyond = (-(point[0] - from[0]) * along[1] + (point[1] - from[1]) * along[0]) / length;
    furthest = Math.max(furthest, beyond);
  }
  return furthest;
}
