import { describe, expect, it } from 'vitest';
import { fuzzyFind, fuzzyScore } from './fuzzy-match';

const labels = [
  'Next missing item',
  'Next study',
  'Invert the greys',
  'Normal size',
  'Interface larger',
  'Zoom in',
];
const found = (typed: string) => fuzzyFind(typed, labels, (label) => label);

describe('fuzzyFind', () => {
  it('finds by the letters of word starts, by a beginning and by letters left out', () => {
    expect(found('nm')[0]).toBe('Next missing item');
    expect(found('next st')[0]).toBe('Next study');
    expect(found('invrt')).toEqual(['Invert the greys']);
    expect(found('ZIN')[0]).toBe('Zoom in');
  });

  it('keeps the order where nothing is typed, and finds nothing for letters in the wrong order', () => {
    expect(found('  ')).toEqual(labels);
    expect(found('ydutsx')).toEqual([]);
  });
});

describe('fuzzyScore', () => {
  it('takes the best of several places the letters can stand', () => {
    expect(fuzzyScore('in', 'xinxin in')).toBeGreaterThan(fuzzyScore('in', 'xinxin xx') ?? Number.NaN);
    expect(fuzzyScore('in', 'aixn')).toBeLessThan(fuzzyScore('in', 'xin') ?? Number.NaN);
  });
});
