import { describe, expect, it } from 'vitest';
import { missingItems } from './completeness';
import {
  addFracture,
  clearNotAssessable,
  nextLevelToMark,
  removeFracture,
  removeLandmark,
  renumber,
  reopen,
  setContext,
  setFracturePresence,
  setFracturePresenceNotAssessable,
  setFragmentApex,
  setFragmentSegment,
  setLandmark,
  setLevel,
  setLevelsNotAssessable,
  setNotAssessable,
  setRimCell,
  setSubject,
  submit,
} from './edits';
import { applyEdits, emptyReading, exampleImage, examplePoint, exampleReading } from './example-reading';
import { type Fracture, type Reading, readingSchema } from './reading';
import {
  addTrace,
  markDisrupted,
  moveTracePoint,
  removeDisrupted,
  removeTrace,
  replaceTrace,
} from './trace-edits';

const now = '2026-01-05T09:30:00.000Z';

function fractureOf(reading: Reading, level: Fracture['level'] = 'L1'): Fracture {
  const fracture = reading.fractures.find((one) => one.level === level);
  if (fracture === undefined) throw new Error(`no fracture of ${level}`);
  return fracture;
}

describe('edits', () => {
  const reading = exampleReading();

  it('leave the reading they were given as it was, and give a valid one', () => {
    const before = JSON.stringify(reading);
    const after = setLandmark(reading, 'L1', 'L1', 'AS', examplePoint(-29, 16, 1));
    expect(JSON.stringify(reading)).toBe(before);
    expect(after.refused).toBeNull();
    expect(readingSchema.safeParse(after.reading).success).toBe(true);
  });

  it('recompute what follows from the points', () => {
    const after = setLandmark(reading, 'L1', 'L1', 'AS', examplePoint(-30, 25)).reading;
    expect(fractureOf(after).measurements.find((one) => one.method === 'WEDGE')?.value).toBeCloseTo(0, 9);
    const rim = setRimCell(reading, 'L1', 'middle-central', 'intact').reading;
    expect(fractureOf(rim).rim.status).toBe('intact');
    expect(rim.risk?.rules.map((rule) => rule.id)).toEqual(['R3', 'R9']);
  });

  it('keep the geometry of every image a point lies on, and of no other', () => {
    const aside = setFragmentApex(reading, 'L1', examplePoint(4, 12, 2)).reading;
    expect(aside.study.images).toEqual([exampleImage(0), exampleImage(2)]);
    const back = setFragmentApex(aside, 'L1', null).reading;
    expect(back.study.images).toEqual([exampleImage(0)]);
  });

  it('refuse a landmark of a level that is not next to the fracture, and a fracture that is not there', () => {
    const far = setLandmark(reading, 'L1', 'L4', 'AS', examplePoint(0, -90));
    expect(far).toEqual({ reading, refused: 'L4 is neither L1 nor its neighbour above or below.' });
    expect(setContext(reading, 'L4', { oedema: 'present' }).refused).toBe('No fracture is marked at L4.');
    expect(addFracture(reading, 'L1').refused).toBe('A fracture is already marked at L1.');
    expect(setNotAssessable(reading, 'L1', 'rim', '  ').refused).toBe('Say why it cannot be assessed.');
    expect(setFracturePresence(reading, 'absent').refused).toBe('Remove the marked fractures first.');
  });

  it('replace a landmark in place and remove it', () => {
    const order = fractureOf(reading).landmarks.map((one) => `${one.landmark} ${one.level}`);
    const after = setLandmark(reading, 'L1', 'L1', 'PS', examplePoint(1, 25)).reading;
    expect(fractureOf(after).landmarks.map((one) => `${one.landmark} ${one.level}`)).toEqual(order);
    const without = removeLandmark(after, 'L1', 'L1', 'PS').reading;
    expect(fractureOf(without).landmarks).toHaveLength(order.length - 1);
  });

  it('remove a fracture, and ask again whether there is one', () => {
    const after = removeFracture(reading, 'L1').reading;
    expect(after.fractures).toEqual([]);
    expect(after.fracturePresence).toBeNull();
    expect(after.levels).toHaveLength(3);
  });

  it('set and clear a reason', () => {
    const set = setNotAssessable(reading, 'L1', 'rim', ' motion ').reading;
    expect(fractureOf(set).notAssessable).toContainEqual({ item: 'rim', reason: 'motion' });
    const cleared = clearNotAssessable(set, 'L1', 'rim').reading;
    expect(fractureOf(cleared).notAssessable.map((one) => one.item)).toEqual(['fragmentTransverse']);
  });

  it('take both ends of a fragment size, or none', () => {
    const set = setFragmentSegment(reading, 'L1', 'transverse', {
      start: examplePoint(0, 12, -1),
      end: examplePoint(0, 12, 1),
    }).reading;
    expect(fractureOf(set).measurements.find((one) => one.method === 'FRAG-TR')).toMatchObject({
      value: 8,
      note: 'Its ends lie on different images (slices 4.0 mm apart).',
    });
    const cleared = setFragmentSegment(set, 'L1', 'transverse', null).reading;
    expect(fractureOf(cleared).fragment.transverse).toBeNull();
  });
});

