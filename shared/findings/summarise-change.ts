import { type Fracture, type Reading, rimCellNames } from './reading';

/** More than this many changes are counted, not named. */
const mostNamed = 6;

function same(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

/** `painRefractory` → `pain refractory`. */
function words(key: string): string {
  return key.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
}

function shown(value: unknown): string {
  if (value === null || value === undefined || value === '') return 'cleared';
  return typeof value === 'object' ? 'changed' : String(value);
}

/** Changed fields of two records, as `prefix field: value`. */
function changedFields(
  before: object,
  after: object,
  prefix: string,
  skip: readonly string[] = [],
): string[] {
  const old = new Map<string, unknown>(Object.entries(before));
  return Object.entries(after)
    .filter(([key, value]) => !skip.includes(key) && !same(old.get(key), value))
    .map(([key, value]) => `${prefix}${words(key)}: ${shown(value)}`);
}

/** What was added, moved or removed among named things. */
function changedItems<T>(
  before: readonly T[],
  after: readonly T[],
  name: (item: T) => string,
  verb: string,
): string[] {
  const old = new Map(before.map((item) => [name(item), item]));
  const now = new Map(after.map((item) => [name(item), item]));
  return [
    ...[...now].flatMap(([key, item]) => {
      if (!old.has(key)) return [`${key} ${verb}`];
      return same(old.get(key), item) ? [] : [`${key} moved`];
    }),
    ...[...old.keys()].filter((key) => !now.has(key)).map((key) => `${key} removed`),
  ];
}

function changedTraces(before: Fracture, after: Fracture): string[] {
  const of = `of ${after.level}`;
  const old = before.posteriorWall.traces;
  const now = after.posteriorWall.traces;
  if (now.length > old.length) return [`posterior wall ${of} traced`];
  if (now.length < old.length) return [`trace of the posterior wall ${of} removed`];
  return now.flatMap((trace, index) => {
    const earlier = old[index];
    if (earlier === undefined) return [];
    if (trace.disrupted.length > earlier.disrupted.length) return [`disrupted stretch ${of} marked`];
    if (trace.disrupted.length < earlier.disrupted.length) return [`disrupted stretch ${of} removed`];
    return same(trace, earlier) ? [] : [`trace of the posterior wall ${of} moved`];
  });
}

function changedFracture(before: Fracture, after: Fracture): string[] {
  const { level } = after;
  const cells = rimCellNames
    .filter((cell) => before.rim.cells[cell] !== after.rim.cells[cell])
    .map((cell) => `rim of ${level} ${cell.replace('-', ' ')}: ${after.rim.cells[cell].replace('-', ' ')}`);
  const outlines = changedItems(
    before.canal.outlines,
    after.canal.outlines,
    (outline) => `canal outline at ${outline.level}`,
    'drawn',
  );
  return [
    ...changedItems(before.landmarks, after.landmarks, (one) => `${one.landmark} of ${one.level}`, 'placed'),
    ...changedTraces(before, after),
    ...cells,
    ...changedFields(before.rim, after.rim, `rim of ${level}, `, ['cells', 'status']),
    ...changedFields(before.fragment, after.fragment, `fragment of ${level}, `, ['contact']),
    ...changedFields(before.fragment.contact, after.fragment.contact, `fragment of ${level}, contact with `),
    ...changedFields(before.canal, after.canal, `canal at ${level}, `, ['outlines']),
    ...outlines,
    ...changedFields(before.context, after.context, `${level}, `),
    ...changedFields(
      { pattern: before.pattern, measurementConfidence: before.measurementConfidence },
      { pattern: after.pattern, measurementConfidence: after.measurementConfidence },
      `${level}, `,
    ),
    ...changedItems(
      before.notAssessable,
      after.notAssessable,
      (one) => `${level}, ${words(one.item)}: reason for not assessable`,
      'entered',
    ),
  ];
}

function changedKeyImages({ keyImages: before }: Reading, { keyImages: after }: Reading): string[] {
  if (after.length !== before.length)
    return [`key image ${after.length > before.length ? 'marked' : 'removed'}`];
  return same(before, after) ? [] : ['note of a key image written'];
}

/** The answers that stand by themselves at the top of the document. */
function answersOf({ levelsNotAssessable, fracturePresence, fracturePresenceNotAssessable }: Reading) {
  return { levelsNotAssessable, fracturePresence, fracturePresenceNotAssessable };
}

/** What the reader changed between two states of a reading, in short words for the audit trail; derived values left out. */
export function summariseChange(before: Reading, after: Reading): string {
  const changes: string[] = [];
  if (after.revision > before.revision) changes.push(`re-opened as revision ${after.revision}`);
  else if (before.status !== after.status)
    changes.push(after.status === 'submitted' ? 'submitted' : 'made a draft');
  changes.push(
    ...changedFields(before.subject, after.subject, 'subject, '),
    ...changedFields(before.numbering, after.numbering, 'numbering, '),
    ...changedItems(before.levels, after.levels, (mark) => mark.level, 'marked'),
    ...changedFields(answersOf(before), answersOf(after), ''),
  );
  for (const fracture of after.fractures) {
    const earlier = before.fractures.find((one) => one.level === fracture.level);
    changes.push(
      ...(earlier === undefined
        ? [`fracture of ${fracture.level} marked`]
        : changedFracture(earlier, fracture)),
    );
  }
  for (const { level } of before.fractures) {
    if (!after.fractures.some((one) => one.level === level)) changes.push(`fracture of ${level} removed`);
  }
  changes.push(
    ...changedKeyImages(before, after),
    ...changedFields(before.clinical, after.clinical, '', ['followUp']),
    ...changedFields(before.clinical.followUp, after.clinical.followUp, 'follow-up, '),
  );
  if (changes.length === 0) return 'no change';
  const named = changes.slice(0, mostNamed).join('; ');
  return changes.length > mostNamed ? `${named}; and ${changes.length - mostNamed} more` : named;
}
