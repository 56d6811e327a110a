import { describe, expect, it } from 'vitest';
import { missingItems } from './completeness';
import {
  addFracture,
  clearNotAssessable,
  type Edit,
  removeLandmark,
  removeLevel,
  setCanalCompromise,
  setClinical,
  setContext,
  setFracturePresence,
  setFragment,
  setFragmentContact,
  setFragmentSegment,
  setLevel,
  setLevelsNotAssessable,
  setMeasurementConfidence,
  setNotAssessable,
  setNumbering,
  setPattern,
  setRimCell,
  setRimConfidence,
} from './edits';
import { applyEdits, emptyReading, examplePoint, exampleReading } from './example-reading';
import { landmarkOrder, missingLandmarks, nextLandmark } from './landmark-order';
import type { Reading } from './reading';
import { removeTrace } from './trace-edits';

function ids(reading: Reading): string[] {
  return missingItems(reading).map((item) => item.id);
}

describe('completeness', () => {
  it('finds nothing missing in a complete reading', () => {
    expect(missingItems(exampleReading())).toEqual([]);
  });

  it('asks an empty reading for everything, in the order of the protocol', () => {
    expect(ids(emptyReading())).toEqual([
      'numbering.method',
      'numbering.lstvSuspected',
      'numbering.confidence',
      'levels',
      'fracturePresence',
      'clinical.neurologicalDeficit',
      'clinical.preoperativeRadiculopathy',
      'clinical.painRefractory',
      'clinical.plannedProcedure',
    ]);
  });

  it('asks a new fracture for its points, wall, nine cells, fragment, canal and context', () => {
    const items = missingItems(applyEdits(exampleReading(), [(r) => addFracture(r, 'T12')]));
    expect(items.filter((item) => item.step === 'landmarks')).toHaveLength(17);
    expect(items.filter((item) => item.step === 'rim')).toHaveLength(10);
    expect(items.map((item) => item.id)).toEqual(
      expect.arrayContaining([
        'levels.T11',
        'T12.pattern',
        'T12.posteriorWall',
        'T12.fragment.presence',
        'T12.canal.compromise',
        'T12.context.endplates',
        'T12.context.oedema',
        'T12.context.intravertebralCleft',
        'T12.measurementConfidence',
      ]),
    );
    expect(new Set(items.map((item) => item.id)).size).toBe(items.length);
  });

  const changes: [string, (reading: Reading) => Edit, string[]][] = [
    ['numbering', (r) => setNumbering(r, { method: null }), ['numbering.method']],
    ['a neighbour’s level', (r) => removeLevel(r, 'T12'), ['levels.T12']],
    ['the order of the levels', (r) => setLevel(r, 'L2', examplePoint(-15, 90)), ['levels.L1.order']],
    ['a corner', (r) => removeLandmark(r, 'L1', 'T12', 'PI'), ['L1.landmarks.PI.T12']],
    ['a canal border', (r) => removeLandmark(r, 'L1', 'L2', 'PC'), ['L1.landmarks.PC.L2']],
    ['the wall', (r) => removeTrace(r, 'L1', 0), ['L1.posteriorWall']],
    ['a cell', (r) => setRimCell(r, 'L1', 'inferior-left', 'unread'), ['L1.rim.inferior-left']],
    [
      'a reason for the rim',
      (r) => setRimCell(r, 'L1', 'inferior-left', 'not-assessable'),
      ['L1.rim.reason'],
    ],
    ['rim confidence', (r) => setRimConfidence(r, 'L1', null), ['L1.rim.confidence']],
    ['fragment size', (r) => setFragmentSegment(r, 'L1', 'cranioCaudal', null), ['L1.fragment.cranioCaudal']],
    [
      'the transverse size',
      (r) => clearNotAssessable(r, 'L1', 'fragmentTransverse'),
      ['L1.fragment.transverse'],
    ],
    ['fragment side', (r) => setFragment(r, 'L1', { side: null }), ['L1.fragment.side']],
    ['foramen', (r) => setFragment(r, 'L1', { reachesForamen: null }), ['L1.fragment.reachesForamen']],
    ['contact', (r) => setFragmentContact(r, 'L1', { cord: null }), ['L1.fragment.contact.cord']],
    [
      'a reason for the fragment',
      (r) => setFragment(r, 'L1', { presence: 'not-assessable' }),
      ['L1.fragment.reason'],
    ],
    ['canal', (r) => setCanalCompromise(r, 'L1', null), ['L1.canal.compromise']],
    ['a reason for the canal', (r) => setCanalCompromise(r, 'L1', 'not-assessable'), ['L1.canal.reason']],
    ['pattern', (r) => setPattern(r, 'L1', null), ['L1.pattern']],
    ['a reason for the pattern', (r) => setPattern(r, 'L1', 'not-assessable'), ['L1.pattern.reason']],
    [
      'a reason for the endplates',
      (r) => setContext(r, 'L1', { endplates: 'not-assessable' }),
      ['L1.pattern.reason'],
    ],
    ['oedema', (r) => setContext(r, 'L1', { oedema: null }), ['L1.context.oedema']],
    [
      'a reason for the cleft',
      (r) => setContext(r, 'L1', { intravertebralCleft: 'not-assessable' }),
      ['L1.context.reason'],
    ],
    ['confidence', (r) => setMeasurementConfidence(r, 'L1', null), ['L1.measurementConfidence']],
    ['clinical', (r) => setClinical(r, { painRefractory: null }), ['clinical.painRefractory']],
  ];
  it.each(changes)('misses %s', (_, change, expected) => {
    const { reading, refused } = change(exampleReading());
    expect(refused).toBeNull();
    expect(ids(reading)).toEqual(expected);
    for (const { sentence } of missingItems(reading)) expect(sentence).toMatch(/^[A-Z].*\.$/);
  });

  it('accepts a reason in place of points, wall or fragment', () => {
    const bare = applyEdits(emptyReading(), [
      (r) => setLevelsNotAssessable(r, 'no localiser'),
      (r) => addFracture(r, 'L1'),
      (r) => setNotAssessable(r, 'L1', 'landmarks', 'motion'),
      (r) => setNotAssessable(r, 'L1', 'posteriorWall', 'motion'),
      (r) => setNotAssessable(r, 'L1', 'fragment', 'motion'),
      (r) => setNotAssessable(r, 'L1', 'canal', 'motion'),
    ]);
    const steps = new Set(missingItems(bare).map((item) => item.step));
    expect(steps).toEqual(new Set(['rim', 'fracture', 'context', 'clinical']));
  });

  it('asks for no canal border where the canal is not assessable', () => {
    const after = applyEdits(exampleReading(), [
      (r) => removeLandmark(r, 'L1', 'L1', 'PC'),
      (r) => setNotAssessable(r, 'L1', 'canal', 'artefact'),
    ]);
    expect(missingItems(after)).toEqual([]);
  });

  it('asks for no clinical facts where there is no fracture', () => {
    const after = applyEdits(emptyReading(), [(r) => setFracturePresence(r, 'absent')]);
    expect(missingItems(after).some((item) => item.step === 'clinical')).toBe(false);
    const present = applyEdits(emptyReading(), [(r) => setFracturePresence(r, 'present')]);
    expect(ids(present)).toContain('fractures');
  });
});

