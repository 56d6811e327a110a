import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  addFracture,
  type Edit,
  removeFracture,
  renumber,
  setCanalCompromise,
  setClinical,
  setFollowUp,
  setFracturePresence,
  setLandmark,
  setNotAssessable,
  setNumbering,
  setRimCells,
} from '../findings/edits';
import {
  applyEdits,
  emptyReading,
  exampleLandmarks,
  examplePoint,
  exampleReading,
} from '../findings/example-reading';
import { type Reading, rimCellNames, rimCellStates } from '../findings/reading';
import { addTrace } from '../findings/trace-edits';
import { compareCase } from './compare-case';
import { callsForAdjudication, differences } from './differences';
import { defaultProtocol } from './protocol';
import { secondReading } from './testing/second-reading';

const first = exampleReading();
const second = secondReading();

const when =
  defaultProtocol({
    protocolId: '7a1d7d0e-9f0a-4f0e-8a55-0d6a0b3c9a10',
    title: 'Rim study',
    seed: 1,
    now: '2026-01-05T09:00:00.000Z',
  }).adjudication?.when ?? [];

const offset = fc.double({ min: -4, max: 4, noNaN: true });
const someEdit: fc.Arbitrary<(reading: Reading) => Edit> = fc.oneof(
  fc.tuple(fc.constantFrom(...exampleLandmarks), offset, offset, fc.integer({ min: -1, max: 1 })).map(
    ([[level, landmark, y, z], dy, dz, slice]) =>
      (r: Reading) =>
        setLandmark(r, 'L1', level, landmark, examplePoint(y + dy, z + dz, slice)),
  ),
  fc.tuple(fc.constantFrom(...rimCellNames), fc.constantFrom(...rimCellStates)).map(
    ([cell, state]) =>
      (r: Reading) =>
        setRimCells(r, 'L1', { [cell]: state }),
  ),
  fc.constantFrom('from-c2', 'ribs', null).map((method) => (r: Reading) => setNumbering(r, { method })),
  fc.constantFrom('present', 'absent', null).map((one) => (r: Reading) => setCanalCompromise(r, 'L1', one)),
  fc.nat(5).map((weeks) => (r: Reading) => setClinical(r, { conservativeCareWeeks: weeks })),
  fc.nat(9).map((volume) => (r: Reading) => setFollowUp(r, { cementVolumeMl: volume })),
  fc.constantFrom('T12', 'L2').map((level) => (r: Reading) => addFracture(r, level)),
  fc.constant((r: Reading) => removeFracture(r, 'L1')),
  fc.constant((r: Reading) => renumber(r, 'L1', 'T12')),
  fc.constant((r: Reading) => setNotAssessable(r, 'L1', 'canal', 'metal')),
  fc.tuple(offset, offset).map(
    ([dy, dz]) =>
      (r: Reading) =>
        addTrace(r, 'L1', [examplePoint(dy, 25), examplePoint(3, dz)]),
  ),
);
/** The example with any edits; those that are refused change nothing. */
const someReading = fc
  .array(someEdit, { maxLength: 4 })
  .map((edits) => edits.reduce((reading, edit) => edit(reading).reading, first));

function byLabel(readings: readonly Reading[]) {
  return Object.fromEntries(differences(readings).map((one) => [one.label, one]));
}

