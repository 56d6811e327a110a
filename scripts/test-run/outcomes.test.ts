import { describe, expect, it } from 'vitest';
import { playwrightOutcome, runnerOutcome, singleOutcome, summaryLine } from './outcomes.mjs';

const skip = { type: 'skip', description: 'no such data here' };
const report = {
  suites: [
    {
      title: 'a.test.ts',
      specs: [
        { title: 'good', tests: [{ status: 'expected', annotations: [] }] },
        { title: 'bad', tests: [{ status: 'unexpected', annotations: [] }] },
      ],
      suites: [
        {
          title: 'inner',
          specs: [
            { title: 'left out', tests: [{ status: 'skipped', annotations: [skip] }] },
            { title: 'never begun', tests: [{ status: 'skipped', annotations: [] }] },
            { title: 'wavering', tests: [{ status: 'flaky', annotations: [] }] },
          ],
        },
      ],
    },
  ],
};

describe('counting the tests', () => {
  it('counts as passed only what ran and passed', () => {
    const outcome = playwrightOutcome(report);
    expect(outcome.passed).toBe(1);
    expect(outcome.failed).toEqual([
      'a.test.ts › bad',
      'a.test.ts › inner › never begun (did not run)',
      'a.test.ts › inner › wavering',
    ]);
    expect(outcome.skipped).toEqual([{ name: 'a.test.ts › inner › left out', reason: 'no such data here' }]);
  });

  it('counts an error outside the tests as failed', () => {
    expect(playwrightOutcome({ suites: [], errors: [{ message: 'no tests found' }] }).failed).toEqual([
      'no tests found',
    ]);
  });

  it('does not pass a runner that failed without saying which test', () => {
    const passed = singleOutcome('unit', true);
    expect(runnerOutcome(passed, 'unit', 0).failed).toEqual([]);
    expect(runnerOutcome(passed, 'unit', 1).failed).toHaveLength(1);
    expect(runnerOutcome(null, 'unit', 0).failed).toHaveLength(1);
    const failed = singleOutcome('unit', false);
    expect(runnerOutcome(failed, 'unit', 1).failed).toEqual(['unit']);
  });

  it('ends in one line', () => {
    expect(
      summaryLine([singleOutcome('a', true), singleOutcome('b', false), playwrightOutcome(report)]),
    ).toBe('2 passed, 4 failed');
  });
});
