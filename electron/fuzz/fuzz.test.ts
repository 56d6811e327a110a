import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { absence, hasSharedData, sharedData } from '../ingest/testing/shared-data';
import { isSentence, longestTime, MutantChecker, observe } from './check-mutant';
import { nest } from './mutate';
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
    // The damage must not be so large that it tries nothing; hardly any leaves a checksum as it was.
    if (seed.directory !== true && !/gz/.test(seed.name)) expect(images).toBeGreaterThan(mutantsOfEach / 20);
  });
});

describe('sequences nested a hundred thousand deep', () => {
  const seeds = allSeeds(false).filter(({ name }) => /^(explicit|implicit) little endian$/.test(name));
  const cases = seeds.flatMap((seed) =>
    (['undefined', 'ended', 'defined'] as const).map((lengths) => ({ seed, lengths, name: seed.name })),
  );

  it.each(cases)('$name, lengths $lengths', async ({ seed, lengths }) => {
    const { bytes, elements } = seed.original;
    for (const kept of [false, true]) {
      for (const { start } of elements.slice(1).filter((_, index) => index % 13 === 0)) {
        const path = join(folder, 'deep');
        const nested = nest(100_000, { kept, lengths, explicit: !seed.name.startsWith('implicit') });
        writeFileSync(path, Buffer.concat([bytes.subarray(0, start), nested, bytes.subarray(start)]));
        const { frames, problems, milliseconds } = await observe(path);
        expect(milliseconds).toBeLessThan(longestTime);
        expect(problems.length + Number(frames.length > 0)).toBe(1);
        for (const { problem } of problems) expect(problem).toSatisfy(isSentence);
      }
    }
  });
});

describe.skipIf(!hasSharedData)(`broken and odd files of other programs${absence}`, () => {
  const malformed = join(sharedData, 'malformed');

  it.each(hasSharedData ? readdirSync(malformed) : [])('%s', async (name) => {
    const { frames, problems, milliseconds } = await observe(join(malformed, name));
    expect(milliseconds).toBeLessThan(longestTime);
    expect(problems.length + Number(frames.length > 0)).toBe(1);
    for (const { problem } of problems) expect(problem).toSatisfy(isSentence);
    for (const { outcome } of frames) if ('problem' in outcome) expect(outcome.problem).toSatisfy(isSentence);
  });
});
