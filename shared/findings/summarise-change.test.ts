import { describe, expect, it } from 'vitest';
import {
  addFracture,
  type Edit,
  removeFracture,
  removeLandmark,
  removeLevel,
  reopen,
  setCanalCompromise,
  setClinical,
  setContext,
  setFragment,
  setFragmentApex,
  setFragmentContact,
  setLandmark,
  setLevel,
  setNotAssessable,
  setNumbering,
  setPattern,
  setRimCell,
  setRimConfidence,
  submit,
} from './edits';
import { applyEdits, emptyReading, examplePoint, exampleReading } from './example-reading';
import type { Reading } from './reading';
import { summariseChange } from './summarise-change';
import { addTrace, markDisrupted, moveTracePoint, removeDisrupted, removeTrace } from './trace-edits';

const changes: [string, (reading: Reading) => Edit][] = [
  ['PS of L1 moved', (r) => setLandmark(r, 'L1', 'L1', 'PS', examplePoint(1, 24))],
  ['MS of T12 placed', (r) => setLandmark(r, 'L1', 'T12', 'MS', examplePoint(-15, 58))],
  ['PS of L1 removed', (r) => removeLandmark(r, 'L1', 'L1', 'PS')],
  ['rim of L1 superior central: displaced', (r) => setRimCell(r, 'L1', 'superior-central', 'displaced')],
  ['rim of L1, confidence: 2', (r) => setRimConfidence(r, 'L1', 2)],
  ['L3 marked', (r) => setLevel(r, 'L3', examplePoint(-15, -55))],
  ['L2 moved', (r) => setLevel(r, 'L2', examplePoint(-15, -21))],
  ['L2 removed', (r) => removeLevel(r, 'L2')],
  ['fracture of L2 marked', (r) => addFracture(r, 'L2')],
  ['fracture presence: cleared; fracture of L1 removed', (r) => removeFracture(r, 'L1')],
  ['numbering, method: ribs', (r) => setNumbering(r, { method: 'ribs' })],
  ['pain refractory: no', (r) => setClinical(r, { painRefractory: 'no' })],
  ['fragment of L1, side: left', (r) => setFragment(r, 'L1', { side: 'left' })],
  ['fragment of L1, apex: cleared', (r) => setFragmentApex(r, 'L1', null)],
  ['fragment of L1, contact with root: contact', (r) => setFragmentContact(r, 'L1', { root: 'contact' })],
  ['canal at L1, compromise: absent', (r) => setCanalCompromise(r, 'L1', 'absent')],
  ['L1, oedema: absent', (r) => setContext(r, 'L1', { oedema: 'absent' })],
  ['L1, pattern: inferior', (r) => setPattern(r, 'L1', 'inferior')],
  ['L1, rim: reason for not assessable entered', (r) => setNotAssessable(r, 'L1', 'rim', 'motion')],
  ['posterior wall of L1 traced', (r) => addTrace(r, 'L1', [examplePoint(0, 20, 1)])],
  ['trace of the posterior wall of L1 moved', (r) => moveTracePoint(r, 'L1', 0, 4, examplePoint(1, 0))],
  ['trace of the posterior wall of L1 removed', (r) => removeTrace(r, 'L1', 0)],
  [
    'disrupted stretch of L1 marked',
    (r) => markDisrupted(r, 'L1', 0, examplePoint(0, 25).point, examplePoint(1, 22).point),
  ],
  ['disrupted stretch of L1 removed', (r) => removeDisrupted(r, 'L1', 0, 0)],
];

describe('change summary', () => {
  it.each(changes)('%s', (words, change) => {
    const before = exampleReading();
    const { reading, refused } = change(before);
    expect(refused).toBeNull();
    expect(summariseChange(before, reading)).toBe(words);
  });

  it('names submission and re-opening', () => {
    const submitted = submit(exampleReading(), '2026-01-05T10:00:00Z').reading;
    expect(summariseChange(exampleReading(), submitted)).toBe('submitted');
    expect(summariseChange(submitted, reopen(submitted).reading)).toBe('re-opened as revision 2');
  });

  it('names the first of many changes and counts the rest', () => {
    const summary = summariseChange(emptyReading(), exampleReading());
    expect(summary).toMatch(/; and \d+ more$/);
    expect(summary.length).toBeLessThan(500);
  });

  it('says so where nothing the reader entered has changed', () => {
    const reading = exampleReading();
    const later = { ...reading, savedAt: '2026-02-01T00:00:00Z' };
    expect(summariseChange(reading, later)).toBe('no change');
    expect(summariseChange(reading, applyEdits(reading, []))).toBe('no change');
  });
});
