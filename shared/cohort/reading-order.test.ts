import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Protocol } from './protocol';
import { readingOrder } from './reading-order';

type Ordered = Pick<Protocol, 'order' | 'repeats'>;
const ids = (count: number) => Array.from({ length: count }, (_, index) => `C${index + 1}`);
const shuffled = (seed: number): Ordered => ({ order: { kind: 'shuffled', seed }, repeats: null });
const cases = fc.uniqueArray(fc.string({ minLength: 1, maxLength: 6 }), { maxLength: 60 });
const seed = fc.integer({ min: 0, max: 4294967295 });
const repeats = fc.record({
  share: fc.double({ min: 0.01, max: 1, noNaN: true }),
  afterDays: fc.nat(30),
  seed,
});
const order = fc.oneof(
  fc.constant({ kind: 'fixed' as const }),
  seed.map((value) => ({ kind: 'shuffled' as const, seed: value })),
);
const names = (asked: ReturnType<typeof readingOrder>) => asked.map(({ caseId }) => caseId);

it('keeps the order of the list where it is fixed', () => {
  expect(names(readingOrder(ids(4), 'anna', { order: { kind: 'fixed' }, repeats: null }))).toEqual(ids(4));
});

it('asks for every case once, then for the share of repeats, each once', () => {
  fc.assert(
    fc.property(cases, order, repeats, fc.string(), (caseIds, ordered, repeated, reader) => {
      const asked = readingOrder(caseIds, reader, { order: ordered, repeats: repeated });
      const first = asked.slice(0, caseIds.length);
      const again = asked.slice(caseIds.length);
      expect(first.every(({ repeat }) => repeat === 0)).toBe(true);
      expect(again.every(({ repeat }) => repeat === 1)).toBe(true);
      expect(names(first).toSorted()).toEqual(caseIds.toSorted());
      expect(new Set(names(again)).size).toBe(again.length);
      expect(again.length).toBe(Math.round(repeated.share * caseIds.length));
      expect(names(again).every((caseId) => caseIds.includes(caseId))).toBe(true);
    }),
  );
});

it('is the same every time, and different for readers and seeds', () => {
  const of = (reader: string, value: number) => names(readingOrder(ids(30), reader, shuffled(value)));
  expect(of('anna', 1)).toEqual(of('anna', 1));
  expect(of('anna', 1)).not.toEqual(of('bert', 1));
  expect(of('anna', 1)).not.toEqual(of('anna', 2));
  expect(of('anna', 1)).not.toEqual(ids(30));
});

it('does not change the order of the others when a case is added', () => {
  fc.assert(
    fc.property(cases, seed, (caseIds, value) => {
      const whole = names(readingOrder(caseIds, 'anna', shuffled(value)));
      const fewer = names(readingOrder(caseIds.slice(0, -1), 'anna', shuffled(value)));
      expect(whole.filter((caseId) => caseId !== caseIds.at(-1))).toEqual(fewer);
    }),
  );
});

it('puts every case in every place about equally often', () => {
  const places = new Map<string, number>();
  const rounds = 3000;
  for (let value = 0; value < rounds; value++) {
    const [first = '', second = ''] = names(readingOrder(ids(6), 'anna', shuffled(value)));
    for (const key of [`1 ${first}`, `2 ${second}`]) places.set(key, (places.get(key) ?? 0) + 1);
  }
  expect(places.size).toBe(12);
  // Chi squared with 10 degrees of freedom: beyond 29.6 in one of a thousand.
  const expected = rounds / 6;
  const chiSquared = [...places.values()].reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0);
  expect(chiSquared).toBeLessThan(29.6);
});

it('keeps a repeat that was begun, whatever is added', () => {
  const protocol: Ordered = { order: { kind: 'fixed' }, repeats: { share: 0.1, afterDays: 0, seed: 3 } };
  for (const begun of ids(20)) {
    const asked = readingOrder(ids(20), 'anna', protocol, new Set([begun]));
    expect(asked.filter(({ repeat }) => repeat === 1).map(({ caseId }) => caseId)).toContain(begun);
  }
});
