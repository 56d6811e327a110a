import { parse } from 'csv-parse/sync';
import { describe, expect, it } from 'vitest';
import { addFracture, setClinical, setLandmark, setRimCell, setSubject } from '../findings/edits';
import { emptyReading, examplePoint, exampleReading } from '../findings/example-reading';
import type { Reading } from '../findings/reading';
import type { AuditEntry } from './audit';
import { auditChangeLines, auditCsv, auditNdjson } from './audit-lines';
import { readingChanges } from './document-changes';

const example = exampleReading();
const lines = (before: Reading | null, after: Reading) =>
  auditChangeLines({ changes: readingChanges(before, after) });

describe('changes in words', () => {
  it.each<[string, Reading, string[]]>([
    [
      'a cell',
      setRimCell(example, 'L1', 'middle-left', 'displaced').reading,
      ['L1, rim, middle left: “intact” → “displaced”'],
    ],
    [
      'a point moved',
      setLandmark(example, 'L1', 'L1', 'PS', examplePoint(3, 29)).reading,
      ['L1, L1 PS: moved by 5.0 mm'],
    ],
    [
      'an answer',
      setClinical(example, { conservativeCareWeeks: 6 }).reading,
      ['clinical, conservative care weeks: not answered → 6'],
    ],
    ['a subject', setSubject(example, { ageYears: null }).reading, ['subject, age years: 77 → not answered']],
    ['a new fracture', addFracture(example, 'T12').reading, ['T12, level: “T12”']],
  ])('%s', (_name, after, expected) => {
    expect(lines(example, after)).toEqual(expected);
  });

  it('of a first save tell what was entered, not what is blank', () => {
    expect(lines(null, emptyReading())).toEqual([
      'revision: 1',
      'status: “draft”',
      'reader, id: “reader-a”',
      'subject, id: “C-014”',
      'subject, age years: 77',
      'subject, sex: “F”',
    ]);
    const all = lines(null, example);
    expect(all).toContain('numbering, method: “from-sacrum”');
    expect(all.join('\n')).not.toMatch(/not answered|undefined|object|sopInstanceUid/);
  });
});

const entry: AuditEntry = {
  sequence: 1,
  at: '2026-01-01T00:00:00Z',
  actor: 'reader, "one"',
  action: 'reading-changed',
  readingId: '8f0ea2c1-5f9b-4f0e-9a6c-0d6a5b0e6f11',
  caseId: 'C-1',
  revision: 1,
  summary: '=1+1',
  changes: [
    { path: '/a', from: null, to: 'x' },
    { path: '/b', from: [1, 2], to: 0.1 },
  ],
  documentSha256: 'a'.repeat(64),
  previous: '0'.repeat(64),
  hash: 'b'.repeat(64),
};

it('the trail is written as NDJSON and as CSV', () => {
  expect(JSON.parse(auditNdjson([entry]))).toEqual(entry);
  const [first, second, third] = parse(auditCsv([entry, { ...entry, sequence: 2, changes: [] }]), {
    columns: true,
  }) as Record<string, string>[];
  expect(first).toMatchObject({
    sequence: '1',
    actor: 'reader, "one"',
    summary: "'=1+1",
    path: '/a',
    from: 'null',
    to: 'x',
  });
  expect(second).toMatchObject({ sequence: '1', path: '/b', from: '[1,2]', to: '0.1' });
  expect(third).toMatchObject({ sequence: '2', path: '', from: '', to: '' });
});
