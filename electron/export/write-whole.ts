import { randomUUID } from 'node:crypto';
import { open, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { Outcome } from '../../shared/ipc/contract';
import { writeProblem } from '../store/problem-sentences';

/**
 * Writes a file that is whole or not there: it is written beside its place, synchronised and then renamed. An earlier
 * file of that name stays where writing fails. Returns the file's name.
 */
export async function writeWhole(path: string, content: string | Uint8Array): Promise<Outcome<string>> {
  const name = basename(path);
  const temporary = join(dirname(path), `.${name}.${randomUUID()}.part`);
  try {
    const file = await open(temporary, 'wx');
    try {
      await file.writeFile(content);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(temporary, path);
    return { ok: true, value: name };
  } catch (error) {
    await rm(temporary, { force: true }).catch(() => undefined);
    return { ok: false, problem: `“${name}” was not exported. ${writeProblem(error, 'Its folder')}` };
  }
}
