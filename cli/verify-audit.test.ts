import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from '@photostructure/sqlite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { auditEntries } from '../electron/store/audit';
import { appendSave } from '../electron/store/readings';
import { databaseFileName } from '../electron/store/schema';
import { Store } from '../electron/store/store';
import { sampleReading } from '../electron/store/testing/sample-reading';
import { auditNdjson } from '../shared/cohort/audit-lines';
import { type AuditReport, verifyPath } from './verify-audit';

const readingIds = ['8f0ea2c1-5f9b-4f0e-9a6c-0d6a5b0e6f11', '0d8d0c0c-6d8d-4a53-8f52-1f6f0d0c7a22'];
let folder: string;
let whole: string;
let ndjson: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'rim-verify-'));
  whole = join(folder, 'whole');
  const store = new Store(whole);
  for (let number = 1; number <= 8; number += 1) {
    const reading = sampleReading(readingIds[number % 2] ?? '', number);
    const saved = store.use((database) =>
      appendSave(database, { reading, viewState: null, change: `change ${number}`, itemsLeft: 0 }),
    );
    expect(saved).toMatchObject({ ok: true, value: { ok: true } });
  }
  const entries = store.use((database) => auditEntries(database, null));
  store.close();
  ndjson = entries.ok ? auditNdjson(entries.value) : '';
});
afterAll(() => rmSync(folder, { recursive: true }));

function report(path: string, head?: string): AuditReport {
  const outcome = verifyPath(path, head);
  if (!outcome.ok) throw new Error(outcome.problem);
  return outcome.value;
}

/** A copy of the database in which somebody did what the app never does. */
function tampered(name: string, statements: string): string {
  const copy = join(folder, name);
  cpSync(whole, copy, { recursive: true });
  const database = new DatabaseSync(join(copy, databaseFileName));
  for (const trigger of [
    'saves_are_not_changed',
    'saves_are_not_deleted',
    'audit_is_not_changed',
    'audit_is_not_deleted',
  ])
    database.exec(`DROP TRIGGER ${trigger}`);
  database.exec(statements);
  database.close();
  return copy;
}

it('a folder, its database file and its exported trail are intact, and end alike', () => {
  const ofFolder = report(whole);
  expect(ofFolder).toMatchObject({ intact: true, entries: 8, documentsChecked: true, problem: null });
  expect(report(join(whole, databaseFileName)).head).toEqual(ofFolder.head);
  const file = join(folder, 'trail.ndjson');
  writeFileSync(file, ndjson);
  expect(report(file)).toMatchObject({ intact: true, documentsChecked: false, head: ofFolder.head });
  expect(report(whole, ofFolder.head?.hash).intact).toBe(true);
  expect(report(whole, 'a'.repeat(64))).toMatchObject({
    intact: false,
    problem: expect.stringContaining('cut off'),
  });
});

