import { describe, expect, it } from 'vitest';
import type { ReadingHead } from '../../shared/cohort/case-state';
import { defaultProtocol } from '../../shared/cohort/protocol';
import { head } from '../../shared/cohort/testing/heads';
import { readingsToDecide, readingsToLookAt } from './compared-readings';

const protocol = {
  ...defaultProtocol({
    protocolId: '3f0c8a52-6d4e-4f0e-9a70-1b1f5f3f2c11',
    title: 'Rim',
    seed: 7,
    now: '2026-01-01T00:00:00.000Z',
  }),
  readingsPerCase: 3,
};

const contentOf = (heads: ReadingHead[]) => ({
  protocol,
  heads,
  cases: [{ caseId: 'C1' }],
  readers: ['anna', 'bert', 'cleo'].map((code) => ({ code, roles: ['reader' as const], isActive: true })),
});
const everything = () => true;
const shown = (heads: ReadingHead[], mayBeSeen: (readingId: string) => boolean = everything) =>
  readingsToLookAt('C1', contentOf(heads), mayBeSeen).map((one) => [one.label, one.head.readerCode]);

describe('what a coordinator looks at', () => {
  it('is nothing where all are drafts, and one reading by itself where one is submitted', () => {
    expect(shown([head('anna', { status: 'draft' })])).toEqual([]);
    expect(shown([head('anna', { status: 'draft' }), head('bert')])).toEqual([[null, 'bert']]);
  });

  it('is the submitted first readings side by side, without repeats and other cases', () => {
    const heads = [head('bert'), head('anna'), head('anna', { repeat: 1 }), head('cleo', { caseId: 'C2' })];
    expect(shown(heads).map(([label]) => label)).toEqual(['A', 'B']);
    expect(
      shown(heads)
        .map(([, code]) => code)
        .sort(),
    ).toEqual(['anna', 'bert']);
    expect(shown(heads, (readingId) => readingId === head('bert').readingId)).toEqual([[null, 'bert']]);
  });

  it('has the letters the adjudicator meets, once all are submitted', () => {
    const content = contentOf([head('cleo'), head('anna'), head('bert')]);
    const decided = readingsToDecide('C1', content, protocol);
    expect(decided.map(({ label }) => label)).toEqual(['A', 'B', 'C']);
    expect(readingsToLookAt('C1', content, everything)).toEqual(decided);
    expect(readingsToDecide('C1', contentOf([head('anna'), head('bert')]), protocol)).toEqual([]);
  });

  it('is the adjudication where it is submitted', () => {
    const heads = [head('anna'), head('bert'), head('cleo')];
    const draft = head('dora', { role: 'adjudicator', status: 'draft' });
    expect(shown([...heads, draft])).toHaveLength(3);
    expect(shown([...heads, { ...draft, status: 'submitted' }])).toEqual([[null, 'dora']]);
  });
});
