import { describe, expect, it } from 'vitest';
import { withDerivedValues } from '../findings/derive';
import { exampleReading } from '../findings/example-reading';
import { subjectAt } from './agreement-result';
import { cohortAgreement } from './cohort-agreement';
import type { FractureFacts, ReadingFacts } from './reading-facts';
import { readingFacts } from './reading-facts';

const example = readingFacts(withDerivedValues(exampleReading()));

function onlyFracture({ fractures: [fracture] }: ReadingFacts): FractureFacts {
  if (fracture === undefined) throw new Error('the example has no fracture');
  return fracture;
}

const exampleFracture = onlyFracture(example);

type Change = Omit<Partial<ReadingFacts>, 'fractures'> & { fractures?: Partial<FractureFacts>[] };

/** Facts of a submitted reading of a case: those of the example with changes. */
function read(caseId: string, readerId: string, { fractures = [{}], ...change }: Change = {}): ReadingFacts {
  return {
    ...example,
    readingId: `${caseId}/${readerId}/${change.repeat ?? 0}`,
    caseId,
    readerId,
    submittedAt: '2026-01-05T10:00:00.000Z',
    ...change,
    fractures: fractures.map((one) => ({ ...exampleFracture, ...one })),
  };
}

function withRetropulsion(value: number | null): Partial<FractureFacts> {
  const measurements = exampleFracture.measurements.map((one) =>
    one.method === 'RETRO-ADJ' ? { ...one, value } : one,
  );
  return { measurements };
}

const options = { notAssessable: 'excluded' } as const;

function pairOf(facts: readonly ReadingFacts[], treatment: 'excluded' | 'category' = 'excluded') {
  const result = cohortAgreement(facts, { notAssessable: treatment });
  const [pair] = result.pairs;
  if (pair === undefined) throw new Error('no pair of readers');
  const item = (key: string) => {
    const found = pair.categorical.find((one) => one.item === key);
    if (found === undefined) throw new Error(`no item ${key}`);
    return found;
  };
  const method = (code: string) => pair.numeric.filter((one) => one.method === code);
  return { result, pair, item, method };
}

describe('which readings take part', () => {
  it('are submitted first and second ones, in their last revision, none of an adjudicator', () => {
    const result = cohortAgreement(
      [
        read('c1', 'a'),
        read('c1', 'a', { revision: 2 }),
        read('c1', 'a', { revision: 3, submittedAt: null }),
        read('c1', 'b'),
        read('c1', 'b', { repeat: 1 }),
        read('c1', 'b', { repeat: 2 }),
        read('c1', 'd', { adjudicates: true }),
        read('c2', 'b', { readingId: 'x' }),
        read('c2', 'b', { readingId: 'y', submittedAt: '2026-01-05T12:00:00+01:00' }),
        read('c2', 'a'),
      ],
      options,
    );
    expect(result.counts).toEqual({
      readings: 10,
      used: 5,
      drafts: 1,
      adjudicated: 1,
      supersededRevisions: 1,
      laterRepeats: 1,
      duplicates: 1,
      cases: 2,
    });
    expect(result.readers).toEqual(['a', 'b']);
    expect(result.pairs[0]?.cases).toMatchObject([
      { caseId: 'c1', readingIds: ['c1/a/0', 'c1/b/0'] },
      { caseId: 'c2', readingIds: ['c2/a/0', 'y'] },
    ]);
    expect(result.all).toBeNull();
    expect(result.within).toMatchObject([
      { kind: 'within-reader', readers: ['b', 'b'], cases: [{ caseId: 'c1' }] },
    ]);
  });

  it('are none where nothing is given', () => {
    expect(cohortAgreement([], options)).toMatchObject({ readers: [], pairs: [], all: null, within: [] });
  });

  it('keep cases of the same name in different projects apart', () => {
    const projectId = '7a1d7d0e-9f0a-4f0e-8a55-0d6a0b3c9a10';
    expect(cohortAgreement([read('c1', 'a'), read('c1', 'b', { projectId })], options).pairs).toEqual([]);
  });
});

describe('fractures', () => {
  it('are matched by level; one that only one reader found is disagreement about the level', () => {
    const { pair, item } = pairOf([
      read('c1', 'a'),
      read('c1', 'b'),
      read('c2', 'a'),
      read('c2', 'b', { fractures: [{ level: 'L2' }] }),
      read('c3', 'a', { fracturePresence: 'absent', fractures: [] }),
      read('c3', 'b', { fractures: [{}, { level: 'T12' }] }),
    ]);
    expect(pair.matchedFractures).toBe(1);
    const named = pair.unmatchedFractures.map(({ subject, level, foundBy }) => [
      subjectAt(pair, subject)?.caseId,
      level,
      foundBy,
    ]);
    expect(named).toEqual([
      ['c2', 'L1', [0]],
      ['c2', 'L2', [1]],
      ['c3', 'T12', [1]],
      ['c3', 'L1', [1]],
    ]);
    expect(item('rim-status').compared).toBe(1);
    expect(item('fractured-levels').matrix.categories).toEqual(['L1', 'L2', 'T12 + L1', 'none']);
    expect(item('fractured-levels').raw).toMatchObject({ equal: 1, of: 3 });
    // Levels T12, L1 and L2 are marked in all six readings: nine vertebrae, four of them read differently.
    expect(item('fracture-at-level').raw).toMatchObject({ equal: 5, of: 9 });
  });
});