describe('order of the landmarks', () => {
  it('goes down the spine round each body, then down the canal', () => {
    expect(landmarkOrder('L1', []).map(({ level, landmark }) => `${level} ${landmark}`)).toEqual([
      ...['T12 AS', 'T12 PS', 'T12 PI', 'T12 AI'],
      ...['L1 AS', 'L1 MS', 'L1 PS', 'L1 PI', 'L1 MI', 'L1 AI'],
      ...['L2 AS', 'L2 PS', 'L2 PI', 'L2 AI'],
      ...['T12 PC', 'L1 PC', 'L2 PC'],
    ]);
    expect(landmarkOrder('T1', [])).toHaveLength(12);
    expect(landmarkOrder('L1', ['T13'])[0]).toEqual({ level: 'T13', landmark: 'AS' });
  });

  it('asks for the first that is not placed, and for none when all are', () => {
    const complete = exampleReading();
    const [fracture] = complete.fractures;
    if (fracture === undefined) throw new Error('no fracture');
    const asked: string[] = [];
    let filled = fracture;
    for (let next = nextLandmark(filled, []); next !== null; next = nextLandmark(filled, [])) {
      asked.push(`${next.level} ${next.landmark}`);
      const { point } = fracture.landmarks[0] ?? { point: { lps: [0, 0, 0], sopInstanceUid: '1', frame: 1 } };
      filled = { ...filled, landmarks: [...filled.landmarks, { ...next, point }] };
    }
    expect(asked).toEqual(['T12 MS', 'T12 MI', 'L2 MS', 'L2 MI']);
    expect(missingLandmarks(fracture, [])).toEqual([]);
    const [without] = applyEdits(complete, [
      (r) => removeLandmark(r, 'L1', 'L2', 'PC'),
      (r) => removeLandmark(r, 'L1', 'L1', 'PI'),
    ]).fractures;
    expect(without && nextLandmark(without, [])).toEqual({ level: 'L1', landmark: 'PI' });
  });
});
