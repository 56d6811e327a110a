import { type Command, Option } from 'commander';
import { reportPerReading } from '../electron/export/structured-report/report-per-reading';
import { contentOrNull, type FilePerReading, writeEachReading } from '../electron/export/write-readings';
import { SourceProblem, writeWhole } from '../electron/export/write-whole';
import { byteOrderMark } from '../shared/export/csv';
import { referencedImages } from '../shared/export/structured-report/referenced-images';
import { textOf } from '../shared/export/text-formats';
import type { Reading } from '../shared/findings/reading';
import { type CliFormat, type CliFormatName, cliFormats } from './export-formats';
import { originalReadings, readKeyTableFile, withoutKeyTable } from './original-readings';
import { readProtocols } from './read-protocols';
import { indexForCommandLine } from './scan';
import { streamReadings } from './stream-readings';

interface ExportOptions {
  format: CliFormatName;
  output?: string;
  dicom?: string[];
  bom: boolean;
  protocol?: string[];
  keyTable?: string;
}

const names = Object.keys(cliFormats);
const width = Math.max(...names.map((name) => name.length));
const help = `
Formats:
${Object.entries(cliFormats)
  .map(([name, { description }]) => `  ${name.padEnd(width)}  ${description}`)
  .join('\n')}

FILE holds one reading, a list of readings (JSON), or one reading a line (NDJSON). - (or no FILE) reads standard input.
DICOM SR refers to images: --dicom names the folders or files that hold the studies that were read. Documents of a reader
study hold pseudonymous UIDs: --key-table puts those of the images back. Such reports lead from the case ids to the patients; a
warning on standard error says so. A reading whose images are not there is named and left out.
Without --output the export goes to standard output; formats of one file a reading then take one reading only.
The values are those stored in FILE (rim-reader validate compares them with the points).
Exit codes:
  0  everything was exported
  1  at least one document is not a reading, or cannot be written in this format (the others are exported)
  2  a file could not be read or written, or the command line was not understood`;

/** Adds `export`: findings files as tables, documents and reports. */
export function register(program: Command): void {
  program
    .command('export')
    .description('Export findings files as tables for statistics, or as documents.')
    .argument('[FILE...]', 'findings files; - or none: standard input')
    .addOption(new Option('--format <format>', 'what to make').choices(names).makeOptionMandatory())
    .option('--output <path>', 'the file to write; for formats of one file a reading the folder')
    .option(
      '--dicom <path...>',
      'folders or files with the images of the studies that were read, for DICOM SR',
    )
    .option(
      '--protocol <file...>',
      'the protocol (all its versions) the readings were made under: tells NOT_ASKED',
    )
    .option(
      '--key-table <file>',
      'the key table of the reader study, for DICOM SR: the reports name the images of the patients',
    )
    .option('--no-bom', 'tables without the byte order mark that Excel needs')
    .addHelpText('after', help)
    .action(async (files: string[], options: ExportOptions) => {
      process.exitCode = await exportFiles(files, cliFormats[options.format], options);
    });
}

/** Where an export without --output goes, and what went wrong. */
export interface ExportStreams {
  /** Settles when the piece is taken, so that nothing piles up before a slow reader. */
  print: (piece: string | Uint8Array) => Promise<void>;
  say: (sentence: string) => void;
}

const standardStreams: ExportStreams = {
  print: (piece) => new Promise((resolve) => process.stdout.write(piece, () => resolve())),
  say: (sentence) => process.stderr.write(`${sentence}\n`),
};

/** Exports the readings of the files and says what went wrong. Returns the exit code. */
export async function exportFiles(
  files: readonly string[],
  format: CliFormat,
  options: Omit<ExportOptions, 'format'>,
  streams: ExportStreams = standardStreams,
): Promise<number> {
  const { say } = streams;
  const problems = { count: 0, unreadable: false };
  const leaveOut = (sentence: string) => {
    problems.count++;
    say(sentence);
  };
  const readings = streamReadings(files, {
    problem: leaveOut,
    unreadable: () => {
      problems.unreadable = true;
    },
  });
  const failure = await run(format, readings, options, { ...streams, leaveOut });
  if (failure !== null) say(failure);
  return failure !== null || problems.unreadable ? 2 : problems.count > 0 ? 1 : 0;
}