describe('categorical items', () => {
  const facts = [
    read('c1', 'a', { fractures: [{ rimStatus: 'intact' }] }),
    read('c1', 'b', { fractures: [{ rimStatus: 'disrupted' }] }),
    read('c2', 'a', { fractures: [{ rimStatus: 'not-assessable' }] }),
    read('c2', 'b', { fractures: [{ rimStatus: 'disrupted' }] }),
    read('c3', 'a', { fractures: [{ rimStatus: 'unread', pattern: null }] }),
    read('c3', 'b', { fractures: [{ rimStatus: 'not-assessable' }] }),
    read('c4', 'a', { fractures: [{ rimStatus: 'disrupted' }] }),
    read('c4', 'b', { fractures: [{ rimStatus: 'disrupted' }] }),
  ];

  it('leave out or count as categories what is not assessable or unread, and always count it', () => {
    const excluded = pairOf(facts).item('rim-status');
    expect(excluded).toMatchObject({
      compared: 2,
      leftOut: { notAssessable: 2, unread: 1, notApplicable: 0 },
    });
    expect(excluded.matrix.categories).toEqual(['intact', 'disrupted']);
    expect(excluded.biasIndex).toEqual({ value: -0.5 });
    const category = pairOf(facts, 'category').item('rim-status');
    expect(category).toMatchObject({ compared: 4, leftOut: { notAssessable: 2, unread: 1 } });
    expect(category.matrix.categories).toEqual(['intact', 'disrupted', 'not-assessable', 'unread']);
    expect(pairOf(facts).item('pattern').leftOut.unread).toBe(1);
  });

  it('hold the subjects of every cell', () => {
    const { pair, item } = pairOf(facts, 'category');
    const { matrix } = item('rim-status');
    const place = matrix.subjects[2]?.[1]?.[0] ?? -1;
    expect(subjectAt(pair, place)).toMatchObject({
      caseId: 'c2',
      level: 'L1',
      readingIds: ['c2/a/0', 'c2/b/0'],
    });
    for (const [row, line] of matrix.counts.entries())
      for (const [column, count] of line.entries())
        expect(matrix.subjects[row]?.[column]).toHaveLength(count);
  });

  it('weigh ordered scales only, without what has no place in the order', () => {
    const cells = (state: 'intact' | 'displaced' | 'unread') => ({
      rimCells: { ...exampleFracture.rimCells, 'middle-left': state },
    });
    const { item } = pairOf(
      [
        read('c1', 'a', { fractures: [cells('intact')] }),
        read('c1', 'b', { fractures: [cells('displaced')] }),
        read('c2', 'a', { fractures: [cells('unread')] }),
        read('c2', 'b', { fractures: [cells('intact')] }),
      ],
      'category',
    );
    expect(item('rim-cell:middle-left')).toMatchObject({ compared: 2, weighted: { compared: 1 } });
    expect(item('rim-status').weighted).toBeNull();
  });

  it('about a fragment do not arise where there is none', () => {
    const none = { fragmentPresence: 'absent', fragmentSide: null } as const;
    const hidden = { fragmentPresence: 'not-assessable', fragmentSide: null } as const;
    const { item } = pairOf([
      read('c1', 'a', { fractures: [none] }),
      read('c1', 'b'),
      read('c2', 'a', { fractures: [hidden] }),
      read('c2', 'b'),
    ]);
    expect(item('fragment-side')).toMatchObject({
      compared: 0,
      leftOut: { notAssessable: 1, unread: 0, notApplicable: 1 },
      raw: { refused: expect.any(String) },
    });
  });
});

