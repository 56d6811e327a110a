import { describe, expect, it } from 'vitest';
import { blandAltman } from '../../shared/agreement/bland-altman';
import { cohenKappa } from '../../shared/agreement/cohen-kappa';
import { type ConfusionMatrix, rawAgreement } from '../../shared/agreement/confusion-matrix';
import { type Estimate, isRefusal, type Refusal } from '../../shared/agreement/estimate';
import { fleissKappa, pairwiseAgreement } from '../../shared/agreement/fleiss-kappa';
import {
  type IntraclassCorrelation,
  intraclassCorrelations,
} from '../../shared/agreement/intraclass-correlation';
import { biasIndex, prevalenceAdjustedKappa, prevalenceIndex } from '../../shared/agreement/prevalence-bias';
import { fQuantile975, fUpperTail, studentQuantile975 } from '../../shared/agreement/quantiles';
import { repeatability } from '../../shared/agreement/repeatability';
import { hasR, type RResults, runR, storedResults } from './run-r';
import { agreementTables } from './tables';

const tables = agreementTables();
const tolerance = 1e-6;

/** Both have no value, or values that differ by less than the tolerance (relative above 1). */
function expectEqual(
  own: number | null | undefined,
  r: number | null | undefined,
  what: string,
  within = tolerance,
) {
  if (r === null || r === undefined || own === null || own === undefined) {
    expect(own ?? null, what).toBe(r ?? null);
    return;
  }
  expect(Number.isFinite(own), what).toBe(true);
  expect(Math.abs(own - r) / Math.max(1, Math.abs(r)), `${what}: ${own}, by R ${r}`).toBeLessThan(within);
}

function numberOf(result: { value: number } | Refusal): number | null {
  return isRefusal(result) ? null : result.value;
}

function boundsOf(result: Pick<Estimate, 'interval'> | Refusal) {
  if (isRefusal(result) || isRefusal(result.interval)) return null;
  return result.interval;
}

function expectKappa(own: Estimate | Refusal, r: RResults['pairs'][number]['kappa'], what: string) {
  expectEqual(numberOf(own), r.value, what);
  if (isRefusal(own)) return;
  expectEqual(own.z, r.z, `${what}, z`);
  // Where the variance is zero R gives an interval without width, or one of its rounding error; here it is refused.
  const widthless = r.variance === null || r.variance < 1e-14;
  expect(boundsOf(own) === null, `${what}, interval refused`).toBe(widthless);
  if (widthless) return;
  expectEqual(boundsOf(own)?.lower, r.lower, `${what}, lower`);
  expectEqual(boundsOf(own)?.upper, r.upper, `${what}, upper`);
  expectEqual((own.standardError ?? Number.NaN) ** 2, r.variance, `${what}, variance`);
}

function expectCorrelation(
  own: IntraclassCorrelation | Refusal,
  r: RResults['values'][number]['oneWay'],
  what: string,
) {
  expectEqual(numberOf(own), r.value, what);
  if (isRefusal(own)) return;
  expectEqual(boundsOf(own)?.lower, r.lower, `${what}, lower`);
  expectEqual(boundsOf(own)?.upper, r.upper, `${what}, upper`);
  const test = isRefusal(own.test) ? null : own.test;
  expectEqual(test?.f, r.f, `${what}, F`);
  expectEqual(test?.df1, r.df1, `${what}, df1`);
  expectEqual(test?.df2, r.df2, `${what}, df2`);
  expectEqual(test?.p, r.p, `${what}, p`);
}

function comparePairs(results: RResults) {
  for (const [index, { name, counts }] of tables.pairs.entries()) {
    const r = results.pairs[index];
    if (r === undefined) throw new Error(`R has no result for ${name}.`);
    const total = counts.flat().reduce((sum, count) => sum + count, 0);
    const matrix: ConfusionMatrix = { categories: counts.map((_, place) => String(place)), counts, total };
    const raw = rawAgreement(matrix);
    if (isRefusal(raw)) throw new Error(`${name}: ${raw.refused}`);
    expectEqual(raw.proportion, r.raw.proportion, `${name}, raw`);
    expectEqual(raw.lower, r.raw.lower, `${name}, raw, lower`);
    expectEqual(raw.upper, r.raw.upper, `${name}, raw, upper`);
    expectKappa(cohenKappa(matrix), r.kappa, `${name}, kappa`);
    expectKappa(cohenKappa(matrix, 'linear'), r.linear, `${name}, linear`);
    expectKappa(cohenKappa(matrix, 'quadratic'), r.quadratic, `${name}, quadratic`);
    expectEqual(numberOf(prevalenceAdjustedKappa(matrix)), r.pabak, `${name}, PABAK`);
    expectEqual(numberOf(prevalenceIndex(matrix)), r.prevalence, `${name}, prevalence index`);
    expectEqual(numberOf(biasIndex(matrix)), r.bias, `${name}, bias index`);
  }
}

