import { type CaseReadings, caseState, decidingReadings, type ReadingHead } from './case-state';
import type { CaseState, ProjectReader, ProjectRole, ReaderProgress, Worklist, WorklistRow } from './project';
import type { Protocol } from './protocol';
import { type AskedReading, readingOrder } from './reading-order';
import { shareCases } from './share-cases';
import { isReadAgain } from './visibility';

/** What a worklist is made of. */
export interface WorklistSource {
  protocol: Pick<Protocol, 'order' | 'repeats' | 'readingsPerCase' | 'adjudication' | 'blinding'>;
  /** In the order in which they were added; `hindrance`: why the case cannot be opened at all. */
  cases: readonly { caseId: string; hindrance: string | null }[];
  /** In the order in which they joined. */
  readers: readonly Pick<ProjectReader, 'code' | 'roles' | 'isActive'>[];
  heads: readonly ReadingHead[];
  /** By reading id. */
  activeSeconds: ReadonlyMap<string, number>;
  /** Whether the submitted readings of a case call for an adjudicator. */
  differs: (caseId: string, readings: readonly ReadingHead[]) => boolean;
  /** Whether one of these submitted readings was corrected since this record of an adjudication cited it. */
  isOutdated: CaseReadings['isOutdated'];
  now: Date;
}

interface KnownCase {
  caseId: string;
  hindrance: string | null;
  readers: readonly string[];
  heads: readonly ReadingHead[];
  state: CaseState;
}

const dayMs = 86_400_000;

function grouped(heads: readonly ReadingHead[]): Map<string, ReadingHead[]> {
  const byCase = new Map<string, ReadingHead[]>();
  for (const head of heads) {
    const others = byCase.get(head.caseId);
    if (others === undefined) byCase.set(head.caseId, [head]);
    else others.push(head);
  }
  return byCase;
}

/** Who reads each case, by case id. A draft of somebody who left does not keep a case from the others. */
export function sharedCases({
  protocol,
  cases,
  readers,
  heads,
}: Pick<WorklistSource, 'protocol' | 'readers' | 'heads'> & {
  cases: readonly { caseId: string }[];
}): Map<string, string[]> {
  const active = readers
    .filter(({ isActive, roles }) => isActive && roles.includes('reader'))
    .map(({ code }) => code);
  const begun = new Map<string, string[]>();
  for (const { role, repeat, caseId, readerCode, status } of heads) {
    if (role !== 'reader' || repeat !== 0) continue;
    if (status !== 'submitted' && !active.includes(readerCode)) continue;
    begun.set(caseId, [...(begun.get(caseId) ?? []), readerCode]);
  }
  return shareCases({
    caseIds: cases.map(({ caseId }) => caseId),
    readers: active,
    readingsPerCase: protocol.readingsPerCase,
    seed: protocol.order.kind === 'shuffled' ? protocol.order.seed : 0,
    begun,
  });
}

function knownCases(source: WorklistSource): KnownCase[] {
  const shared = sharedCases(source);
  const heads = grouped(source.heads);
  const { adjudication } = source.protocol;
  return source.cases.map(({ caseId, hindrance }): KnownCase => {
    const readers = shared.get(caseId) ?? [];
    const ofCase = heads.get(caseId) ?? [];
    const differs = (readings: readonly ReadingHead[]) =>
      adjudication !== null && source.differs(caseId, readings);
    const isOutdated: CaseReadings['isOutdated'] = (record, readings) =>
      adjudication !== null && source.isOutdated(record, readings);
    return {
      caseId,
      hindrance,
      readers,
      heads: ofCase,
      state: caseState({ readers, heads: ofCase, differs, isOutdated }),
    };
  });
}

function rowOf(
  { caseId, repeat, role }: { caseId: string; repeat: number; role: ProjectRole },
  head: ReadingHead | undefined,
  rest: Pick<WorklistRow, 'state' | 'hindrance'>,
): WorklistRow {
  return {
    caseId,
    repeat,
    role,
    place: 0,
    itemsLeft: head === undefined || role === 'coordinator' ? null : head.itemsLeft,
    savedAt: head?.savedAt ?? null,
    readingId: role === 'coordinator' ? null : (head?.readingId ?? null),
    revision: role === 'coordinator' ? null : (head?.revision ?? null),
    protocolVersion: role === 'coordinator' ? null : (head?.protocolVersion ?? null),
    readers: null,
    ...rest,
  };
}