describe('measurements', () => {
  it('are compared method by method and position by position, with their cases', () => {
    const { pair, method } = pairOf([
      read('c1', 'a', { fractures: [withRetropulsion(4)] }),
      read('c1', 'b', { fractures: [withRetropulsion(5)] }),
      read('c2', 'a', { fractures: [withRetropulsion(6)] }),
      read('c2', 'b', { fractures: [withRetropulsion(6.5)] }),
      read('c3', 'a', { fractures: [withRetropulsion(null)] }),
      read('c3', 'b', { fractures: [withRetropulsion(3)] }),
      read('c4', 'a', { fractures: [{ measurements: [] }] }),
      read('c4', 'b'),
    ]);
    const [retropulsion] = method('RETRO-ADJ');
    expect(retropulsion).toMatchObject({
      compared: 2,
      refused: 1,
      notMeasured: 1,
      unit: 'mm',
      position: 'at',
    });
    expect(retropulsion?.points).toMatchObject([
      { mean: 4.5, difference: 1 },
      { mean: 6.25, difference: 0.5 },
    ]);
    expect(subjectAt(pair, retropulsion?.points[1]?.subject ?? -1)).toMatchObject({
      caseId: 'c2',
      level: 'L1',
    });
    expect(retropulsion?.blandAltman).toMatchObject({ bias: { value: 0.75 } });
    expect(method('CANAL-AP').map(({ position }) => position)).toEqual(['above', 'at', 'below']);
    expect(method('HEIGHT-ADJ2').map(({ name }) => name)).toEqual([
      'height loss, anterior',
      'height loss, middle',
      'height loss, posterior',
    ]);
    expect(
      method('RIM-LEN')
        .map(({ unit }) => unit)
        .toSorted(),
    ).toEqual(['%', 'mm']);
    expect(method('GENANT')).toEqual([]);
  });

  it('of different methods never meet', () => {
    const measured = (code: 'CC-MSD2' | 'CC-MSD1') => ({
      measurements: [{ name: 'canal compromise', method: code, level: 'L1', value: 30, unit: '%' } as const],
    });
    const { method } = pairOf([
      read('c1', 'a', { fractures: [measured('CC-MSD2')] }),
      read('c1', 'b', { fractures: [measured('CC-MSD1')] }),
    ]);
    expect(method('CC-MSD2')).toMatchObject([{ compared: 0, notMeasured: 1 }]);
    expect(method('CC-MSD1')).toMatchObject([{ compared: 0, notMeasured: 1 }]);
  });
});

describe('points and outlines', () => {
  it('are compared landmark by landmark and by their overlap', () => {
    const moved = (by: number): Partial<FractureFacts> => ({
      landmarks: exampleFracture.landmarks.map((one) => ({
        ...one,
        lps: [one.lps[0], one.lps[1] + (one.landmark === 'PS' && one.level === 'L1' ? by : 0), one.lps[2]],
      })),
      outlines: [
        {
          level: 'L1',
          points: [
            [0, 0, 0],
            [10, 0, 0],
            [10, 10, 0],
            [0, 10, 0],
          ].map(([x = 0, y = 0, z = 0]): [number, number, number] => [x + by, y, z]),
        },
      ],
    });
    const { pair } = pairOf([
      read('c1', 'a'),
      read('c1', 'b', { fractures: [moved(3)] }),
      read('c2', 'a', { fractures: [moved(0)] }),
      read('c2', 'b', { fractures: [moved(5)] }),
    ]);
    const found = pair.landmarks.find((one) => one.landmark === 'PS' && one.position === 'at');
    expect(found?.distances).toMatchObject({ count: 2, mean: 4, median: 4, maximum: 5 });
    expect(subjectAt(pair, found?.farthest ?? -1)?.caseId).toBe('c2');
    expect(pair.outlines).toMatchObject([{ position: 'at', dice: { count: 1, mean: 0.5 }, refused: [] }]);
  });
});

describe('three readers', () => {
  it('have pairs and all together, over the cases all read', () => {
    const facts = ['c1', 'c2', 'c3'].flatMap((one, index) =>
      ['a', 'b', 'c'].map((reader) =>
        read(one, reader, {
          fractures: [
            {
              ...withRetropulsion(index * 2),
              rimStatus: index === 0 && reader === 'a' ? 'intact' : 'disrupted',
            },
          ],
        }),
      ),
    );
    const result = cohortAgreement([...facts, read('c4', 'a')], options);
    expect(result.pairs.map(({ readers }) => readers)).toEqual([
      ['a', 'b'],
      ['a', 'c'],
      ['b', 'c'],
    ]);
    expect(result.all).toMatchObject({ matchedFractures: 3 });
    const rim = result.all?.categorical.find(({ item }) => item === 'rim-status');
    expect(rim).toMatchObject({
      unanimous: { equal: 2, of: 3 },
      pairwise: { value: expect.closeTo(7 / 9, 12) },
    });
    // Fleiss by hand: shares 1/9 and 8/9, agreement 7/9, by chance 65/81.
    expect(rim?.kappa).toMatchObject({ value: expect.closeTo((7 / 9 - 65 / 81) / (1 - 65 / 81), 12) });
    const retropulsion = result.all?.numeric.find(({ method }) => method === 'RETRO-ADJ');
    expect(retropulsion).toMatchObject({ compared: 3, correlation: { readers: 3, agreement: { value: 1 } } });
  });

  it('give JSON without loss', () => {
    const result = cohortAgreement([read('c1', 'a'), read('c1', 'b'), read('c1', 'c')], options);
    expect(JSON.parse(JSON.stringify(result))).toEqual(result);
  });
});