describe('a database in which', () => {
  it.each<[string, string, number | null, string]>([
    ['an entry was altered', "UPDATE audit SET actor = 'x' WHERE sequence = 3", 3, 'was altered'],
    ['a change was altered', "UPDATE audit SET changes = '[]' WHERE sequence = 5", 5, 'was altered'],
    ['an entry was removed', 'DELETE FROM audit WHERE sequence = 4', 5, 'Entry 4 is missing'],
    [
      'two entries were exchanged',
      'UPDATE audit SET sequence = 99 WHERE sequence = 3; UPDATE audit SET sequence = 3 WHERE sequence = 4; UPDATE audit SET sequence = 4 WHERE sequence = 99',
      3,
      'was altered',
    ],
    ['the last entry was cut off', 'DELETE FROM audit WHERE sequence = 8', null, 'has no entry in the trail'],
    [
      'a reading was altered',
      "UPDATE saves SET document = '{}', packed = NULL WHERE sequence = 2",
      2,
      'does not match its documentSha256',
    ],
    ['a document is damaged', "UPDATE saves SET packed = x'00' WHERE sequence = 6", 6, 'cannot be read'],
    ['a save was removed', 'DELETE FROM saves WHERE sequence = 8', 8, 'is missing'],
    [
      'a save was inserted',
      `INSERT INTO saves SELECT 9, reading_id, revision, status, reader_id, study_uid, saved_at, change, items_left, document, packed FROM saves WHERE sequence = 8`,
      null,
      'has no entry',
    ],
    [
      'a save is listed as another reader’s',
      "UPDATE saves SET reader_id = 'x' WHERE sequence = 2",
      null,
      'row',
    ],
    [
      'a reading is listed as another’s',
      "UPDATE reading_heads SET reader_id = 'x'",
      null,
      'list of readings',
    ],
    [
      'what is compared of a reading was altered',
      "UPDATE reading_heads SET facts = json_set(facts, '$.fracturePresence', 'absent', '$.fractures', json('[]'))",
      null,
      'list of readings',
    ],
    ['a reading was taken out of the list', 'DELETE FROM reading_heads', null, 'is not in the list'],
    [
      'a case was inserted',
      "INSERT INTO cases VALUES ('C9', 1, '1.2', '{}', '2026-01-01')",
      null,
      'Case C9 has no entry',
    ],
  ])('%s', (name, statements, sequence, words) => {
    expect(report(tampered(name, statements))).toMatchObject({
      intact: false,
      head: null,
      sequence,
      problem: expect.stringContaining(words),
    });
  });
});

it('saves from before there was a trail are vouched for by its first entry', () => {
  const older = tampered('older', 'DELETE FROM audit');
  const store = new Store(older);
  store.use((database) =>
    appendSave(database, {
      reading: sampleReading(readingIds[0] ?? '', 3),
      viewState: null,
      change: 'x',
      itemsLeft: 0,
    }),
  );
  store.close();
  expect(report(older)).toMatchObject({ intact: true, entries: 2 });
  const database = new DatabaseSync(join(older, databaseFileName));
  database.exec("UPDATE saves SET document = '{}', packed = NULL WHERE sequence = 2");
  database.close();
  expect(report(older)).toMatchObject({
    intact: false,
    sequence: 1,
    problem: expect.stringContaining('before the trail began'),
  });
});

it('what is no trail is said to be none', () => {
  const empty = join(folder, 'empty');
  mkdirSync(empty);
  writeFileSync(join(folder, 'text'), 'text');
  const other = new DatabaseSync(join(folder, 'other.sqlite'));
  other.exec('CREATE TABLE t (a)');
  other.close();
  for (const [name, words] of [
    ['absent', 'no such file'],
    ['empty', 'holds no rim-reader.sqlite'],
    ['text', 'is not JSON'],
    ['other.sqlite', 'no audit trail'],
  ] as const) {
    expect(verifyPath(join(folder, name))).toEqual({ ok: false, problem: expect.stringContaining(words) });
  }
});

it('the command prints what it found and ends with its code', () => {
  const run = (...parameters: string[]) =>
    spawnSync(
      process.execPath,
      ['--import', 'tsx', join(import.meta.dirname, 'main.ts'), 'verify-audit', ...parameters],
      {
        encoding: 'utf8',
      },
    );
  const sound = run(whole);
  expect(sound).toMatchObject({ status: 0, stderr: '' });
  expect(sound.stdout).toMatch(/: ok, 8 entries and what is stored; it ends with entry 8, [0-9a-f]{64}\n$/);
  const broken = run('--json', whole, tampered('piped', 'DELETE FROM audit WHERE sequence = 1'));
  expect(broken.status).toBe(1);
  expect(JSON.parse(broken.stdout)).toMatchObject({
    intact: false,
    trails: [{ intact: true }, { intact: false, sequence: 2 }],
  });
  expect(run(join(folder, 'absent'))).toMatchObject({
    status: 2,
    stdout: '',
    stderr: expect.stringContaining('no such file'),
  });
  expect(run('--head', 'x', whole).status).toBe(2);
});