/** Why a case cannot be read again yet, in a sentence; null where it can. */
function repeatHindrance(
  asked: readonly AskedReading[],
  submitted: ReadonlyMap<string, ReadingHead>,
  caseId: string,
  { repeats }: Pick<Protocol, 'repeats'>,
  now: Date,
): string | null {
  const left = asked.filter(({ caseId: other, repeat }) => repeat === 0 && !submitted.has(other)).length;
  if (left > 0)
    return `It is read again after all first readings; ${left} ${left === 1 ? 'is' : 'are'} left.`;
  const days = repeats?.afterDays ?? 0;
  const first = Date.parse(submitted.get(caseId)?.submittedAt ?? '');
  if (Number.isNaN(first) || now.getTime() >= first + days * dayMs) return null;
  const from = new Date(first + days * dayMs).toISOString().slice(0, 10);
  return `It can be read again from ${from}, ${days} ${days === 1 ? 'day' : 'days'} after the first reading.`;
}

/** What is asked of a reader, in order, and which cases of that are not all submitted. `own`: the reader's heads of them. */
function askedOf(
  caseIds: readonly string[],
  own: readonly ReadingHead[],
  code: string,
  protocol: WorklistSource['protocol'],
): { asked: AskedReading[]; left: Set<string> } {
  const begunRepeats = new Set(own.filter(({ repeat }) => repeat > 0).map(({ caseId }) => caseId));
  const asked = readingOrder(caseIds, code, protocol, begunRepeats);
  const done = new Set(
    own.filter(({ status }) => status === 'submitted').map(({ repeat, caseId }) => `${repeat} ${caseId}`),
  );
  const open = asked.filter(({ caseId, repeat }) => !done.has(`${repeat} ${caseId}`));
  return { asked, left: new Set(open.map(({ caseId }) => caseId)) };
}

/** The cases of which a reader has something left to read, for the first time or again. */
export function casesLeft(source: Parameters<typeof sharedCases>[0], code: string): Set<string> {
  const shared = sharedCases(source);
  const mine = [...shared].filter(([, readers]) => readers.includes(code)).map(([caseId]) => caseId);
  const own = source.heads.filter((head) => head.readerCode === code && head.role === 'reader');
  return askedOf(mine, own, code, source.protocol).left;
}

const readAgain =
  'You are reading this case again; what you found the first time can be opened when that is submitted.';

function readerRows(source: WorklistSource, cases: readonly KnownCase[], code: string): WorklistRow[] {
  const mine = new Map(cases.filter(({ readers }) => readers.includes(code)).map((one) => [one.caseId, one]));
  const own = source.heads.filter(
    (head) => head.readerCode === code && head.role === 'reader' && mine.has(head.caseId),
  );
  const heads = new Map(own.map((head) => [`${head.repeat} ${head.caseId}`, head]));
  const submitted = new Map(
    own
      .filter(({ repeat, status }) => repeat === 0 && status === 'submitted')
      .map((head) => [head.caseId, head]),
  );
  const { asked, left } = askedOf([...mine.keys()], own, code, source.protocol);
  const ownOf = grouped(own);
  return asked.map((one) => {
    const { caseId, repeat } = one;
    const known = mine.get(caseId);
    const head = heads.get(`${repeat} ${caseId}`);
    // What became of the case tells about the other readings: not before this reader has nothing left to read of it.
    const isOver =
      repeat === 0 && !left.has(caseId) && known !== undefined && decidingReadings(known) !== null;
    const state: CaseState = isOver ? known.state : (head?.status ?? 'not-started');
    const again =
      head !== undefined
        ? isReadAgain(head, ownOf.get(caseId) ?? [])
          ? readAgain
          : null
        : repeat === 0
          ? null
          : repeatHindrance(asked, submitted, caseId, source.protocol, source.now);
    return rowOf({ caseId, repeat, role: 'reader' }, head, { state, hindrance: known?.hindrance ?? again });
  });
}

function adjudicatorRows(source: WorklistSource, cases: readonly KnownCase[], code: string): WorklistRow[] {
  const { adjudication } = source.protocol;
  if (adjudication === null) return [];
  const { adjudicators } = adjudication;
  if (adjudicators.length > 0 && !adjudicators.includes(code)) return [];
  return cases.flatMap(({ caseId, hindrance, readers, heads, state }): WorklistRow[] => {
    const deciding = heads.filter(({ role }) => role === 'adjudicator');
    const own = deciding.find(({ readerCode }) => readerCode === code);
    if (own === undefined && state !== 'to-adjudicate') return [];
    const row = (rest: Pick<WorklistRow, 'state' | 'hindrance'>) =>
      rowOf({ caseId, repeat: 0, role: 'adjudicator' }, own, rest);
    if (own !== undefined) {
      return [row({ state: own.status === 'submitted' ? state : 'draft', hindrance })];
    }
    const hasRead = readers.includes(code) || heads.some(({ readerCode }) => readerCode === code);
    const refused = hasRead
      ? 'You have read this case yourself; another adjudicator decides on it.'
      : deciding.length > 0
        ? 'Another adjudicator has begun it.'
        : null;
    return [row({ state, hindrance: refused ?? hindrance })];
  });
}

