import type { VertebralLevel } from '../dicom/levels';
import {
  addFracture,
  type Edit,
  type PlacedPoint,
  setCanalCompromise,
  setClinical,
  setContext,
  setFragment,
  setFragmentApex,
  setFragmentContact,
  setFragmentSegment,
  setLandmark,
  setLevel,
  setMeasurementConfidence,
  setNotAssessable,
  setNumbering,
  setPattern,
  setRimCells,
  setRimConfidence,
} from './edits';
import {
  createReading,
  type ImageGeometry,
  type LandmarkName,
  type Reading,
  type RimCells,
  rimCellNames,
} from './reading';
import { addTrace, markDisrupted } from './trace-edits';

/** Slice step of the example's sagittal stack, mm. */
export const exampleSliceStep = 4;

/** The sagittal image of the example at `slice` steps from the mid-sagittal one, towards the patient's left. */
export function exampleImage(slice = 0): ImageGeometry {
  return {
    sopInstanceUid: `1.2.826.0.1.3680043.10.1.${slice + 10}`,
    frame: 1,
    position: [slice * exampleSliceStep, -80, 90],
    orientation: [0, 1, 0, 0, 0, -1],
    pixelSpacing: [0.7, 0.7],
    sliceStep: exampleSliceStep,
    measurable: true,
    reasons: [],
  };
}

/** A point of the example: y towards the canal and z towards the head, mm, on a sagittal slice. */
export function examplePoint(y: number, z: number, slice = 0): PlacedPoint {
  const image = exampleImage(slice);
  const { sopInstanceUid, frame } = image;
  return { point: { lps: [slice * exampleSliceStep, y, z], sopInstanceUid, frame }, image };
}

/**
 * Corners of the example: straight spine, bodies 30 mm deep and 25 mm high, discs 8 mm, canal 15 mm. L1 is wedged to
 * 17.5 mm in front and 20 mm in the middle. Each landmark as [y, z].
 */
export const exampleLandmarks: readonly (readonly [VertebralLevel, LandmarkName, number, number])[] = [
  ['T12', 'AS', -30, 58],
  ['T12', 'PS', 0, 58],
  ['T12', 'PI', 0, 33],
  ['T12', 'AI', -30, 33],
  ['L1', 'AS', -30, 17.5],
  ['L1', 'MS', -15, 20],
  ['L1', 'PS', 0, 25],
  ['L1', 'PI', 0, 0],
  ['L1', 'MI', -15, 0],
  ['L1', 'AI', -30, 0],
  ['L2', 'AS', -30, -8],
  ['L2', 'PS', 0, -8],
  ['L2', 'PI', 0, -33],
  ['L2', 'AI', -30, -33],
  ['T12', 'PC', 15, 45],
  ['L1', 'PC', 15, 12.5],
  ['L2', 'PC', 15, -20],
];

/** The traced posterior wall of L1, bulging 4.4 mm, as [y, z] from PS to PI. */
export const exampleWall: readonly (readonly [number, number])[] = [
  [0, 25],
  [2, 18],
  [4.4, 12.5],
  [2, 6],
  [0, 0],
];

/** Applies edits one after the other; throws where one is refused. */
export function applyEdits(reading: Reading, edits: readonly ((reading: Reading) => Edit)[]): Reading {
  return edits.reduce((current, apply) => {
    const { reading: next, refused } = apply(current);
    if (refused !== null) throw new Error(refused);
    return next;
  }, reading);
}

/** An empty draft for examples. */
export function emptyReading(): Reading {
  return createReading({
    readingId: '6f2c1f0a-3c55-4d7e-9b1d-0f6f6f7c2a11',
    readerId: 'reader-a',
    subject: { id: 'C-014', ageYears: 77, sex: 'F' },
    studyInstanceUid: '1.2.826.0.1.3680043.10.1',
    softwareVersion: '0.0.0',
    now: '2026-01-05T09:00:00.000Z',
  });
}

/** Every cell intact, with exceptions. */
export function rimCellsWith(exceptions: Partial<RimCells>): Partial<RimCells> {
  return { ...Object.fromEntries(rimCellNames.map((cell) => [cell, 'intact' as const])), ...exceptions };
}

/**
 * A complete draft of made-up geometry for tests and documentation: L1 superior-type fracture, rim displaced in the
 * middle, retropulsion 4.4 mm, canal compromise 29 %, pain refractory, kyphoplasty planned.
 */
export function exampleReading(): Reading {
  return applyEdits(emptyReading(), [
    (r) => setNumbering(r, { method: 'from-sacrum', lstvSuspected: 'no', confidence: 4 }),
    (r) => setLevel(r, 'L2', examplePoint(-15, -20)),
    (r) => setLevel(r, 'L1', examplePoint(-15, 10)),
    (r) => setLevel(r, 'T12', examplePoint(-15, 45)),
    (r) => addFracture(r, 'L1'),
    (r) => setPattern(r, 'L1', 'superior'),
    ...exampleLandmarks.map(
      ([level, landmark, y, z]) =>
        (r: Reading) =>
          setLandmark(r, 'L1', level, landmark, examplePoint(y, z)),
    ),
    (r) =>
      addTrace(
        r,
        'L1',
        exampleWall.map(([y, z]) => examplePoint(y, z)),
      ),
    (r) => markDisrupted(r, 'L1', 0, examplePoint(2, 18).point, examplePoint(2, 6).point),
    (r) => setRimCells(r, 'L1', rimCellsWith({ 'middle-central': 'displaced' })),
    (r) => setRimConfidence(r, 'L1', 4),
    (r) => setFragment(r, 'L1', { presence: 'present', side: 'central', reachesForamen: 'no' }),
    (r) => setFragmentContact(r, 'L1', { thecalSac: 'contact', cord: 'none', root: 'none' }),
    (r) =>
      setFragmentSegment(r, 'L1', 'anteroPosterior', {
        start: examplePoint(0, 12.5),
        end: examplePoint(4.4, 12.5),
      }),
    (r) =>
      setFragmentSegment(r, 'L1', 'cranioCaudal', { start: examplePoint(2, 18), end: examplePoint(2, 6) }),
    (r) => setFragmentApex(r, 'L1', examplePoint(4.4, 12.5)),
    (r) => setNotAssessable(r, 'L1', 'fragmentTransverse', 'no axial image at L1'),
    (r) => setCanalCompromise(r, 'L1', 'present'),
    (r) => setContext(r, 'L1', { endplates: 'superior', oedema: 'present', intravertebralCleft: 'absent' }),
    (r) => setMeasurementConfidence(r, 'L1', 4),
    (r) =>
      setClinical(r, {
        neurologicalDeficit: 'no',
        preoperativeRadiculopathy: 'no',
        painRefractory: 'yes',
        plannedProcedure: 'kyphoplasty',
      }),
  ]);
}
