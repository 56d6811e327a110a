import { randomUUID } from 'node:crypto';
import { open, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { Reading } from '../../shared/findings/reading';
import type { Outcome } from '../../shared/ipc/contract';
import { writeProblem } from '../store/problem-sentences';

/**
 * Writes one reading as an object, several as an array, as JSON to `path`. The file is whole or not there: it is
 * written beside its place, synchronised and then renamed. An earlier file of that name stays where writing fails.
 * Returns the file's name.
 */
export async function writeFindings(path: string, readings: readonly Reading[]): Promise<Outcome<string>> {
  const name = basename(path);
  const temporary = join(dirname(path), `.${name}.${randomUUID()}.part`);
  const content = readings.length === 1 ? readings[0] : readings;
  try {
    const file = await open(temporary, 'wx');
    try {
      await file.writeFile(`${JSON.stringify(content, null, 2)}\n`);
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