function progressOf(head: ReadingHead, activeSeconds: ReadonlyMap<string, number>): ReaderProgress {
  const { readerCode, repeat, role, status, readingId, revision, savedAt } = head;
  return {
    readerCode,
    repeat,
    role,
    state: status,
    readingId,
    revision,
    savedAt,
    activeSeconds: activeSeconds.get(readingId) ?? 0,
  };
}

function coordinatorRows({ activeSeconds }: WorklistSource, cases: readonly KnownCase[]): WorklistRow[] {
  return cases.map(({ caseId, hindrance, readers, heads, state }) => {
    const first = readers.map((readerCode): ReaderProgress => {
      const head = heads.find(
        (one) => one.readerCode === readerCode && one.repeat === 0 && one.role === 'reader',
      );
      if (head !== undefined) return progressOf(head, activeSeconds);
      const none = { readingId: null, revision: null, savedAt: null, activeSeconds: 0 };
      return { readerCode, repeat: 0, role: 'reader', state: 'not-started', ...none };
    });
    const listed = new Set(first.map(({ readingId }) => readingId));
    const others = heads
      .filter(({ readingId }) => !listed.has(readingId))
      .map((head) => progressOf(head, activeSeconds));
    const latest = heads.reduce<ReadingHead | undefined>(
      (last, head) => (last === undefined || head.sequence > last.sequence ? head : last),
      undefined,
    );
    const row = rowOf({ caseId, repeat: 0, role: 'coordinator' }, latest, { state, hindrance });
    return { ...row, readers: [...first, ...others] };
  });
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] ?? 0;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? 0) + upper) / 2;
}

const isDone = ({ state, role }: WorklistRow) =>
  role === 'adjudicator' ? state === 'adjudicated' : !['not-started', 'draft'].includes(state);

/** Fewest finished readings from which the time left can be told. */
const fewestForEstimate = 3;

/**
 * The worklist of somebody: what is asked of a reader in that reader's order, then the cases an adjudicator is to decide,
 * then, for the coordinator, every case with where each reader stands. Nothing in it tells a reader what others found
 * before that reader has nothing left to read of the case. The time left is that of the rows not done, each taken as the
 * median of the active time of those done. Pure.
 */
export function makeWorklist(
  source: WorklistSource,
  { code, roles }: { code: string; roles: readonly ProjectRole[] },
): Worklist {
  const cases = knownCases(source);
  const own = [
    ...(roles.includes('reader') ? readerRows(source, cases, code) : []),
    ...(roles.includes('adjudicator') ? adjudicatorRows(source, cases, code) : []),
  ];
  const overview = roles.includes('coordinator') ? coordinatorRows(source, cases) : [];
  const counted = own.length > 0 ? own : overview;
  const done = counted.filter(isDone);
  const timed = own.length > 0 ? ownTimes(done, source) : allTimes(source.heads, source.activeSeconds);
  const left =
    own.length > 0
      ? own.length - done.length
      : overview.flatMap(({ readers }) => readers ?? []).filter(({ state }) => state !== 'submitted').length;
  return {
    rows: [...own, ...overview].map((row, index) => ({ ...row, place: index + 1 })),
    done: done.length,
    remainingSeconds: timed.length < fewestForEstimate ? null : Math.round(left * median(timed)),
    notices: noticeOfCorrections(own),
    isCompared: true,
  };
}

/** Which decisions of an adjudicator rest on readings that were corrected since, in a sentence. */
function noticeOfCorrections(own: readonly WorklistRow[]): string[] {
  const caseIds = own
    .filter(({ role, state, readingId }) => role === 'adjudicator' && state === 'to-adjudicate' && readingId)
    .map(({ caseId }) => caseId);
  return caseIds.length === 0
    ? []
    : [
        `A reading was corrected after you decided on ${caseIds.join(', ')}: open the case and re-open your record, which then cites the corrected reading.`,
      ];
}

function ownTimes(done: readonly WorklistRow[], { activeSeconds }: WorklistSource): number[] {
  return done.flatMap(({ readingId }) => (readingId === null ? [] : (activeSeconds.get(readingId) ?? [])));
}

function allTimes(heads: readonly ReadingHead[], activeSeconds: ReadonlyMap<string, number>): number[] {
  return heads
    .filter(({ status }) => status === 'submitted')
    .flatMap(({ readingId }) => activeSeconds.get(readingId) ?? []);
}
