import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { pointSchema } from './reading';

/** The schema without its quick check. */
const asked = pointSchema.clone();

const coordinate = fc.oneof(
  { weight: 8, arbitrary: fc.double({ noNaN: true, noDefaultInfinity: true }) },
  fc.constantFrom(Number.NaN, Number.POSITIVE_INFINITY, '1', null, undefined, -0),
);
const uid = fc.oneof(
  { weight: 6, arbitrary: fc.stringMatching(/^[0-9]{1,9}(\.[0-9]{1,9}){0,8}$/) },
  fc.constantFrom('', '1.', '.1', '1..2', '1\n', ' 1', 'a', 1, null, '1'.repeat(64), '1'.repeat(65)),
);
const frame = fc.oneof(
  { weight: 6, arbitrary: fc.integer({ min: 1 }) },
  fc.constantFrom(0, -1, 1.5, '1', null, undefined, 2 ** 53, 2 ** 53 - 1, Number.NaN),
);
const lps = fc.oneof(
  { weight: 9, arbitrary: fc.tuple(coordinate, coordinate, coordinate) },
  fc.array(coordinate, { maxLength: 5 }),
  fc.constantFrom(null, undefined, 'abc', { length: 3 }, new Array(3)),
);
const point = fc.record(
  { lps, sopInstanceUid: uid, frame, other: fc.constant(1) },
  { requiredKeys: ['lps', 'sopInstanceUid', 'frame'] },
);
const near = fc.oneof(
  { weight: 9, arbitrary: point.map(({ other, ...rest }) => rest) },
  point,
  fc.record({ lps, sopInstanceUid: uid, frame }, { requiredKeys: [] }),
  fc.anything(),
);

describe('checkedQuickly', () => {
  it('takes, leaves and words as the schema does', () => {
    let taken = 0;
    fc.assert(
      fc.property(near, (value) => {
        const quick = pointSchema.safeParse(value);
        const slow = asked.safeParse(value);
        expect(quick.success).toBe(slow.success);
        expect(quick.data).toEqual(slow.data);
        expect(quick.error?.issues).toEqual(slow.error?.issues);
        if (quick.success) taken++;
      }),
      { numRuns: 3000 },
    );
    expect(taken).toBeGreaterThan(100);
  });
});