function marked(text: string, bom: boolean): string {
  return bom || !text.startsWith(byteOrderMark) ? text : text.slice(byteOrderMark.length);
}

/** Where an export goes, and who is told of a reading that is left out. */
interface ExportTarget extends ExportStreams {
  leaveOut: (problem: string) => void;
}

/** Writes the export; returns why it could not be written, in a sentence, or null. */
async function run(
  format: CliFormat,
  readings: AsyncGenerator<Reading>,
  { output, bom, dicom, protocol = [], keyTable }: Omit<ExportOptions, 'format'>,
  streams: ExportTarget,
): Promise<string | null> {
  if (keyTable !== undefined && format.kind !== 'structured-report')
    return 'The key table is for DICOM SR alone: other formats keep the pseudonymous UIDs of the study. Leave --key-table out.';
  switch (format.kind) {
    case 'without-readings':
      return deliver(output, once(marked(format.text(), bom)), streams);
    case 'one-file': {
      const protocols = await readProtocols(protocol);
      if ('problem' in protocols) return protocols.problem;
      const begin = marked(format.format.begin, bom);
      const pieces = textOf({ ...format.format, begin }, readings, protocols.protocolOf);
      return deliver(output, pieces, streams);
    }
    case 'file-per-reading':
      return deliverEach(output, format.format, readings, streams);
    case 'structured-report': {
      if (dicom === undefined)
        return 'DICOM SR refers to the images that were read: say with --dicom which folder holds them.';
      const key = keyTable === undefined ? null : await readKeyTableFile(keyTable);
      if (key?.ok === false) return key.problem;
      const { studies } = await indexForCommandLine(dicom);
      const images = referencedImages(studies);
      if (images.size === 0) return `No DICOM image was found in ${dicom.join(', ')}.`;
      const { extension, contentOf } = reportPerReading(format.report, () => images);
      if (key === null)
        return deliverEach(output, { extension, contentOf }, withoutKeyTable(readings), streams);
      const original = originalReadings({ studies, keyTable: key.value, say: streams.say });
      return deliverEach(
        output,
        { extension, contentOf: (reading) => contentOf(original(reading)) },
        readings,
        streams,
      );
    }
  }
}

async function deliverEach(
  output: string | undefined,
  format: FilePerReading,
  readings: AsyncGenerator<Reading>,
  streams: ExportTarget,
): Promise<string | null> {
  if (output === undefined) return printOnly(format, readings, streams);
  const written = await writeEachReading(output, format, readings, streams.leaveOut);
  return written.ok ? null : written.problem;
}

async function* once(text: string): AsyncGenerator<string> {
  yield text;
}

async function deliver(
  output: string | undefined,
  pieces: AsyncGenerator<string>,
  { print }: ExportStreams,
): Promise<string | null> {
  if (output === undefined) {
    for await (const piece of pieces) await print(piece);
    return null;
  }
  const written = await writeWhole(output, pieces);
  return written.ok ? null : written.problem;
}

/** A format of one file a reading on standard output, for one reading. */
async function printOnly(
  format: FilePerReading,
  readings: AsyncGenerator<Reading>,
  { print, leaveOut }: ExportTarget,
): Promise<string | null> {
  try {
    const first = await readings.next();
    if (first.done === true) return null;
    const second = await readings.next();
    if (second.done !== true)
      return 'There are several readings; say with --output which folder their files go to.';
    const content = await contentOrNull(format, first.value, leaveOut);
    if (content !== null) await print(content);
    return null;
  } catch (error) {
    if (error instanceof SourceProblem) return error.message;
    throw error;
  }
}
