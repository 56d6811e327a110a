import type { Command } from 'commander';
import { checkConsistency } from '../shared/findings/consistency';
import { parseReading } from '../shared/findings/parse-reading';
import { documentName, type FindingsFile, readFindingsFiles } from './findings-files';

/** What `validate --json` prints for each file. */
export interface Validation {
  file: string;
  valid: boolean;
  /** Number of readings in the file. */
  readings: number;
  problems: string[];
}

const help = `
Checks each findings file against the findings schema (shared/findings/findings-1.schema.json) and against itself:
measurements, rim status and assessment are recomputed from the points and answers and compared with what is stored.
FILE holds one reading, a list of readings, or one reading a line (NDJSON). - (or no FILE) reads standard input.

Exit codes:
  0  every file is valid
  1  at least one file is not valid
  2  a file could not be read, or the command line was not understood`;

/** Adds `validate`: schema and consistency of findings files. */
export function register(program: Command): void {
  program
    .command('validate')
    .description('Check findings files against their schema and their values against their points.')
    .argument('[FILE...]', 'findings files; - or none: standard input')
    .option('--json', 'print { "valid", "files": [ { "file", "valid", "readings", "problems" } ] }')
    .addHelpText('after', help)
    .action(async (paths: string[], options: { json?: boolean }) => {
      const read = await readFindingsFiles(paths);
      const files = read.map(validateFile);
      const valid = files.every((one) => one.valid);
      process.stdout.write(options.json ? `${JSON.stringify({ valid, files })}\n` : formatFiles(files));
      const unreadable = read.some((one) => 'unreadable' in one && one.unreadable);
      process.exitCode = unreadable ? 2 : valid ? 0 : 1;
    });
}

/** The problems of one findings file: of its form, then of its content. */
export function validateFile(read: FindingsFile): Validation {
  const { file } = read;
  if ('problem' in read) return { file, valid: false, readings: 0, problems: [read.problem] };
  const { documents } = read;
  const problems = documents.flatMap((document, index) => {
    const parsed = parseReading(document);
    const found = 'problems' in parsed ? parsed.problems : checkConsistency(parsed.reading);
    return found.map((problem) => documentName(index, documents) + problem);
  });
  if (documents.length === 0) problems.push('The list holds no reading.');
  return { file, valid: problems.length === 0, readings: documents.length, problems };
}

function formatFiles(files: readonly Validation[]): string {
  return files
    .map(({ file, valid, readings, problems }) => {
      if (valid) return `${file}: ok${readings > 1 ? ` (${readings} readings)` : ''}\n`;
      return problems.map((problem) => `${file}: ${problem}\n`).join('');
    })
    .join('');
}
