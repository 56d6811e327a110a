import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { MutantChecker } from './check-mutant';
import { allSeeds } from './seeds';

const mutantsOfEach = 120;

let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'mutants-'));
});

afterAll(() => {
  rmSync(folder, { recursive: true });
});

describe('damaged files give one sentence or the right image', () => {
  it.each(allSeeds(false))('$name', async (seed) => {
    const checker = new MutantChecker(folder);
    let images = 0;
    for (let index = 0; index < mutantsOfEach; index += 1) {
      const { violations, hasImage, what } = await checker.check(seed, index, 20240506);
      expect(violations, `mutant ${index}: ${what.join(', ')}`).toEqual([]);
      images += Number(hasImage);
    }
    // The damage must be neither too small nor too large to try anything.
    if (seed.directory !== true) expect(images).toBeGreaterThan(mutantsOfEach / 20);
  });
});
