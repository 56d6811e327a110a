/**
 * Writes the JSON Schema of the findings document, generated from its zod schema: npm run schema.
 * With --check nothing is written; the exit code is 1 where the file on disk is not what would be written.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { z } from 'zod';
import { currentSchemaVersion, readingSchema } from '../shared/findings/reading';

export const schemaFile = path.join(
  import.meta.dirname,
  `../shared/findings/findings-${currentSchemaVersion}.schema.json`,
);

/** The JSON Schema (draft 2020-12) of the findings document, as the text of its file. */
export function findingsSchemaText(): string {
  const schema = z.toJSONSchema(readingSchema, { target: 'draft-2020-12', io: 'input' });
  const { $schema, ...rest } = schema;
  const identified = {
    $schema,
    $id: `urn:rim-reader:findings:${currentSchemaVersion}`,
    title: `Rim Reader findings, schema ${currentSchemaVersion}`,
    ...rest,
  };
  return `${JSON.stringify(identified, null, 2)}\n`;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const text = findingsSchemaText();
  if (!process.argv.includes('--check')) writeFileSync(schemaFile, text);
  else if (readFileSync(schemaFile, 'utf8') !== text) {
    process.stderr.write(`${path.basename(schemaFile)} is out of date: run npm run schema.\n`);
    process.exitCode = 1;
  }
}
