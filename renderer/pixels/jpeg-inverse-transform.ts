/** Fixed-point constants of the transform, 13 bits after the point. */
const c = {
  c0_298631336: 2446,
  c0_390180644: 3196,
  c0_541196100: 4433,
  c0_765366865: 6270,
  c0_899976223: 7373,
  c1_175875602: 9633,
  c1_501321110: 12299,
  c1_847759065: 15137,
  c1_961570560: 16069,
  c2_053119869: 16819,
  c2_562915447: 20995,
  c3_072711026: 25172,
} as const;
const pointBits = 13;

const workspace = new Int32Array(64);
const results = new Float64Array(8);

/** One-dimensional transform of eight values into `results`, scaled up by 2^13. */
function transform(
  v0: number,
  v1: number,
  v2: number,
  v3: number,
  v4: number,
  v5: number,
  v6: number,
  v7: number,
): void {
  const even = (v2 + v6) * c.c0_541196100;
  const even2 = even - v6 * c.c1_847759065;
  const even3 = even + v2 * c.c0_765366865;
  const even0 = (v0 + v4) * (1 << pointBits);
  const even1 = (v0 - v4) * (1 << pointBits);
  const z5 = (v7 + v3 + v5 + v1) * c.c1_175875602;
  const z1 = (v7 + v1) * -c.c0_899976223;
  const z2 = (v5 + v3) * -c.c2_562915447;
  const z3 = (v7 + v3) * -c.c1_961570560 + z5;
  const z4 = (v5 + v1) * -c.c0_390180644 + z5;
  const odd0 = v7 * c.c0_298631336 + z1 + z3;
  const odd1 = v5 * c.c2_053119869 + z2 + z4;
  const odd2 = v3 * c.c3_072711026 + z2 + z3;
  const odd3 = v1 * c.c1_501321110 + z1 + z4;
  results[0] = even0 + even3 + odd3;
  results[7] = even0 + even3 - odd3;
  results[1] = even1 + even2 + odd2;
  results[6] = even1 + even2 - odd2;
  results[2] = even1 - even2 + odd1;
  results[5] = even1 - even2 - odd1;
  results[3] = even0 - even3 + odd0;
  results[4] = even0 - even3 - odd0;
}

/**
 * Dequantises and transforms the 8 × 8 coefficients from `block` on and writes their samples, 0 to 2^precision − 1, into
 * `plane` at `start`, rows `stride` apart: the accurate integer method of the IJG library (jidctint.c, after Loeffler, Ligtenberg
 * and Moschytz 1989), with its intermediate precision for 8 and for 12 bits.
 */
export function inverseTransform(
  coefficients: Int16Array,
  block: number,
  quantisation: Uint16Array,
  precision: number,
  plane: Uint8Array | Uint16Array,
  start: number,
  stride: number,
): void {
  const passBits = precision > 8 ? 1 : 2;
  const maximum = 2 ** precision - 1;
  const value = (index: number) => (coefficients[block + index] as number) * (quantisation[index] as number);
  const half = 2 ** (pointBits - passBits - 1);
  for (let column = 0; column < 8; column++) {
    // Most columns have no more than their first coefficient.
    const at = block + column;
    if (
      !coefficients[at + 8] &&
      !coefficients[at + 16] &&
      !coefficients[at + 24] &&
      !coefficients[at + 32] &&
      !coefficients[at + 40] &&
      !coefficients[at + 48] &&
      !coefficients[at + 56]
    ) {
      const flat = value(column) * (1 << passBits);
      for (let row = 0; row < 8; row++) workspace[row * 8 + column] = flat;
      continue;
    }
    transform(
      value(column),
      value(column + 8),
      value(column + 16),
      value(column + 24),
      value(column + 32),
      value(column + 40),
      value(column + 48),
      value(column + 56),
    );
    for (let row = 0; row < 8; row++)
      workspace[row * 8 + column] = ((results[row] as number) + half) >> (pointBits - passBits);
  }
  const shift = pointBits + passBits + 3;
  const rounding = 2 ** (shift - 1);
  const centre = (maximum + 1) / 2;
  for (let row = 0; row < 8; row++) {
    const at = row * 8;
    transform(
      workspace[at] as number,
      workspace[at + 1] as number,
      workspace[at + 2] as number,
      workspace[at + 3] as number,
      workspace[at + 4] as number,
      workspace[at + 5] as number,
      workspace[at + 6] as number,
      workspace[at + 7] as number,
    );
    for (let column = 0; column < 8; column++) {
      const sample = (((results[column] as number) + rounding) >> shift) + centre;
      plane[start + row * stride + column] = sample < 0 ? 0 : sample > maximum ? maximum : sample;
    }
  }
}
