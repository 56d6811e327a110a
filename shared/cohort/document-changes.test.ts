import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { withDerivedValues } from '../findings/derive';
import {
  addFracture,
  removeFracture,
  removeLandmark,
  removeLevel,
  setCanalOutline,
  setClinical,
  setLandmark,
  setLevel,
  setNotAssessable,
  setRimCell,
  submit,
} from '../findings/edits';
import { applyEdits, emptyReading, examplePoint, exampleReading } from '../findings/example-reading';
import { type Reading, rimCellNames, rimCellStates } from '../findings/reading';
import { addTrace, removeTrace } from '../findings/trace-edits';
import { canonicalJson, type Json } from './canonical-json';
import { applyChanges, documentChanges, enteredPart, readingChanges } from './document-changes';
import { defaultProtocol } from './protocol';

const paths = (before: Reading | null, after: Reading) =>
  readingChanges(before, after).map(({ path }) => path);

/** A reading again from the changes that led to it. */
function again(before: Reading | null, after: Reading): Json {
  return applyChanges(before === null ? {} : enteredPart(before), readingChanges(before, after));
}

describe('changes between two states of a reading', () => {
  const example = exampleReading();

  it('name the one value that changed, and leave derived ones out', () => {
    const changed = setRimCell(example, 'L1', 'middle-left', 'displaced').reading;
    expect(changed.fractures[0]?.rim.status).toBe('disrupted');
    expect(readingChanges(example, changed)).toEqual([
      { path: '/fractures/L1/rim/cells/middle-left', from: 'intact', to: 'displaced' },
    ]);
    expect(
      readingChanges(example, withDerivedValues({ ...example, savedAt: '2027-01-01T00:00:00Z' })),
    ).toEqual([]);
  });

  it('show one removed item as one, whatever stands after it', () => {
    expect(paths(example, removeLandmark(example, 'L1', 'T12', 'AS').reading)).toEqual([
      '/fractures/L1/landmarks/T12 AS',
    ]);
    expect(paths(example, removeLevel(example, 'T12').reading)).toEqual(['/levels/T12']);
    const marked = {
      ...example,
      keyImages: [1, 2, 3].map((frame) => ({ sopInstanceUid: '1.2', frame, note: '' })),
    };
    expect(readingChanges(marked, { ...marked, keyImages: marked.keyImages.slice(1) })).toEqual([
      { path: '/keyImages/1.2~11', from: { sopInstanceUid: '1.2', frame: 1, note: '' } },
    ]);
    const line = [examplePoint(1, 20), examplePoint(2, 3)];
    const traced = applyEdits(example, [
      (r) => addTrace(r, 'L1', line),
      (r) => addTrace(r, 'L1', line.slice(1)),
    ]);
    const removed = removeTrace(traced, 'L1', 0).reading;
    expect(readingChanges(traced, removed)).toEqual([
      { path: '/fractures/L1/posteriorWall/traces/0', from: traced.fractures[0]?.posteriorWall.traces[0] },
    ]);
    expect(again(traced, removed)).toEqual(enteredPart(removed));
  });

  it('put a level in its place, and tell a new order of what has none', () => {
    const marked = setLevel(removeLevel(example, 'T12').reading, 'T12', examplePoint(-15, 45)).reading;
    expect(paths(removeLevel(example, 'T12').reading, marked)).toEqual(['/levels/T12']);
    const keyImages = ['a', 'b'].map((note, index) => ({ sopInstanceUid: '1.2', frame: index + 1, note }));
    const turned = { ...example, keyImages: keyImages.toReversed() };
    expect(readingChanges({ ...example, keyImages }, turned)).toEqual([
      { path: '/keyImages/order', from: ['1.2/1', '1.2/2'], to: ['1.2/2', '1.2/1'] },
    ]);
    expect(again({ ...example, keyImages }, turned)).toEqual(enteredPart(turned));
  });

  it('take a list whose keys are not unique as one value', () => {
    const [first] = example.levels;
    const doubled = { ...example, levels: first === undefined ? [] : [first, first] };
    expect(paths(example, doubled)).toEqual(['/levels']);
    expect(again(example, doubled)).toEqual(enteredPart(doubled));
    expect(again(doubled, example)).toEqual(enteredPart(example));
  });

  it('do not apply to a document they do not belong to', () => {
    const change = { path: '/fractures/L1/rim/cells/middle-left', from: 'intact', to: 'displaced' };
    expect(() => applyChanges(enteredPart(emptyReading()), [change])).not.toThrow();
    expect(() => applyChanges({}, [change])).toThrow('nothing at /fractures/L1');
  });
});

