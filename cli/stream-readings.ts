import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { documentsIn, parseReading } from '../shared/findings/parse-reading';
import type { Reading } from '../shared/findings/reading';
import { documentName, readFailure } from './findings-files';

/** What went wrong while readings were read. */
export interface Trouble {
  /** One file or document after the other, in a sentence. */
  problem: (sentence: string) => void;
  /** A file could not be read at all. */
  unreadable: () => void;
}

/** Documents of a file, or a sentence about the rest of it. */
type Found = { document: unknown; name: string } | { problem: string };

function isWhole(line: string): boolean {
  try {
    const json: unknown = JSON.parse(line);
    return typeof json === 'object' && json !== null && !Array.isArray(json);
  } catch {
    return false;
  }
}

function foundIn(text: string): Found[] {
  const read = documentsIn(text);
  if ('problem' in read) return [read];
  const { documents } = read;
  if (documents.length === 0) return [{ problem: 'The list holds no reading.' }];
  return documents.map((document, index) => ({ document, name: documentName(index, documents) }));
}

/** Lines that are not JSON, one after the other; null: none. */
type Broken = { from: number; to: number } | null;

const aboutBroken = ({ from, to }: NonNullable<Broken>): Found => ({
  problem: `${from === to ? `Line ${from} is` : `Lines ${from} to ${to} are`} not JSON (damaged or cut off?).`,
});

/**
 * The documents of a findings file. Of NDJSON one line is held at a time, of anything else (one reading over many lines,
 * a list) the whole. Lines of NDJSON that are none are told, and what follows them is read.
 */
async function* documentsOf(file: string): AsyncGenerator<Found> {
  const input = file === '-' ? process.stdin : createReadStream(file, 'utf8');
  const lines: string[] = [];
  let count = 0;
  let line = 0;
  let broken = null as Broken;
  for await (const text of createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY })) {
    line++;
    const bare = line === 1 ? text.replace(/^\uFEFF/, '') : text;
    if (lines.length > 0 || (count === 0 && bare.trim() !== '' && !isWhole(bare))) {
      lines.push(bare);
      continue;
    }
    if (bare.trim() === '') continue;
    count++;
    let document: unknown;
    try {
      document = JSON.parse(bare);
    } catch {
      broken = { from: broken?.from ?? line, to: line };
      continue;
    }
    if (broken !== null) yield aboutBroken(broken);
    broken = null;
    yield { document, name: `reading ${count}: ` };
  }
  if (broken !== null) yield aboutBroken(broken);
  if (count === 0) yield* foundIn(lines.join('\n'));
}

/**
 * The readings of findings files (JSON, lists, NDJSON; `-` is standard input) one after the other; what is not a
 * reading is told and left out.
 */
export async function* streamReadings(files: readonly string[], trouble: Trouble): AsyncGenerator<Reading> {
  for (const file of files.length === 0 ? ['-'] : files) {
    const named = file === '-' ? 'standard input' : file;
    try {
      for await (const found of documentsOf(file)) {
        if ('problem' in found) {
          trouble.problem(`${named}: ${found.problem}`);
          continue;
        }
        const parsed = parseReading(found.document);
        if ('reading' in parsed) yield parsed.reading;
        else trouble.problem(`${named}: ${found.name}${parsed.problem}`);
      }
    } catch (error) {
      const sentence = readFailure(error);
      if (sentence === null) throw error;
      trouble.problem(`${named}: ${sentence}`);
      trouble.unreadable();
    }
  }
}
