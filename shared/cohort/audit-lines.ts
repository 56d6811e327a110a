import { csvLine } from '../export/csv';
import type { AuditChange, AuditEntry } from './audit';
import { canonicalJson } from './canonical-json';
import { pathSegments } from './document-changes';

/** Fields that say nothing beyond the fields in them. */
const silent: readonly string[] = [
  'point',
  'landmarks',
  'cells',
  'posteriorWall',
  'keyImages',
  'items',
  'levels',
  'fractures',
];
/** What a reader never enters as such: it comes with the points, or names the document. */
const unread: readonly string[] = ['study', 'schemaVersion', 'readingId', 'createdAt', 'software', 'code'];

const words = (name: string) =>
  name
    .replace(/[a-z][A-Z]/g, ([lower = '', upper = '']) => `${lower} ${upper.toLowerCase()}`)
    .replaceAll('-', ' ');

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The place of a point in patient coordinates, mm; null where a value is none. */
function placeOf(value: unknown): number[] | null {
  const lps = isRecord(value) ? (isRecord(value.point) ? value.point.lps : value.lps) : value;
  return Array.isArray(lps) && lps.length === 3 && lps.every((one) => typeof one === 'number') ? lps : null;
}

function shown(value: unknown): string {
  if (value === undefined) return 'not there';
  if (value === null) return 'not answered';
  if (typeof value === 'string') return value === '' ? 'empty' : `“${value}”`;
  if (typeof value !== 'object') return String(value);
  const place = placeOf(value);
  if (place !== null) return `at ${place.map((one) => one.toFixed(1)).join(', ')} mm`;
  if (Array.isArray(value)) {
    if (value.every((one) => typeof one === 'string')) return value.length === 0 ? 'none' : value.join(', ');
    return `${value.length} ${value.length === 1 ? 'item' : 'items'}`;
  }
  if (isRecord(value) && 'points' in value) return `${shown(value.points).replace('item', 'point')}`;
  return 'set';
}

/** Whether a value tells nothing: what a reading has before anything is entered. */
function isBlank(value: unknown): boolean {
  if (value === null || value === undefined || value === 'unread') return true;
  if (Array.isArray(value)) return value.length === 0;
  return isRecord(value) && Object.values(value).every(isBlank);
}

/** The values of a record that came new, each as a change of its own. */
function leaves({ path, from, to }: AuditChange): AuditChange[] {
  const opens = (value: unknown) => isRecord(value) && placeOf(value) === null && !('points' in value);
  if (from === undefined && isRecord(to) && opens(to))
    return Object.entries(to).flatMap(([name, value]) => leaves({ path: `${path}/${name}`, to: value }));
  return from === undefined && isBlank(to) ? [] : [{ path, from, to }];
}

/** One change in words, or null for what nobody enters as such. */
function changeInWords({ path, from, to }: AuditChange): string | null {
  const segments = pathSegments(path);
  if (segments.some((segment) => unread.includes(segment))) return null;
  if (segments.at(-1) === 'sopInstanceUid' || segments.at(-1) === 'frame') return null;
  const name = segments
    .filter((segment) => !silent.includes(segment))
    .map((segment) =>
      /^[0-9.]+\/[0-9]+$/.test(segment) ? 'key image' : segment === 'lps' ? '' : words(segment),
    )
    .filter((segment) => segment !== '')
    .join(', ');
  const label = name === '' ? 'document' : name;
  const before = placeOf(from);
  const after = placeOf(to);
  if (before !== null && after !== null) {
    const moved = Math.hypot(...after.map((one, axis) => one - (before[axis] ?? 0)));
    return `${label}: moved by ${moved.toFixed(1)} mm`;
  }
  if (from === undefined) return `${label}: ${shown(to)}`;
  return to === undefined ? `${label}: removed` : `${label}: ${shown(from)} → ${shown(to)}`;
}

/**
 * The changes of an entry in words, a line each: where, from what, to what; a point that moved with the distance in mm.
 * What follows from others (geometry of images, ids) has no line.
 */
export function auditChangeLines({ changes }: Pick<AuditEntry, 'changes'>): string[] {
  return changes.flatMap(leaves).flatMap((change) => changeInWords(change) ?? []);
}

/** The trail as NDJSON: one entry a line, as canonical JSON, so that `rim-reader verify-audit` can check it. */
export function auditNdjson(entries: readonly AuditEntry[]): string {
  return entries.map((entry) => `${canonicalJson(entry)}\n`).join('');
}

const columns = [
  'sequence',
  'at',
  'actor',
  'action',
  'reading_id',
  'case_id',
  'revision',
  'summary',
  'path',
  'from',
  'to',
  'document_sha256',
  'previous',
  'hash',
] as const;

/** A value of a change in a cell: text as it is, everything else as JSON; empty: not there. */
const cellOf = (value: unknown) =>
  value === undefined
    ? null
    : typeof value === 'string' || typeof value === 'number'
      ? value
      : canonicalJson(value);

/** The trail as CSV: one line a change (one for an entry without changes), the entry's columns repeated. */
export function auditCsv(entries: readonly AuditEntry[]): string {
  const lines = entries.flatMap((entry) => {
    const changes: (AuditChange | null)[] = entry.changes.length === 0 ? [null] : entry.changes;
    return changes.map((change) =>
      csvLine([
        entry.sequence,
        entry.at,
        entry.actor,
        entry.action,
        entry.readingId,
        entry.caseId,
        entry.revision,
        entry.summary,
        change?.path ?? null,
        cellOf(change?.from),
        cellOf(change?.to),
        entry.documentSha256,
        entry.previous,
        entry.hash,
      ]),
    );
  });
  return csvLine(columns) + lines.join('');
}
