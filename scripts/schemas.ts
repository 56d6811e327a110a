/**
 * Writes the JSON Schemas of the findings document and of the protocol, generated from their zod schemas: npm run schema.
 * With --check nothing is written; the exit code is 1 where a file on disk is not what would be written.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { z } from 'zod';
import { currentProtocolFormat, protocolSchema } from '../shared/cohort/protocol';
import { currentSchemaVersion, readingSchema } from '../shared/findings/reading';

const inProject = (file: string) => path.join(import.meta.dirname, '..', file);
export const findingsSchemaFile = inProject(`shared/findings/findings-${currentSchemaVersion}.schema.json`);
export const protocolSchemaFile = inProject(`shared/cohort/protocol-${currentProtocolFormat}.schema.json`);

function schemaText(document: z.ZodType, id: string, title: string): string {
  const { $schema, ...rest } = z.toJSONSchema(document, { target: 'draft-2020-12', io: 'input' });
  return `${JSON.stringify({ $schema, $id: id, title, ...rest }, null, 2)}\n`;
}

/** The JSON Schema (draft 2020-12) of the findings document, as the text of its file. */
export function findingsSchemaText(): string {
  const version = currentSchemaVersion;
  return schemaText(
    readingSchema,
    `urn:rim-reader:findings:${version}`,
    `Rim Reader findings, schema ${version}`,
  );
}

/**
 * The JSON Schema (draft 2020-12) of a study protocol, as the text of its file. That every item is named once is beyond
 * it; the program checks that too.
 */
export function protocolSchemaText(): string {
  const format = currentProtocolFormat;
  return schemaText(
    protocolSchema,
    `urn:rim-reader:protocol:${format}`,
    `Rim Reader protocol, format ${format}`,
  );
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const written = [
    { file: findingsSchemaFile, text: findingsSchemaText() },
    { file: protocolSchemaFile, text: protocolSchemaText() },
  ];
  for (const { file, text } of written) {
    if (!process.argv.includes('--check')) writeFileSync(file, text);
    else if (readFileSync(file, 'utf8') !== text) {
      process.stderr.write(`${path.basename(file)} is out of date: run npm run schema.\n`);
      process.exitCode = 1;
    }
  }
}
