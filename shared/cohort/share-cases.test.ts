import fc from 'fast-check';
import { expect, it } from 'vitest';
import { type SharedCases, shareCases } from './share-cases';

const ids = (count: number) => Array.from({ length: count }, (_, index) => `C${index + 1}`);
const readers = (count: number) => Array.from({ length: count }, (_, index) => `R${index + 1}`);
const plain = (cases: number, people: number, readingsPerCase: number, seed = 5): SharedCases => ({
  caseIds: ids(cases),
  readers: readers(people),
  readingsPerCase,
  seed,
  begun: new Map(),
});

function loads(shared: Map<string, string[]>): Map<string, number> {
  const counted = new Map<string, number>();
  for (const reader of [...shared.values()].flat()) counted.set(reader, (counted.get(reader) ?? 0) + 1);
  return counted;
}

it('gives each case to as many readers as asked, or to all where there are fewer, evenly', () => {
  fc.assert(
    fc.property(
      fc.nat(60),
      fc.integer({ min: 1, max: 7 }),
      fc.integer({ min: 1, max: 4 }),
      (cases, people, each) => {
        const shared = shareCases(plain(cases, people, each));
        for (const chosen of shared.values()) {
          expect(chosen).toHaveLength(Math.min(people, each));
          expect(new Set(chosen).size).toBe(chosen.length);
        }
        const counts = readers(people).map((reader) => loads(shared).get(reader) ?? 0);
        expect(Math.max(...counts) - Math.min(...counts)).toBeLessThanOrEqual(1);
      },
    ),
  );
});

it('lets every pair of readers meet', () => {
  const pairs = new Set([...shareCases(plain(60, 5, 2)).values()].map((pair) => pair.toSorted().join(' ')));
  expect(pairs.size).toBe(10);
});

it('changes nothing for the cases before one that is added', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 40 }), fc.integer({ min: 1, max: 6 }), (cases, people) => {
      const fewer = shareCases(plain(cases, people, 2));
      const more = shareCases(plain(cases + 1, people, 2));
      for (const [caseId, chosen] of fewer) expect(more.get(caseId)).toEqual(chosen);
    }),
  );
});

it('leaves a case with whoever has begun it, also beyond the number asked', () => {
  const begun = new Map([
    ['C1', ['R3', 'gone']],
    ['C2', ['R1', 'R2', 'R3']],
  ]);
  const shared = shareCases({ ...plain(3, 3, 2), begun });
  expect(shared.get('C1')).toEqual(['R3', 'gone']);
  expect(shared.get('C2')).toEqual(['R1', 'R2', 'R3']);
});
