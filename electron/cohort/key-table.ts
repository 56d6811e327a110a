import { randomUUID } from 'node:crypto';
import {
  chmodSync,
  closeSync,
  fsyncSync,
  openSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  writeSync,
} from 'node:fs';
import { basename, dirname, isAbsolute, join, relative, resolve, sep } from 'node:path';
import { z } from 'zod';
import { caseIdSchema } from '../../shared/findings/reading';
import type { Outcome } from '../../shared/ipc/contract';
import { writeProblem } from '../store/problem-sentences';

const keyTableFormat = 1;

const keyedCaseSchema = z.strictObject({
  caseId: caseIdSchema,
  studyInstanceUid: z.string().min(1),
  patientId: z.string().nullable(),
  paths: z.array(z.string()).min(1),
  /** How many images the study had when the case was added, copies left out; null: not known. */
  imageCount: z.int().min(1).nullable().default(null),
  /** Names the index of the list the case was added with, so that it need not be read again. */
  listId: z.uuid(),
});
export type KeyedCase = z.infer<typeof keyedCaseSchema>;

const keyTableSchema = z.strictObject({
  format: z.literal(keyTableFormat),
  projectId: z.uuid(),
  title: z.string(),
  secret: z.string().regex(/^[0-9a-f]{64}$/),
  cases: z.array(keyedCaseSchema),
});
/**
 * What leads from the case ids of a project back to the studies, and the secret of its UIDs. A file of its own, which
 * lies outside the project and is in no export.
 */
export type KeyTable = z.infer<typeof keyTableSchema>;

export function newKeyTable(project: Pick<KeyTable, 'projectId' | 'title' | 'secret'>): KeyTable {
  return { format: keyTableFormat, ...project, cases: [] };
}

/** The real path of what is there, its links followed; of what is not, as it is written below what is. */
function realPath(path: string): string {
  const absolute = resolve(path);
  try {
    return realpathSync(absolute);
  } catch {
    const folder = dirname(absolute);
    return folder === absolute ? absolute : join(realPath(folder), basename(absolute));
  }
}

/** Whether a file lies in a folder or below it, whatever links lead there. */
export function liesInside(file: string, folder: string): boolean {
  const [first] = relative(realPath(folder), realPath(file)).split(sep);
  return first !== '..' && !isAbsolute(first ?? '');
}

/** The key table in the text of a file; null where that is none. */
export function parseKeyTable(text: string): KeyTable | null {
  const parsed = keyTableSchema.safeParse(parseJson(text));
  return parsed.success ? parsed.data : null;
}

/** The key table of a project, or in a sentence why the file is not it. */
export function readKeyTable(file: string, projectId: string): Outcome<KeyTable> {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch {
    return {
      ok: false,
      problem:
        'The key table of this project is not at its place, so its cases cannot be opened. Choose where it is.',
    };
  }
  const table = parseKeyTable(text);
  if (table === null) {
    return {
      ok: false,
      problem: 'The chosen file is not a key table, or is damaged. Choose the right file or a backup of it.',
    };
  }
  if (table.projectId !== projectId) {
    return {
      ok: false,
      problem: `This key table belongs to another project (“${table.title}”). Choose the one of this project.`,
    };
  }
  return { ok: true, value: table };
}

/** Writes the key table for its owner's eyes only: whole, or not at all. */
export function writeKeyTable(file: string, table: KeyTable): Outcome<null> {
  const temporary = join(dirname(file), `.${randomUUID()}.part`);
  try {
    const descriptor = openSync(temporary, 'wx', 0o600);
    try {
      writeSync(descriptor, `${JSON.stringify(table, null, 2)}\n`);
      fsyncSync(descriptor);
    } finally {
      closeSync(descriptor);
    }
    chmodSync(temporary, 0o600);
    renameSync(temporary, file);
    return { ok: true, value: null };
  } catch (error) {
    rmSync(temporary, { force: true });
    return { ok: false, problem: `The key table was not written. ${writeProblem(error, 'Its folder')}` };
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch {
    return null;
  }
}
