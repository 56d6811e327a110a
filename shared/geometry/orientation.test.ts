import { describe, expect, it } from 'vitest';
import { orientationLetters } from './orientation';

describe('orientation letters', () => {
  it.each([
    [[1, 0, 0], 'L'],
    [[-1, 0, 0], 'R'],
    [[0, 1, 0], 'P'],
    [[0, -1, 0], 'A'],
    [[0, 0, 1], 'H'],
    [[0, 0, -1], 'F'],
    [[0.1, 0, 1], 'H'],
    [[0.5, 0, 0.8], 'HL'],
    [[-0.3, -0.5, 0.6], 'HAR'],
    [[0, 0, 0], ''],
  ] as const)('names %j %s', (direction, letters) => {
    expect(orientationLetters(direction)).toBe(letters);
  });
});