const cell = fc.constantFrom(...rimCellNames);
const state = fc.constantFrom(...rimCellStates);
const level = fc.constantFrom('T11', 'T12', 'L1', 'L2', 'L3');
const place = fc.tuple(
  fc.integer({ min: -40, max: 40 }),
  fc.integer({ min: -40, max: 60 }),
  fc.integer({ min: 0, max: 3 }),
);
const point = place.map(([y, z, slice]) => examplePoint(y, z, slice));
const landmark = fc.constantFrom('AS', 'PS', 'PI', 'AI', 'MS', 'MI', 'PC');
const edits = fc.oneof(
  fc.record({ level, cell, state }).map(
    ({ level, cell, state }) =>
      (r: Reading) =>
        setRimCell(r, level, cell, state),
  ),
  fc.record({ level, point }).map(
    ({ level, point }) =>
      (r: Reading) =>
        setLevel(r, level, point),
  ),
  level.map((level) => (r: Reading) => removeLevel(r, level)),
  level.map((level) => (r: Reading) => addFracture(r, level)),
  level.map((level) => (r: Reading) => removeFracture(r, level)),
  fc.record({ level, at: level, landmark, point }).map(
    ({ level, at, landmark, point }) =>
      (r: Reading) =>
        setLandmark(r, level, at, landmark, point),
  ),
  fc.record({ level, at: level, landmark }).map(
    ({ level, at, landmark }) =>
      (r: Reading) =>
        removeLandmark(r, level, at, landmark),
  ),
  fc.record({ level, points: fc.array(point, { minLength: 1, maxLength: 4 }) }).map(
    ({ level, points }) =>
      (r: Reading) =>
        addTrace(r, level, points),
  ),
  fc.record({ level, index: fc.integer({ min: 0, max: 2 }) }).map(
    ({ level, index }) =>
      (r: Reading) =>
        removeTrace(r, level, index),
  ),
  fc.record({ level, at: level, points: fc.array(point, { maxLength: 4 }) }).map(
    ({ level, at, points }) =>
      (r: Reading) =>
        setCanalOutline(r, level, at, points),
  ),
  level.map((level) => (r: Reading) => setNotAssessable(r, level, 'fragment', 'motion')),
  fc
    .integer({ min: 0, max: 90 })
    .map((weeks) => (r: Reading) => setClinical(r, { conservativeCareWeeks: weeks })),
);

it('the changes of any edits lead to the document they were taken from', () => {
  fc.assert(
    fc.property(fc.array(edits, { maxLength: 12 }), fc.array(edits, { maxLength: 12 }), (first, second) => {
      const run = (reading: Reading, all: typeof first) =>
        all.reduce((r, apply) => apply(r).reading, reading);
      const before = run(exampleReading(), first);
      const after = run(before, second);
      for (const [from, to] of [
        [null, before],
        [before, after],
        [after, before],
        [emptyReading(), after],
      ] as const) {
        expect(canonicalJson(again(from, to))).toBe(canonicalJson(enteredPart(to)));
      }
      const whole = applyChanges(enteredPart(before), readingChanges(before, after)) as unknown as Reading;
      expect(canonicalJson(withDerivedValues({ ...whole, savedAt: after.savedAt }))).toBe(
        canonicalJson(after),
      );
    }),
    { numRuns: 40 },
  );
});

it('and so do those of any two JSON documents', () => {
  const document = fc.oneof(
    fc.dictionary(fc.string({ maxLength: 3 }), fc.jsonValue({ maxDepth: 3 }), { maxKeys: 5 }),
    fc.record({
      traces: fc.array(fc.record({ a: fc.integer({ min: 0, max: 2 }) }), { maxLength: 5 }),
      keyImages: fc.array(
        fc.record({
          sopInstanceUid: fc.constantFrom('1', '2', '3'),
          frame: fc.constant(1),
          note: fc.constantFrom('', 'x'),
        }),
        { maxLength: 4 },
      ),
    }),
  );
  fc.assert(
    fc.property(document, document, (before, after) => {
      const [from, to] = [before, after].map((one) => JSON.parse(JSON.stringify(one)) as Json);
      const changes = documentChanges(from ?? {}, to ?? {});
      expect(canonicalJson(applyChanges(from ?? {}, changes))).toBe(canonicalJson(to));
      expect(changes.length === 0).toBe(canonicalJson(from) === canonicalJson(to));
    }),
    { numRuns: 500 },
  );
});

it('a protocol changes item by item, and submission shows', () => {
  const protocol = defaultProtocol({
    protocolId: '6f2c1f0a-3c55-4d7e-9b1d-0f6f6f7c2a11',
    title: 'Rim',
    seed: 1,
    now: '2026-01-05T09:00:00Z',
  });
  const items = protocol.items.map((rule) =>
    rule.item === 'pattern' ? { ...rule, asked: 'no' as const } : rule,
  );
  expect(documentChanges(protocol as Json, { ...protocol, version: 2, items } as Json)).toEqual([
    { path: '/version', from: 1, to: 2 },
    { path: '/items/pattern/asked', from: 'required', to: 'no' },
  ]);
  const example = exampleReading();
  expect(readingChanges(example, submit(example, '2026-01-06T09:00:00Z').reading)).toEqual([
    { path: '/status', from: 'draft', to: 'submitted' },
    { path: '/submittedAt', from: null, to: '2026-01-06T09:00:00Z' },
  ]);
});