describe('levels', () => {
  it('are marked onwards from the outermost, transitional ones only where marked', () => {
    expect(nextLevelToMark([], 'head')).toBeNull();
    expect(nextLevelToMark(['L4', 'L5'], 'head')).toBe('L3');
    expect(nextLevelToMark(['L4', 'L5'], 'feet')).toBe('S1');
    expect(nextLevelToMark(['L1'], 'head')).toBe('T12');
    expect(nextLevelToMark(['T13', 'L1'], 'head')).toBe('T12');
    expect(nextLevelToMark(['T1'], 'head')).toBeNull();
  });

  it('are kept in order, with their codes, one mark each', () => {
    const after = applyEdits(exampleReading(), [
      (r) => setLevel(r, 'T11', examplePoint(-15, 78)),
      (r) => setLevel(r, 'L1', examplePoint(-14, 11)),
    ]);
    expect(after.levels.map((mark) => mark.level)).toEqual(['T11', 'T12', 'L1', 'L2']);
    expect(after.levels[0]?.code.value).toBe('12989004');
    expect(after.levels[2]?.point.lps).toEqual([0, -14, 11]);
  });

  it('are renumbered together with everything that names them', () => {
    const { reading, refused } = renumber(exampleReading(), 'L1', 'L2');
    expect(refused).toBeNull();
    expect(reading.levels.map((mark) => `${mark.level} ${mark.code.meaning.slice(0, 2)}`)).toEqual([
      'L1 L1',
      'L2 L2',
      'L3 L3',
    ]);
    const fracture = fractureOf(reading, 'L2');
    expect(new Set(fracture.landmarks.map((one) => one.level))).toEqual(new Set(['L1', 'L2', 'L3']));
    const values = (one: Fracture) => one.measurements.map((measurement) => measurement.value);
    expect(values(fracture)).toEqual(values(fractureOf(exampleReading())));
    expect(renumber(reading, 'L2', 'L1').reading).toEqual(exampleReading());
  });

  it('are not renumbered beyond the spine', () => {
    const start = exampleReading();
    expect(renumber(start, 'T12', 'L6')).toEqual({
      reading: start,
      refused: 'L2 would move beyond the spine.',
    });
  });

  it('cannot be numbered without a reason', () => {
    expect(setLevelsNotAssessable(emptyReading(), ' ').refused).toBe(
      'Say why the levels cannot be numbered.',
    );
    const after = setLevelsNotAssessable(emptyReading(), 'no localiser').reading;
    expect(after.levelsNotAssessable).toBe('no localiser');
    expect(setLevel(after, 'L5', examplePoint(0, 0)).reading.levelsNotAssessable).toBeNull();
  });
});

describe('whether there is a fracture', () => {
  it('cannot be not assessable without a reason, which another answer takes away', () => {
    const unsaid = setFracturePresence(emptyReading(), 'not-assessable').reading;
    const missing = (reading: Reading) => missingItems(reading).map((item) => item.id);
    expect(missing(unsaid)).toContain('fracturePresenceNotAssessable');
    expect(setFracturePresenceNotAssessable(unsaid, ' ').refused).toBe('Say why it cannot be assessed.');
    const said = setFracturePresenceNotAssessable(unsaid, ' motion ').reading;
    expect(said.fracturePresenceNotAssessable).toBe('motion');
    expect(missing(said)).not.toContain('fracturePresenceNotAssessable');
    expect(setFracturePresence(said, 'absent').reading.fracturePresenceNotAssessable).toBeNull();
    expect(addFracture(said, 'L1').reading.fracturePresenceNotAssessable).toBeNull();
    expect(setFracturePresenceNotAssessable(exampleReading(), 'motion').refused).toBe(
      'Remove the marked fractures first.',
    );
  });
});

