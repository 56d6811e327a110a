import { readFile } from 'node:fs/promises';
import { documentsIn } from '../shared/findings/parse-reading';

/** A findings file as read: its documents, or why it could not be read or is not JSON. */
export type FindingsFile =
  | { file: string; documents: unknown[] }
  | { file: string; problem: string; unreadable: boolean };

const readFailures: Record<string, string> = {
  ENOENT: 'no such file',
  EACCES: 'no permission to read it',
  EPERM: 'no permission to read it',
  EISDIR: 'it is a folder, not a findings file',
};

/** Why a file cannot be read, in a sentence; null for an error that is not the system's. */
export function readFailure(error: unknown): string | null {
  if (!(error instanceof Error) || !('syscall' in error) || !('code' in error)) return null;
  const code = String(error.code);
  return `Cannot be read: ${readFailures[code] ?? code}.`;
}

async function readStandardInput(): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of process.stdin) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks).toString('utf8');
}

async function readFindingsFile(file: string): Promise<FindingsFile> {
  const name = file === '-' ? 'standard input' : file;
  let text: string;
  try {
    text = file === '-' ? await readStandardInput() : await readFile(file, 'utf8');
  } catch (error) {
    const problem = readFailure(error);
    if (problem === null) throw error;
    return { file: name, problem, unreadable: true };
  }
  const read = documentsIn(text);
  return 'problem' in read
    ? { file: name, problem: read.problem, unreadable: false }
    : { file: name, ...read };
}

/** Reads findings files in the given order; `-`, or no file at all, is standard input. */
export async function readFindingsFiles(files: readonly string[]): Promise<FindingsFile[]> {
  const results: FindingsFile[] = [];
  for (const file of files.length === 0 ? ['-'] : files) results.push(await readFindingsFile(file));
  return results;
}

/** Names a document in messages: by its place where the file holds a list. */
export function documentName(index: number, documents: readonly unknown[]): string {
  return documents.length === 1 ? '' : `reading ${index + 1}: `;
}
