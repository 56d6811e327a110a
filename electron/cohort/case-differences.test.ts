import { expect, it, vi } from 'vitest';
import type { ReadingHead } from '../../shared/cohort/case-state';
import { defaultProtocol } from '../../shared/cohort/protocol';
import { setPattern, setRimCell } from '../../shared/findings/edits';
import { exampleReading } from '../../shared/findings/example-reading';
import type { Reading } from '../../shared/findings/reading';
import type { CaseDifference } from '../store/reading-store';
import { CaseDifferences } from './case-differences';

const protocol = defaultProtocol({
  protocolId: '3f0c8a52-6d4e-4f0e-9a70-1b1f5f3f2c11',
  title: 'Rim',
  seed: 1,
  now: '2026-01-01T00:00:00.000Z',
});
const same = exampleReading();
const level = same.fractures[0]?.level ?? 'L1';
const ofRim = rimOf(same);
const ofPattern = setPattern(same, level, 'central').reading;

/** The reading with the whole rim intact, which differs in rim status. */
function rimOf(reading: Reading): Reading {
  return Object.keys(reading.fractures[0]?.rim.cells ?? {}).reduce(
    (changed, cell) => setRimCell(changed, level, cell as 'middle-central', 'intact').reading,
    reading,
  );
}

function head(caseId: string, readingId: string): ReadingHead {
  return {
    readingId,
    sequence: 1,
    readerCode: readingId,
    caseId,
    repeat: 0,
    role: 'reader',
    status: 'submitted',
    revision: 1,
    protocolVersion: 1,
    savedAt: same.savedAt,
    submittedAt: same.savedAt,
    itemsLeft: 0,
  };
}

it('compares many cases bit by bit, each once, and says what waits', () => {
  const documents = new Map<string, Reading>();
  const cases = Array.from({ length: 30 }, (_, index) => {
    const caseId = `C${index}`;
    documents.set(`${caseId} a`, same);
    documents.set(`${caseId} b`, index % 2 === 0 ? ofRim : ofPattern);
    return { caseId, heads: [head(caseId, `${caseId} a`), head(caseId, `${caseId} b`)] };
  });
  const kept: CaseDifference[] = [];
  const latestOfReading = vi.fn((readingId: string) => ({
    ok: true as const,
    value: { document: documents.get(readingId), viewState: null },
  }));
  // Each look at the clock takes 15 ms.
  let clock = 0;
  vi.spyOn(performance, 'now').mockImplementation(() => {
    clock += 15;
    return clock;
  });
  const differences = new CaseDifferences(
    {
      differences: () => ({ ok: true, value: [] }),
      keepDifferences: (found) => {
        kept.push(...found);
        return { ok: true, value: null };
      },
      latestOfReading,
    },
    true,
  );
  const list = () => {
    const differs = differences.of(protocol);
    return cases.map(({ caseId, heads }) => differs(caseId, heads));
  };
  const first = list();
  expect(differences.waitingCount).toBeGreaterThan(20);
  expect(first.filter(Boolean).length).toBeLessThan(15);
  // A case that is submitted meanwhile is compared at once, and the others go on waiting.
  const waiting = differences.waitingCount;
  documents.set('new a', same);
  documents.set('new b', ofRim);
  differences.compareCase(protocol, 'new', [head('new', 'new a'), head('new', 'new b')]);
  expect(kept.at(-1)).toMatchObject({ caseId: 'new', differs: true });
  expect(differences.waitingCount).toBe(waiting);
  let rounds = 1;
  while (differences.compareWaiting()) rounds += 1;
  expect(rounds).toBeGreaterThan(5);
  expect(differences.waitingCount).toBe(0);
  expect(list()).toEqual(cases.map((_, index) => index % 2 === 0));
  expect(differences.waitingCount).toBe(0);
  const compared = ['new', ...cases.map(({ caseId }) => caseId)];
  expect(kept.map(({ caseId }) => caseId).toSorted()).toEqual(compared.toSorted());
  expect(latestOfReading).toHaveBeenCalledTimes(62);
  vi.restoreAllMocks();
});
