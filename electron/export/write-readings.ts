import { mkdir } from 'node:fs/promises';
import { basename, dirname, extname, join } from 'node:path';
import { codeBookCsv } from '../../shared/export/code-book';
import { textFormatFor, textOf } from '../../shared/export/text-formats';
import type { Reading } from '../../shared/findings/reading';
import type { ExportFormat } from '../../shared/ipc/export-format';
import type { Outcome } from '../../shared/ipc/outcome';
import { writeProblem } from '../store/problem-sentences';
import { createFileNamer } from './reading-file-name';
import { SourceProblem, writeWhole } from './write-whole';

/** Readings one after the other; what cannot supply the next throws a `SourceProblem`. */
export type Readings = Iterable<Reading> | AsyncIterable<Reading>;

/** Where the code book of a table goes: `x-wide.csv` has `x-code-book.csv` beside it. */
function codeBookPath(path: string): string {
  const base = basename(path, extname(path)).replace(/-(wide|long)$/, '');
  return join(dirname(path), `${base}-code-book.csv`);
}

/**
 * Writes the text of readings in a format to one file, and a table's code book beside it; each is whole or not there. Returns
 * the names of the written files.
 */
export async function writeText(
  path: string,
  format: ExportFormat,
  pieces: AsyncIterable<string | Uint8Array>,
): Promise<Outcome<string[]>> {
  const written = await writeWhole(path, pieces);
  if (!written.ok) return written;
  if (format === 'json' || format === 'ndjson') return { ok: true, value: [written.value] };
  const codeBook = await writeWhole(codeBookPath(path), codeBookCsv());
  return codeBook.ok ? { ok: true, value: [written.value, codeBook.value] } : codeBook;
}

/** Writes readings to one file, as `writeText` does. */
export function writeReadings(
  path: string,
  format: ExportFormat,
  readings: readonly Reading[],
): Promise<Outcome<string[]>> {
  return writeText(path, format, textOf(textFormatFor(format, readings.length), readings));
}

/** A format of one file a reading. */
export interface FilePerReading {
  extension: string;
  /** Throws a `SourceProblem` where a reading cannot be written in this format. */
  contentOf: (reading: Reading) => string | Uint8Array | Promise<string | Uint8Array>;
}

/** JSON, indented. */
export const jsonPerReading: FilePerReading = {
  extension: 'json',
  contentOf: (reading) => `${JSON.stringify(reading, null, 2)}\n`,
};

/** The content of a reading's file; where it has none, `leaveOut` is told why, and there is null. */
export async function contentOrNull(
  { contentOf }: FilePerReading,
  reading: Reading,
  leaveOut: (problem: string) => void,
): Promise<string | Uint8Array | null> {
  try {
    return await contentOf(reading);
  } catch (error) {
    if (!(error instanceof SourceProblem)) throw error;
    leaveOut(error.message);
    return null;
  }
}

/**
 * Writes each reading to a file of its own in a folder, which is made where it is not there, named by case, reader and revision. A reading
 * that has no content in this format is left out, and `leaveOut` told why. Stops at the first file that cannot be written. Returns the number
 * of written files.
 */
export async function writeEachReading(
  folder: string,
  format: FilePerReading,
  readings: Readings,
  leaveOut: (problem: string) => void,
): Promise<Outcome<number>> {
  const { extension } = format;
  const nameOf = createFileNamer(extension);
  let count = 0;
  try {
    await mkdir(folder, { recursive: true });
  } catch (error) {
    return { ok: false, problem: `Nothing was exported. ${writeProblem(error, `The folder ${folder}`)}` };
  }
  try {
    for await (const reading of readings) {
      const content = await contentOrNull(format, reading, leaveOut);
      if (content === null) continue;
      const written = await writeWhole(join(folder, nameOf(reading)), content);
      if (!written.ok) return written;
      count++;
    }
  } catch (error) {
    if (error instanceof SourceProblem) return { ok: false, problem: error.message };
    throw error;
  }
  return { ok: true, value: count };
}
