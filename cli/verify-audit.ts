import { closeSync, existsSync, openSync, readFileSync, readSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { type Command, InvalidArgumentError } from 'commander';
import { sha256 } from '../electron/store/audit';
import { databaseFileName } from '../electron/store/schema';
import { verifyTrailOfFile } from '../electron/store/stored-trail';
import { type AuditVerdict, verifyAudit } from '../shared/cohort/verify-audit';
import { documentsIn } from '../shared/findings/parse-reading';
import type { Outcome } from '../shared/ipc/outcome';

/** What `verify-audit --json` prints for each path. */
export interface AuditReport {
  path: string;
  intact: boolean;
  /** Entries found whole, from the first on. */
  entries: number;
  /** The last entry; null where the trail is not intact. */
  head: { sequence: number; hash: string } | null;
  /** Whether the stored readings were held against the trail: not where the path is an exported one. */
  documentsChecked: boolean;
  /** The first entry that is wrong; null: none, or none can be named. */
  sequence: number | null;
  problem: string | null;
  remarks: string[];
}

const help = `
PATH is the folder of a project (or a data folder), its database file, or a trail exported as NDJSON. Each entry is
checked against its own hash and the entry before it; in a database also every stored save and version of the protocol
against the entry that recorded it. The database is only read. Entries cut off from the end leave a trail that is whole in
itself: give the last hash you know with --head (a backup's, a package's, or what this command printed earlier).

Exit codes:
  0  every trail is intact
  1  at least one trail is not
  2  a path could not be read, or the command line was not understood`;

function parseHead(text: string): string {
  const head = text.toLowerCase();
  if (!/^[0-9a-f]{64}$/.test(head))
    throw new InvalidArgumentError('A head is a hash of 64 hexadecimal digits.');
  return head;
}

/** Adds `verify-audit`: whether audit trails are as they were written. */
export function register(program: Command): void {
  program
    .command('verify-audit')
    .description(
      'Check audit trails: that no entry and no stored reading was altered, removed, inserted or reordered.',
    )
    .argument('<PATH...>', 'project folders, database files or exported trails (NDJSON)')
    .option('--head <hash>', 'hash of an entry the trail must hold', parseHead)
    .option('--json', 'print { "intact", "trails": [ { "path", "intact", "entries", "head", … } ] }')
    .addHelpText('after', help)
    .action((paths: string[], options: { head?: string; json?: boolean }) => {
      const outcomes = paths.map((path) => ({ path, outcome: verifyPath(path, options.head) }));
      const trails = outcomes.flatMap(({ outcome }) => (outcome.ok ? [outcome.value] : []));
      const intact = trails.length === paths.length && trails.every((one) => one.intact);
      process.stdout.write(
        options.json ? `${JSON.stringify({ intact, trails })}\n` : trails.map(formatReport).join(''),
      );
      for (const { path, outcome } of outcomes)
        if (!outcome.ok) process.stderr.write(`${path}: ${outcome.problem}\n`);
      process.exitCode = trails.length < paths.length ? 2 : intact ? 0 : 1;
    });
}

const isDatabase = (file: string): boolean => {
  const start = Buffer.alloc(15);
  const descriptor = openSync(file, 'r');
  try {
    readSync(descriptor, start, 0, start.length, 0);
  } finally {
    closeSync(descriptor);
  }
  return start.toString('latin1') === 'SQLite format 3';
};

/** Checks the trail at a path; a sentence where there is none to be read. */
export function verifyPath(path: string, head?: string): Outcome<AuditReport> {
  const found = statSync(path, { throwIfNoEntry: false });
  if (found === undefined) return { ok: false, problem: 'Cannot be read: no such file or folder.' };
  const file = found.isDirectory() ? join(path, databaseFileName) : path;
  if (!existsSync(file))
    return { ok: false, problem: `Cannot be read: the folder holds no ${databaseFileName}.` };
  try {
    if (!isDatabase(file)) return verifyExported(path, file, head);
    const verdict = verifyTrailOfFile(file, head);
    return verdict.ok ? { ok: true, value: reportOf(path, verdict.value, true) } : verdict;
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    if (code === '') throw error;
    return {
      ok: false,
      problem: `Cannot be read: ${code === 'EACCES' ? 'no permission to read it' : code}.`,
    };
  }
}

function verifyExported(path: string, file: string, head: string | undefined): Outcome<AuditReport> {
  const read = documentsIn(readFileSync(file, 'utf8'));
  if ('problem' in read) return { ok: false, problem: `${read.problem} A trail is a database or NDJSON.` };
  const verdict = verifyAudit(read.documents, sha256, head === undefined ? {} : { head });
  return { ok: true, value: reportOf(path, verdict, false) };
}

function reportOf(path: string, verdict: AuditVerdict, documentsChecked: boolean): AuditReport {
  const { intact, entries } = verdict;
  return intact
    ? {
        path,
        intact,
        entries,
        head: verdict.head,
        documentsChecked,
        sequence: null,
        problem: null,
        remarks: verdict.remarks,
      }
    : {
        path,
        intact,
        entries,
        head: null,
        documentsChecked,
        sequence: verdict.sequence,
        problem: verdict.problem,
        remarks: [],
      };
}

function formatReport({ path, problem, entries, head, documentsChecked, remarks }: AuditReport): string {
  if (problem !== null) return `${path}: ${problem}\n`;
  const what = documentsChecked
    ? 'entries and what is stored'
    : 'entries (stored readings are not part of it)';
  const end =
    head === null || head.sequence === 0 ? '' : `; it ends with entry ${head.sequence}, ${head.hash}`;
  return `${path}: ok, ${entries} ${what}${end}\n${remarks.map((remark) => `${path}: ${remark}\n`).join('')}`;
}
