import { describe, expect, it } from 'vitest';
import { missingItems } from '../findings/completeness';
import { checkConsistency } from '../findings/consistency';
import {
  addFracture,
  renumber,
  setFracturePresence,
  setNotAssessable,
  setRimCell,
  submit,
} from '../findings/edits';
import { applyEdits, emptyReading, exampleReading } from '../findings/example-reading';
import type { Reading } from '../findings/reading';
import { compareCase, holdTheSame, valueIn } from './compare-case';
import { takeAll, takePart } from './take-from';
import { secondReading } from './testing/second-reading';

const a = exampleReading();
const b = secondReading();

function own(): Reading {
  return { ...emptyReading(), readingId: '3c6d2c3e-8d44-49a4-9a0e-6f3a0c5b9f33', reader: { id: 'judge' } };
}

function taking(from: readonly Reading[], label: string, index: number, into = own()): Reading {
  const part = compareCase(from).find((one) => one.label === label);
  const source = from[index];
  if (part === undefined || source === undefined) throw new Error(`nothing called ${label}`);
  const { reading, refused } = takePart(into, part, source, index);
  if (refused !== null) throw new Error(refused);
  return reading;
}

describe('taking a part of a reading', () => {
  it('makes every part what it is in that reading', () => {
    for (const [index, from] of [a, b].entries()) {
      for (const part of compareCase([a, b])) {
        const { reading, refused } = takePart(own(), part, from, index);
        expect(refused).toBeNull();
        const wanted = part.values[index];
        expect(wanted).toBeDefined();
        if (wanted === undefined) continue;
        expect([part.key, holdTheSame(part.part, valueIn(reading, part), wanted)]).toEqual([part.key, true]);
        expect([part.key, checkConsistency(reading)]).toEqual([part.key, []]);
      }
    }
  });

  it('leaves the rest of a draft as it is', () => {
    const before = takeAll(own(), a).reading;
    const after = taking([a, b], 'Pattern', 1, before);
    expect(after).toEqual({
      ...before,
      fractures: before.fractures.map((one) => ({ ...one, pattern: 'central' })),
      risk: after.risk,
    });
  });

  it('brings the images of the points and the marks of the vertebrae', () => {
    const taken = taking([a, b], 'retropulsion', 0);
    expect(taken.levels.map(({ level }) => level)).toEqual(['T12', 'L1', 'L2']);
    expect(taken.study.images).toEqual(a.study.images);
    const value = ({ fractures }: Reading) =>
      fractures[0]?.measurements.find(({ method }) => method === 'RETRO-ADJ')?.value;
    expect(value(taken)).toBe(value(a));
  });

  it('keeps reasons and answers together', () => {
    const cannot = applyEdits(b, [
      (r) => setRimCell(r, 'L1', 'inferior-left', 'not-assessable'),
      (r) => setNotAssessable(r, 'L1', 'rim', 'motion'),
    ]);
    const taken = taking([a, cannot], 'Rim, inferior left', 1, takeAll(own(), a).reading);
    expect(taken.fractures[0]?.notAssessable).toContainEqual({ item: 'rim', reason: 'motion' });
    const back = taking([a, cannot], 'Rim, inferior left', 0, taken);
    expect(back.fractures[0]?.notAssessable).toEqual(a.fractures[0]?.notAssessable);
    const shared = taking([a, b], 'Landmarks', 0, {
      ...applyEdits(own(), [
        (r) => addFracture(r, 'L1'),
        (r) => setNotAssessable(r, 'L1', 'landmarks', 'metal'),
      ]),
    });
    expect(shared.fractures[0]?.notAssessable).toEqual([]);
  });

  it('renames a fracture, or takes one that is numbered differently', () => {
    const shifted = renumber(b, 'L1', 'T12').reading;
    const draft = takeAll(own(), a).reading;
    const renamed = taking([a, shifted], 'Fractured level', 1, draft);
    expect(renamed.fractures.map(({ level }) => level)).toEqual(['T12']);
    expect(renamed.fractures[0]?.landmarks.map(({ level }) => level)).toContain('T11');
    const pattern = taking([a, shifted], 'Pattern', 1, draft);
    expect(pattern.fractures.map(({ level, pattern: one }) => [level, one])).toEqual([['L1', 'central']]);
    const landmarks = taking([a, shifted], 'Landmarks', 1, draft);
    expect(new Set(landmarks.fractures[0]?.landmarks.map(({ level }) => level))).toEqual(
      new Set(['T12', 'L1', 'L2']),
    );
  });

  it('takes a whole fracture, or that there is none', () => {
    const none = applyEdits(emptyReading(), [(r) => setFracturePresence(r, 'absent')]);
    const taken = taking([a, none], 'Fracture of L1', 0);
    expect(taken.fractures).toEqual(a.fractures);
    expect(taken.fracturePresence).toBe('present');
    expect(taking([a, none], 'Fracture of L1', 1, taken).fractures).toEqual([]);
    const absent = taking([a, none], 'Fracture', 1, taken);
    expect([absent.fracturePresence, absent.fractures]).toEqual(['absent', []]);
  });

  it('is refused in a submitted reading', () => {
    const [part] = compareCase([a, b]);
    const submitted = submit(takeAll(own(), a).reading, '2026-01-05T10:00:00.000Z').reading;
    expect(submitted.status).toBe('submitted');
    expect(part && takePart(submitted, part, b, 1).refused).toMatch(/submitted/);
  });
});

describe('taking everything', () => {
  it('makes a complete draft of one’s own, under one’s own name', () => {
    const { reading } = takeAll(own(), a);
    expect(missingItems(reading)).toEqual([]);
    expect(checkConsistency(reading)).toEqual([]);
    expect(reading).toMatchObject({ readingId: own().readingId, reader: { id: 'judge' }, status: 'draft' });
    expect(compareCase([a, reading]).every(({ extent }) => extent === 'equal')).toBe(true);
  });
});