function compareGroups(results: RResults) {
  for (const [index, { name, categories, ratings }] of tables.groups.entries()) {
    const r = results.groups[index];
    if (r === undefined) throw new Error(`R has no result for ${name}.`);
    const table = ratings.map((row) =>
      Array.from({ length: categories }, (_, at) => row.filter((one) => one === at + 1).length),
    );
    const own = fleissKappa(table);
    expectEqual(numberOf(own), r.value, `${name}, Fleiss`);
    expectEqual(numberOf(pairwiseAgreement(table)), r.pairwise, `${name}, pairwise`);
    if (isRefusal(own)) continue;
    expectEqual(own.z, r.z, `${name}, Fleiss, z`);
    const widthless = r.error === null || r.error < 1e-7;
    expect(boundsOf(own) === null, `${name}, interval refused`).toBe(widthless);
    if (widthless) continue;
    expectEqual(own.standardError, r.error, `${name}, Fleiss, standard error`);
    expectEqual(boundsOf(own)?.lower, r.lower, `${name}, Fleiss, lower`);
    expectEqual(boundsOf(own)?.upper, r.upper, `${name}, Fleiss, upper`);
  }
}

function compareValues(results: RResults) {
  for (const [index, { name, rows }] of tables.values.entries()) {
    const r = results.values[index];
    if (r === undefined) throw new Error(`R has no result for ${name}.`);
    const own = intraclassCorrelations(rows);
    const spread = repeatability(rows);
    if (isRefusal(own) || isRefusal(spread)) throw new Error(`${name}: refused`);
    expect(own.subjects, name).toBe(r.n);
    expectCorrelation(own.oneWay, r.oneWay, `${name}, ICC(1,1)`);
    expectCorrelation(own.agreement, r.agreement, `${name}, ICC(2,1)`);
    expectCorrelation(own.consistency, r.consistency, `${name}, ICC(3,1)`);
    expectEqual(spread.withinSubjectSd, r.within, `${name}, Sw`);
    if (r.blandAltman === undefined) continue;
    const plot = blandAltman(rows.map(([first = null, second = null]) => [first, second] as const));
    if (isRefusal(plot)) throw new Error(`${name}: ${plot.refused}`);
    const { bias, sd, lowerLimit, upperLimit } = plot;
    const lines = {
      bias: bias.value,
      biasLower: bias.lower,
      biasUpper: bias.upper,
      sd,
      lower: lowerLimit.value,
      lowerLower: lowerLimit.lower,
      lowerUpper: lowerLimit.upper,
      upper: upperLimit.value,
      upperLower: upperLimit.lower,
      upperUpper: upperLimit.upper,
    };
    for (const [line, value] of Object.entries(lines))
      expectEqual(value, r.blandAltman[line as keyof typeof lines], `${name}, ${line}`);
  }
}

function compareQuantiles(results: RResults) {
  for (const [index, df] of tables.student.entries())
    expectEqual(studentQuantile975(df), results.student[index], `t, ${df}`, 1e-9);
  for (const [index, [df1, df2]] of tables.f.entries())
    expectEqual(fQuantile975(df1, df2), results.f[index], `F, ${df1}, ${df2}`, 1e-9);
  for (const [index, [f, df1, df2]] of tables.fTail.entries())
    expectEqual(fUpperTail(f, df1, df2), results.fTail[index], `F above ${f}, ${df1}, ${df2}`, 1e-9);
}

const stored = storedResults();
const fresh = hasR() ? runR(tables) : null;

/** Stored results always, so that one comparison runs everywhere; R's own beside them where it is installed. */
const sources: [string, RResults][] = [
  ['stored results of R', stored.results],
  ...(fresh === null ? [] : [['R', fresh] satisfies [string, RResults]]),
];

describe.each(sources)('agreement equals %s', (_, results) => {
  it('for pairs of readers', () => comparePairs(results));
  it('for groups of readers', () => compareGroups(results));
  it('for values', () => compareValues(results));
  it('for quantiles', () => compareQuantiles(results));
});

describe('stored results of R', () => {
  it('are of these tables (else: npx tsx scripts/agreement-with-r/store-results.ts)', () => {
    expect(stored.tables).toEqual(JSON.parse(JSON.stringify(tables)));
    expect(stored.results.pairs).toHaveLength(tables.pairs.length);
    expect(stored.results.groups).toHaveLength(tables.groups.length);
    expect(stored.results.values).toHaveLength(tables.values.length);
    expect(stored.results.f).toHaveLength(tables.f.length);
  });
});
