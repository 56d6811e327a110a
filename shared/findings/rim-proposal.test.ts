import { describe, expect, it } from 'vitest';
import { applyEdits, examplePoint, exampleReading } from './example-reading';
import type { Reading } from './reading';
import { proposeRimCells, type RimProposal } from './rim-proposal';
import { addTrace, markDisrupted, removeDisrupted } from './trace-edits';

function proposals(reading: Reading): RimProposal[] {
  const [fracture] = reading.fractures;
  if (fracture === undefined) throw new Error('no fracture');
  return proposeRimCells(reading, fracture);
}

/** The example with a straight trace on one slice, disrupted between two heights. */
function withTrace(slice: number, from: number, to: number, reversed = false): Reading {
  const ends = [examplePoint(1, 24, slice), examplePoint(1, 0, slice)];
  return applyEdits(exampleReading(), [
    (r) => removeDisrupted(r, 'L1', 0, 0),
    (r) => addTrace(r, 'L1', reversed ? ends.toReversed() : ends),
    (r) => markDisrupted(r, 'L1', 1, examplePoint(1, from, slice).point, examplePoint(1, to, slice).point),
  ]);
}

describe('proposed rim cells', () => {
  it('are displaced where the stretch reaches beyond the line from PS to PI', () => {
    expect(proposals(exampleReading())).toEqual([{ cell: 'middle-central', state: 'displaced' }]);
  });

  it.each([
    [0, 'central'],
    [1, 'central'],
    [2, 'left'],
    [-2, 'right'],
    [5, 'left'],
  ] as const)('lie in the column of slice %i: %s', (slice, column) => {
    expect(proposals(withTrace(slice, 15, 9))).toEqual([{ cell: `middle-${column}`, state: 'interrupted' }]);
  });

  it('fill all three columns from traces on slices to the right, in the middle and to the left', () => {
    const traced = [-3, 3].reduce((reading, slice, index) => {
      const [upper, lower] = slice < 0 ? [24, 18] : [8, 0];
      return applyEdits(reading, [
        (r) => addTrace(r, 'L1', [examplePoint(1, 24, slice), examplePoint(1, 0, slice)]),
        (r) =>
          markDisrupted(
            r,
            'L1',
            index + 1,
            examplePoint(1, upper, slice).point,
            examplePoint(1, lower, slice).point,
          ),
      ]);
    }, exampleReading());
    expect(proposals(traced)).toEqual([
      { cell: 'middle-central', state: 'displaced' },
      { cell: 'superior-right', state: 'interrupted' },
      { cell: 'inferior-left', state: 'interrupted' },
    ]);
  });

  it('lie in the rows the stretch covers, whichever way the trace was drawn', () => {
    for (const reversed of [false, true]) {
      expect(proposals(withTrace(0, 24, 18, reversed)).map((one) => one.cell)).toEqual(['superior-central']);
      expect(proposals(withTrace(0, 22, 9, reversed)).map((one) => one.cell)).toEqual([
        'superior-central',
        'middle-central',
      ]);
      expect(proposals(withTrace(0, 1, 0, reversed)).map((one) => one.cell)).toEqual(['inferior-central']);
    }
  });

  it('are none without a marked stretch, or without landmarks to tell the plane', () => {
    const unmarked = applyEdits(exampleReading(), [(r) => removeDisrupted(r, 'L1', 0, 0)]);
    expect(proposals(unmarked)).toEqual([]);
    const reading = exampleReading();
    const fractures = reading.fractures.map((fracture) => ({ ...fracture, landmarks: [] }));
    expect(proposals({ ...reading, fractures })).toEqual([]);
  });
});
