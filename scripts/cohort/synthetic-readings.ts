import { randomUUID } from 'node:crypto';
import { truthReading } from '../../e2e/support/truth-reading';
import { withDerivedValues } from '../../shared/findings/derive';
import { setNotAssessable, setRimCells, submit } from '../../shared/findings/edits';
import { applyEdits } from '../../shared/findings/example-reading';
import {
  createReading,
  fracturePatterns,
  type Point,
  type Reading,
  type RimCells,
  rimCellNames,
  rimCellStates,
} from '../../shared/findings/reading';
import type { KnownPhantom } from './phantom-studies';

/** How readers differ from the truth. Shares are of answers. */
const noise = {
  /** Standard deviation of a placed point along each axis of its image plane, mm. */
  point: 0.6,
  rimCell: 0.06,
  pattern: 0.08,
  oedema: 0.08,
  notAssessable: 0.03,
} as const;

/** Whose reading of which case under which project. */
export interface ReadingPlan {
  projectId: string;
  caseId: string;
  readerCode: string;
  /** The pseudonymous one. */
  studyInstanceUid: string;
  /** When it was submitted, ISO 8601 with offset. */
  at: string;
}

function gaussian(uniform: () => number): number {
  return Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform());
}

/** Every point of a fracture moved within its image, by what a hand is off. */
function moved<T>(value: T, move: (point: Point) => Point): T {
  const visit = (one: unknown): unknown => {
    if (Array.isArray(one)) return one.map(visit);
    if (typeof one !== 'object' || one === null) return one;
    if ('lps' in one && 'sopInstanceUid' in one) return move(one as Point);
    return Object.fromEntries(Object.entries(one).map(([key, content]) => [key, visit(content)]));
  };
  return visit(value) as T;
}

/**
 * A submitted reading of a phantom as one reader might have made it: the truth with seeded noise on points and answers.
 * Derived values are computed as the app computes them. Throws where the result could not be submitted.
 */
export function syntheticReading(
  { truth, study }: KnownPhantom,
  plan: ReadingPlan,
  uniform: () => number,
): Reading {
  const draft = createReading({
    readingId: randomUUID(),
    readerId: plan.readerCode,
    subject: { id: plan.caseId, ageYears: 60 + Math.floor(uniform() * 35), sex: uniform() < 0.7 ? 'F' : 'M' },
    studyInstanceUid: plan.studyInstanceUid,
    softwareVersion: '0.0.0',
    now: plan.at,
    project: { projectId: plan.projectId, protocolVersion: 1, caseId: plan.caseId, repeat: 0 },
  });
  const exact = truthReading(draft, truth, study);
  const axes = new Map(
    exact.study.images.map(({ sopInstanceUid, frame, orientation }) => [
      `${sopInstanceUid} ${frame}`,
      orientation,
    ]),
  );
  const move = (point: Point): Point => {
    const axis = axes.get(`${point.sopInstanceUid} ${point.frame}`);
    if (axis == null) return point;
    const [along, down] = [noise.point * gaussian(uniform), noise.point * gaussian(uniform)];
    const [x, y, z] = point.lps;
    const lps: Point['lps'] = [
      x + along * axis[0] + down * axis[3],
      y + along * axis[1] + down * axis[4],
      z + along * axis[2] + down * axis[5],
    ];
    return { ...point, lps };
  };
  const withPoints = {
    ...exact,
    fractures: exact.fractures.map((fracture) => {
      const { posteriorWall, landmarks, fragment, ...rest } = fracture;
      return {
        ...rest,
        landmarks: moved(landmarks, move),
        fragment: moved(fragment, move),
        // The ends of a disrupted stretch lie on the trace: both are moved as one.
        posteriorWall: moved(posteriorWall, sameMove(move)),
        pattern: uniform() < noise.pattern ? pick(fracturePatterns.slice(0, 6), uniform) : fracture.pattern,
        context:
          uniform() < noise.oedema
            ? { ...fracture.context, oedema: uniform() < 0.5 ? ('present' as const) : ('absent' as const) }
            : fracture.context,
      };
    }),
  };
  const answered = applyEdits(
    withDerivedValues(withPoints),
    withPoints.fractures.flatMap(({ level, rim, notAssessable }) => {
      const cells: Partial<RimCells> = {};
      for (const cell of rimCellNames) {
        if (rim.cells[cell] === 'not-assessable' || uniform() >= noise.rimCell) continue;
        cells[cell] = pick(rimCellStates.slice(1, 4), uniform);
      }
      const isHidden = uniform() < noise.notAssessable;
      if (isHidden) cells['superior-left'] = 'not-assessable';
      return [
        (reading: Reading) => setRimCells(reading, level, cells),
        ...(isHidden && !notAssessable.some(({ item }) => item === 'rim')
          ? [(reading: Reading) => setNotAssessable(reading, level, 'rim', 'artefact over the left side')]
          : []),
      ];
    }),
  );
  const submitted = submit(answered, plan.at);
  if (submitted.refused !== null) throw new Error(`${truth.case}: ${submitted.refused}`);
  return { ...submitted.reading, savedAt: plan.at };
}

/** Moves every point by what the first one is moved. */
function sameMove(move: (point: Point) => Point): (point: Point) => Point {
  let by: readonly [number, number, number] | null = null;
  return (point) => {
    if (by === null) {
      const [x, y, z] = move(point).lps;
      by = [x - point.lps[0], y - point.lps[1], z - point.lps[2]];
    }
    const [dx, dy, dz] = by;
    return { ...point, lps: [point.lps[0] + dx, point.lps[1] + dy, point.lps[2] + dz] };
  };
}

function pick<T>(values: readonly T[], uniform: () => number): T {
  const value = values[Math.floor(uniform() * values.length)];
  if (value === undefined) throw new Error('There is nothing to pick from.');
  return value;
}
