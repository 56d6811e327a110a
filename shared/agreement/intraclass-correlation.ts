import { completeRows, type MeanSquares, meanSquares } from './analysis-of-variance';
import type { Interval, Refusal } from './estimate';
import { fQuantile975, fUpperTail } from './quantiles';

/** F test of no differences between subjects. */
export interface FTest {
  f: number;
  df1: number;
  df2: number;
  p: number;
}

/** An intraclass correlation of single values, with its exact or approximate 95 % interval and F test. */
export interface IntraclassCorrelation {
  value: number;
  interval: Interval | Refusal;
  test: FTest | Refusal;
}

/** The three intraclass correlations of single values (Shrout & Fleiss 1979). */
export interface IntraclassCorrelations {
  /** Subjects in the statistic: those with a value from every reader. */
  subjects: number;
  readers: number;
  /** ICC(1,1): one-way random; McGraw & Wong ICC(1). */
  oneWay: IntraclassCorrelation | Refusal;
  /** ICC(2,1): two-way random, absolute agreement; McGraw & Wong ICC(A,1). */
  agreement: IntraclassCorrelation | Refusal;
  /** ICC(3,1): two-way mixed, consistency; McGraw & Wong ICC(C,1). */
  consistency: IntraclassCorrelation | Refusal;
}

const noVariance: Refusal = { refused: 'Neither subjects nor readers leave a variance to divide.' };
const exactAgreement: Refusal = { refused: 'The readers leave no unexplained differences: F has no bound.' };

function fTest(numerator: number, denominator: number, df1: number, df2: number): FTest | Refusal {
  if (denominator === 0) return exactAgreement;
  const f = numerator / denominator;
  return { f, df1, df2, p: fUpperTail(f, df1, df2) };
}

/** ICC(1) and ICC(C,1) alike: from one F, exactly. */
function fromF(
  numerator: number,
  denominator: number,
  readers: number,
  test: FTest | Refusal,
): IntraclassCorrelation | Refusal {
  if (numerator === 0 && denominator === 0) return noVariance;
  const value = (numerator - denominator) / (numerator + (readers - 1) * denominator);
  if ('refused' in test) return { value, interval: test, test };
  const bound = (f: number) => (f - 1) / (f + readers - 1);
  const interval = {
    lower: bound(test.f / fQuantile975(test.df1, test.df2)),
    upper: bound(test.f * fQuantile975(test.df2, test.df1)),
  };
  return { value, interval, test };
}

/** ICC(A,1) with the interval of McGraw & Wong's table 7 (Satterthwaite's degrees of freedom). */
function absoluteAgreement(squares: MeanSquares, test: FTest | Refusal): IntraclassCorrelation | Refusal {
  const { subjects: n, readers: k, betweenSubjects, betweenReaders, error } = squares;
  const total = betweenSubjects + (k - 1) * error + (k * (betweenReaders - error)) / n;
  if (total <= 1e-12 * error) return noVariance;
  const value = (betweenSubjects - error) / total;
  if (error === 0) return { value, interval: exactAgreement, test };
  const fReaders = betweenReaders / error;
  const ofReaders = k * value * fReaders;
  const ofRest = n * (1 + (k - 1) * value) - k * value;
  const df = ((k - 1) * (n - 1) * (ofReaders + ofRest) ** 2) / ((n - 1) * ofReaders ** 2 + ofRest ** 2);
  const refused = 'The differences between the readers leave no degrees of freedom for an interval.';
  if (!(df > 1e-6) || Math.hypot(ofReaders, ofRest) < 1e-9 * n * k)
    return { value, interval: { refused }, test };
  const lowerF = fQuantile975(n - 1, df);
  const upperF = fQuantile975(df, n - 1);
  const readersPart = k * betweenReaders + (k * n - k - n) * error;
  const interval = {
    lower: (n * (betweenSubjects - lowerF * error)) / (lowerF * readersPart + n * betweenSubjects),
    upper: (n * (upperF * betweenSubjects - error)) / (readersPart + n * upperF * betweenSubjects),
  };
  const finite = Number.isFinite(interval.lower) && Number.isFinite(interval.upper);
  return { value, interval: finite ? interval : { refused }, test };
}

/**
 * ICC(1,1), ICC(2,1) and ICC(3,1) of values by subject (row) and reader (column), from mean squares, with 95 % intervals
 * and F (McGraw & Wong, Psychol Methods 1996;1:30; as psych::ICC(lmer = FALSE) and irr::icc). Subjects with a missing
 * value (null) are left out. Refused with fewer than two subjects or readers, and where all values are the same.
 */
export function intraclassCorrelations(
  rows: readonly (readonly (number | null)[])[],
): IntraclassCorrelations | Refusal {
  const squares = meanSquares(completeRows(rows));
  if (squares === null) return { refused: 'Fewer than two subjects have a value in every reading.' };
  const { subjects, readers, betweenSubjects, withinSubjects, error } = squares;
  if (betweenSubjects === 0 && withinSubjects === 0) {
    return { refused: 'All values are the same: there is no variance to divide.' };
  }
  const oneWayTest = fTest(betweenSubjects, withinSubjects, subjects - 1, subjects * (readers - 1));
  const twoWayTest = fTest(betweenSubjects, error, subjects - 1, (subjects - 1) * (readers - 1));
  return {
    subjects,
    readers,
    oneWay: fromF(betweenSubjects, withinSubjects, readers, oneWayTest),
    agreement: absoluteAgreement(squares, twoWayTest),
    consistency: fromF(betweenSubjects, error, readers, twoWayTest),
  };
}
