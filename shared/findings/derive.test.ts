import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rimStatus, withDerivedValues } from './derive';
import { setRimCell } from './edits';
import { applyEdits, exampleImage, exampleReading, rimCellsWith } from './example-reading';
import { createFracture, type RimCells, rimCellNames, rimCellStates } from './reading';

const unread: RimCells = createFracture('L1').rim.cells;

describe('rim status', () => {
  it.each([
    [{}, 'intact'],
    [{ 'middle-central': 'interrupted' }, 'disrupted'],
    [{ 'superior-left': 'displaced', 'superior-right': 'not-assessable' }, 'disrupted'],
    [{ 'superior-left': 'not-assessable' }, 'not-assessable'],
    [{ 'superior-left': 'not-assessable', 'superior-right': 'unread' }, 'not-assessable'],
    [{ 'superior-left': 'unread' }, 'unread'],
  ] as const)('of intact cells but %j is %s', (exceptions, status) => {
    expect(rimStatus({ ...unread, ...rimCellsWith(exceptions) })).toBe(status);
  });

  it('is intact only where every cell was read as intact', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...rimCellStates), { minLength: 9, maxLength: 9 }), (states) => {
        const cells = { ...unread };
        for (const [index, name] of rimCellNames.entries()) cells[name] = states[index] ?? 'unread';
        expect(rimStatus(cells) === 'intact').toBe(states.every((state) => state === 'intact'));
        expect(rimStatus(cells) === 'disrupted').toBe(
          states.includes('interrupted') || states.includes('displaced'),
        );
      }),
    );
  });
});

describe('derived values', () => {
  it('are a function of the document: deriving again, or after JSON, changes nothing', () => {
    const reading = exampleReading();
    expect(withDerivedValues(reading)).toEqual(reading);
    expect(withDerivedValues(JSON.parse(JSON.stringify(reading)))).toEqual(reading);
  });

  it('replace what was stored instead', () => {
    const reading = exampleReading();
    const images = [...reading.study.images, exampleImage(3)];
    const fractures = reading.fractures.map((fracture) => ({
      ...fracture,
      rim: { ...fracture.rim, status: 'intact' as const },
      measurements: [],
    }));
    const stale = { ...reading, study: { ...reading.study, images }, fractures, risk: null };
    expect(withDerivedValues(stale)).toEqual(reading);
  });

  it('follow the cells', () => {
    const reading = applyEdits(exampleReading(), [
      (r) => setRimCell(r, 'L1', 'middle-central', 'not-assessable'),
    ]);
    expect(reading.fractures[0]?.rim.status).toBe('not-assessable');
    expect(reading.risk?.rules.map((rule) => rule.id)).toContain('R5');
  });
});
