import { describe, expect, it } from 'vitest';
import { levelCode, type VertebralLevel } from '../dicom/levels';
import { proposeLevels } from './level-proposal';
import type { Reading } from './reading';

function marks(places: Partial<Record<VertebralLevel, [number, number, number]>>): Reading['levels'] {
  return Object.entries(places).map(([name, lps]) => {
    const level = name as VertebralLevel;
    return { level, code: levelCode(level), point: { lps, sopInstanceUid: `1.2.${lps[0]}`, frame: 1 } };
  });
}

describe('proposed levels', () => {
  it('lie in equal steps on the straight line between two marks', () => {
    const proposed = proposeLevels(marks({ L4: [4, 10, 0], T12: [0, 2, 160] }));
    expect(proposed.map(({ level, lps }) => [level, ...lps])).toEqual([
      ['L1', 1, 4, 120],
      ['L2', 2, 6, 80],
      ['L3', 3, 8, 40],
    ]);
    expect(proposed.map(({ near }) => near.lps[0])).toEqual([0, 0, 4]);
  });

  it('follow the growing height of the vertebrae and the bend of the spine with three marks', () => {
    // Unit heights 20, 24, 28, … downwards and a parabola of the front-back place: three marks give both back.
    const heightAt = (index: number) => -(20 * index + 2 * index * (index - 1));
    const depthAt = (index: number) => 0.4 * (index - 4) ** 2;
    const place = (index: number): [number, number, number] => [0, depthAt(index), heightAt(index)];
    const names: VertebralLevel[] = ['T10', 'T11', 'T12', 'L1', 'L2', 'L3', 'L4', 'L5', 'S1'];
    const proposed = proposeLevels(marks({ T10: place(0), L2: place(4), S1: place(8) }));
    expect(proposed.map(({ level }) => level)).toEqual(['T11', 'T12', 'L1', 'L3', 'L4', 'L5']);
    for (const { level, lps } of proposed) {
      const [, depth, height] = place(names.indexOf(level));
      expect(Math.hypot(lps[1] - depth, lps[2] - height)).toBeLessThan(1e-9);
    }
  });

  it('count T13 and L6 only where they are marked', () => {
    const levels = (given: Reading['levels']) => proposeLevels(given).map(({ level }) => level);
    expect(levels(marks({ T12: [0, 0, 60], L2: [0, 0, 0] }))).toEqual(['L1']);
    expect(levels(marks({ T11: [0, 0, 90], T13: [0, 0, 30], L2: [0, 0, 0] }))).toEqual(['T12', 'L1']);
    expect(levels(marks({ L4: [0, 0, 90], L6: [0, 0, 30] }))).toEqual(['L5']);
  });

  it('are none for a single mark, neighbours, or marks out of order', () => {
    expect(proposeLevels(marks({ L4: [0, 0, 0] }))).toEqual([]);
    expect(proposeLevels(marks({ L4: [0, 0, 0], L3: [0, 0, 40] }))).toEqual([]);
    expect(proposeLevels(marks({ L4: [0, 0, 100], L1: [0, 0, 0] }))).toEqual([]);
  });
});