describe('differences of readings', () => {
  it('are none between a reading and itself', () => {
    fc.assert(
      fc.property(someReading, (reading) => {
        expect(differences([reading, structuredClone(reading)])).toEqual([]);
        expect(callsForAdjudication([reading, reading], when)).toEqual([]);
      }),
      { numRuns: 30 },
    );
  });

  it('are the same whichever reading comes first', () => {
    fc.assert(
      fc.property(someReading, someReading, (a, b) => {
        const told = (readings: readonly Reading[]) =>
          compareCase(readings).map(({ label, extent, apart, values }) => ({
            label,
            extent,
            apart: apart === null ? null : apart.value.toFixed(9),
            words: values.map(({ words }) => words).toSorted(),
          }));
        const sorted = (readings: readonly Reading[]) =>
          told(readings).toSorted((one, other) => (JSON.stringify(one) < JSON.stringify(other) ? -1 : 1));
        expect(sorted([a, b])).toEqual(sorted([b, a]));
        expect(callsForAdjudication([a, b], when).map(({ criterion }) => criterion)).toEqual(
          callsForAdjudication([b, a], when).map(({ criterion }) => criterion),
        );
      }),
      { numRuns: 30 },
    );
  });

  it('name each part once', () => {
    fc.assert(
      fc.property(someReading, someReading, (a, b) => {
        const keys = compareCase([a, b]).map(({ key }) => key);
        expect(new Set(keys).size).toBe(keys.length);
      }),
      { numRuns: 30 },
    );
  });

  it('hold the answers of both in words', () => {
    const found = byLabel([first, second]);
    expect(found.Pattern?.values.map(({ words }) => words)).toEqual(['superior', 'central']);
    expect(found['Bone marrow oedema']).toMatchObject({ section: 'context', item: 'context.oedema' });
    expect(found['Rim, middle central']?.values.map(({ words }) => words)).toEqual(['displaced', 'intact']);
    expect(found['Rim status']).toBeUndefined();
    expect(found.Pattern?.key).toBe('L1/pattern');
  });

  it('tell what placing points accounts for', () => {
    const found = byLabel([first, second]);
    expect(found['AS of L1']?.extent).toBe('within-uncertainty');
    expect(found['AS of L1']?.apart?.value).toBeCloseTo(0.1, 9);
    // Pixels of 0.7 mm, either way: k = 2 · √2 · √2 · 0.7 / √12.
    expect(found['AS of L1']?.apart?.uncertainty).toBeCloseTo((4 * 0.7) / Math.sqrt(12), 9);
    expect(found['PI of T12']).toMatchObject({ extent: 'different', isDetail: true });
    expect(found['PI of T12']?.apart?.value).toBeCloseTo(3, 9);
    expect(found.Landmarks?.extent).toBe('different');
    expect(found.Landmarks?.apart?.value).toBeCloseTo(3, 9);
  });

  it('compare values of one method only, with the uncertainty of the difference', () => {
    const [a, b] = [first, second];
    const retropulsion = differences([a, b]).filter(({ label }) => label === 'retropulsion');
    expect(retropulsion.map(({ part }) => part)).toEqual([
      { kind: 'measurement', method: 'RETRO-ADJ', name: 'retropulsion', side: 'at' },
    ]);
    const values = [a, b].map((reading) =>
      reading.fractures[0]?.measurements.find(({ method }) => method === 'RETRO-ADJ'),
    );
    const [apart] = retropulsion.map((one) => one.apart);
    expect(apart?.value).toBeCloseTo(Math.abs((values[0]?.value ?? 0) - (values[1]?.value ?? 0)), 9);
    expect(apart?.uncertainty).toBeCloseTo(
      Math.hypot(values[0]?.uncertainty ?? 0, values[1]?.uncertainty ?? 0),
      9,
    );
  });

  it('see one vertebra that two readers number differently', () => {
    const shifted = renumber(first, 'L1', 'T12').reading;
    const found = differences([first, shifted]);
    expect(found.filter(({ fracture }) => fracture !== null).map(({ label }) => label)).toEqual([
      'Fractured level',
    ]);
    expect(found.find(({ label }) => label === 'Fractured level')?.key).toBe('L1|T12/fractureLevel');
    expect(callsForAdjudication([first, shifted], when).map(({ sentence }) => sentence)).toEqual([
      'Fractured levels differ: L1 / T12.',
    ]);
  });

  it('list a fracture that one reader does not have as one part', () => {
    const none = applyEdits(emptyReading(), [(r) => setFracturePresence(r, 'absent')]);
    const found = differences([first, none]);
    expect(found.filter(({ fracture }) => fracture !== null).map(({ label }) => label)).toEqual([
      'Fracture of L1',
    ]);
    expect(callsForAdjudication([first, none], when).map(({ criterion }) => criterion.kind)).toEqual([
      'fracturePresence',
      'level',
    ]);
  });
});

describe('criteria for an adjudicator', () => {
  const pair = [first, second];

  it('are met by more than the limit, in a sentence', () => {
    const met = callsForAdjudication(pair, [
      { kind: 'measurement', method: 'RETRO-ADJ', moreThan: 1 },
      { kind: 'measurement', method: 'RETRO-ADJ', moreThan: 10 },
      { kind: 'measurement', method: 'COBB', moreThan: 0 },
      { kind: 'rimCells', moreThan: 1 },
      { kind: 'rimCells', moreThan: 2 },
      { kind: 'answer', item: 'pattern' },
      { kind: 'answer', item: 'context.intravertebralCleft' },
      { kind: 'rimStatus' },
    ]);
    expect(met.map(({ criterion }) => criterion)).toEqual([
      { kind: 'measurement', method: 'RETRO-ADJ', moreThan: 1 },
      { kind: 'rimCells', moreThan: 1 },
      { kind: 'answer', item: 'pattern' },
    ]);
    expect(met[0]?.sentence).toMatch(
      /^retropulsion \(L1\): [\d.]+ ± [\d.]+ mm \/ [\d.]+ ± [\d.]+ mm \(RETRO-ADJ\): more than 1 mm apart\.$/,
    );
    expect(met[1]?.sentence).toBe('2 of 9 rim cells of L1 differ, more than 1.');
    expect(met[2]?.sentence).toBe('Pattern (L1): superior / central.');
  });

  it('hold for three readings too', () => {
    const met = callsForAdjudication([first, first, second], [{ kind: 'rimCells', moreThan: 0 }]);
    expect(met).toHaveLength(1);
  });
});
