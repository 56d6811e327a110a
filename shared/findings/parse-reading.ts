import type { z } from 'zod';
import { currentSchemaVersion, type Reading, readingSchema } from './reading';

/** A document's reading, or in a sentence why it is not one. */
export type ParsedReading = { reading: Reading } | { problem: string; problems: string[] };

function kindOf(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'a list';
  return typeof value === 'object' ? 'an object' : `a ${typeof value}`;
}

/** The place of a field in words, list items counted from 1: `fractures, item 1, rim, cells, middle-left`. */
function placeInWords(path: readonly PropertyKey[]): string {
  return path.map((key) => (typeof key === 'number' ? `item ${key + 1}` : String(key))).join(', ');
}

function issueInWords(issue: z.core.$ZodIssue): string {
  const place = placeInWords(issue.path);
  const where = place === '' ? 'At the top of the document' : place;
  if (issue.code === 'unrecognized_keys') {
    const keys = issue.keys.map((key) => `“${key}”`).join(', ');
    return `${where}: ${keys} ${issue.keys.length > 1 ? 'are not fields' : 'is not a field'} of this schema.`;
  }
  return `${where}: ${issue.message.replace(/^Invalid (input|option): /, '')}.`;
}

/**
 * Checks that a parsed JSON value is a findings document of this schema. `problem` names the first wrong field,
 * `problems` all of them; neither repeats what a field holds.
 */
export function parseReading(json: unknown): ParsedReading {
  const refuse = (problem: string): ParsedReading => ({ problem, problems: [problem] });
  if (typeof json !== 'object' || json === null || Array.isArray(json)) {
    return refuse(`This is not a findings document: expected an object, found ${kindOf(json)}.`);
  }
  const version: unknown = 'schemaVersion' in json ? json.schemaVersion : undefined;
  if (version === undefined) return refuse('This is not a findings document: schemaVersion is missing.');
  if (typeof version === 'number' && version > currentSchemaVersion) {
    return refuse(
      `This document was written by a newer Rim Reader (schema ${version}); this one reads schema ` +
        `${currentSchemaVersion}. Update Rim Reader to open it.`,
    );
  }
  const parsed = readingSchema.safeParse(json);
  if (parsed.success) return { reading: parsed.data };
  const problems = parsed.error.issues.map(issueInWords);
  return { problem: problems[0] ?? 'This is not a findings document.', problems };
}

/** The documents in a findings file, or in a sentence why its text is none. */
export type ReadDocuments = { documents: unknown[] } | { problem: string };

function parseJson(text: string): { json: unknown } | null {
  try {
    return { json: JSON.parse(text) };
  } catch {
    return null;
  }
}

/**
 * The documents in the text of a findings file: one reading, a list of readings (JSON), or one reading a line (NDJSON;
 * blank lines count for nothing). A byte order mark is passed over. Documents are not checked: each goes through
 * `parseReading`. Where the first line is whole, a damaged one after it is named.
 */
export function documentsIn(fileText: string): ReadDocuments {
  const text = fileText.replace(/^\uFEFF/, '').trimEnd();
  if (text === '') return { problem: 'It is empty.' };
  const whole = parseJson(text);
  if (whole !== null) return { documents: Array.isArray(whole.json) ? whole.json : [whole.json] };
  const lines = text.split(/\r?\n/);
  const documents: unknown[] = [];
  for (const [index, line] of lines.entries()) {
    if (line.trim() === '') continue;
    const document = parseJson(line);
    if (document === null) {
      const place = documents.length === 0 ? 'It' : `Line ${index + 1}`;
      return { problem: `${place} is not JSON (damaged or cut off?).` };
    }
    documents.push(document.json);
  }
  return { documents };
}