describe('traces', () => {
  const reading = exampleReading();
  const traceOf = (one: Reading, index = 0) => {
    const trace = fractureOf(one).posteriorWall.traces[index];
    if (trace === undefined) throw new Error('no trace');
    return trace;
  };
  const length = (one: Reading) =>
    fractureOf(one).measurements.find((measurement) => measurement.method === 'RIM-LEN')?.value;

  it('are added, changed and removed', () => {
    const added = addTrace(reading, 'L1', [examplePoint(0, 25, 1), examplePoint(0, 0, 1)]).reading;
    expect(fractureOf(added).posteriorWall.traces).toHaveLength(2);
    expect(removeTrace(added, 'L1', 1).reading).toEqual(reading);
    expect(addTrace(reading, 'L1', []).refused).toBe('A trace needs at least one point.');
    expect(removeDisrupted(reading, 'L1', 7, 0).refused).toBe('The posterior wall of L1 has no trace 8.');
  });

  it('take disrupted stretches at their nearest places', () => {
    const marked = markDisrupted(
      reading,
      'L1',
      0,
      examplePoint(5, 25).point,
      examplePoint(3, 22).point,
    ).reading;
    const [, stretch] = traceOf(marked).disrupted;
    expect(stretch?.start.lps[1]).toBeLessThan(2);
    const none = markDisrupted(reading, 'L1', 0, examplePoint(0, 40).point, examplePoint(0, 30).point);
    expect(none.refused).toBe('The disrupted stretch has no length on the trace.');
  });

  it('carry their disrupted stretches along when a point moves', () => {
    const moved = moveTracePoint(reading, 'L1', 0, 1, examplePoint(3, 20)).reading;
    const [stretch] = traceOf(moved).disrupted;
    expect(stretch?.start.lps).toEqual([0, 3, 20]);
    expect(stretch?.end.lps).toEqual([0, 2, 6]);
    expect(length(moved)).toBeCloseTo(Math.hypot(1.4, 7.5) + Math.hypot(2.4, 6.5), 9);
  });

  it('snap their disrupted stretches to a new course, and drop what loses its length', () => {
    const straight = replaceTrace(reading, 'L1', 0, [examplePoint(0, 25), examplePoint(0, 0)]).reading;
    expect(length(straight)).toBeCloseTo(12, 9);
    const elsewhere = replaceTrace(reading, 'L1', 0, [examplePoint(0, 90), examplePoint(0, 80)]).reading;
    expect(traceOf(elsewhere).disrupted).toEqual([]);
  });
});

describe('submitting', () => {
  it('is refused while items are missing, and names them', () => {
    const draft = setRimCell(exampleReading(), 'L1', 'superior-left', 'unread').reading;
    const { reading, refused, missing } = submit(draft, now);
    expect(reading).toBe(draft);
    expect(refused).toBe('1 item is missing.');
    expect(missing).toEqual(missingItems(draft));
  });

  it('closes the reading until it is re-opened as the next revision', () => {
    const { reading: submitted, refused } = submit(exampleReading(), now);
    expect(refused).toBeNull();
    expect(submitted).toMatchObject({ status: 'submitted', submittedAt: now, revision: 1 });
    expect(setSubject(submitted, { ageYears: 80 })).toEqual({
      reading: submitted,
      refused: 'This reading is submitted. Re-open it to change it.',
    });
    expect(submit(submitted, now).refused).toContain('submitted');
    const reopened = reopen(submitted).reading;
    expect(reopened).toMatchObject({ status: 'draft', submittedAt: null, revision: 2 });
    expect(setSubject(reopened, { ageYears: 80 }).reading.subject.ageYears).toBe(80);
    expect(reopen(reopened).refused).toBe('This reading is already a draft.');
  });
});
