import { randomUUID } from 'node:crypto';
import { open, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { Outcome } from '../../shared/ipc/outcome';
import { writeProblem } from '../store/problem-sentences';

/** Thrown by what supplies the content of a file: why it cannot go on, in a sentence to be shown. */
export class SourceProblem extends Error {}

/** A file's content at once, or in pieces as they come. */
export type Content = string | Uint8Array | AsyncIterable<string | Uint8Array>;

/** Bytes that are written at a time: each write waits for the disk. */
const largePiece = 256 * 1024;

async function* inLargePieces(pieces: AsyncIterable<string | Uint8Array>): AsyncGenerator<Uint8Array> {
  let held: Uint8Array[] = [];
  let length = 0;
  for await (const piece of pieces) {
    const bytes = typeof piece === 'string' ? Buffer.from(piece) : piece;
    held.push(bytes);
    length += bytes.length;
    if (length < largePiece) continue;
    yield Buffer.concat(held);
    held = [];
    length = 0;
  }
  if (length > 0) yield Buffer.concat(held);
}

/**
 * Writes a file that is whole or not there: it is written beside its place, synchronised and then renamed. An earlier
 * file of that name stays where writing fails. Returns the file's name.
 */
export async function writeWhole(path: string, content: Content): Promise<Outcome<string>> {
  const name = basename(path);
  const temporary = join(dirname(path), `.${name}.${randomUUID()}.part`);
  try {
    const file = await open(temporary, 'wx');
    try {
      if (typeof content === 'string' || content instanceof Uint8Array) await file.writeFile(content);
      else for await (const piece of inLargePieces(content)) await file.appendFile(piece);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(temporary, path);
    return { ok: true, value: name };
  } catch (error) {
    await rm(temporary, { force: true }).catch(() => undefined);
    const why = error instanceof SourceProblem ? error.message : writeProblem(error, 'Its folder');
    return { ok: false, problem: `“${name}” was not exported. ${why}` };
  }
}
