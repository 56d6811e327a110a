import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join, resolve, sep } from 'node:path';
import type { Command } from 'commander';
import { forkHeaderReader, type HeaderReader } from '../electron/ingest/header-reader';
import { type IndexSnapshot, indexPaths } from '../electron/ingest/index-paths';
import { isMeasurable } from '../shared/dicom/geometry-finding';
import type { Frame, IngestProblem, Stack } from '../shared/dicom/model';
import { readLinesFromStandardInput } from './read-lines';

/** Reads headers beside this process, once both are built. */
const readerScript = join(import.meta.dirname, '../main/header-reader-process.js');

/** What `scan --json` prints. */
export interface ScanReport {
  studies: { studyInstanceUid: string; stacks: ScannedStack[] }[];
  problems: IngestProblem[];
  files: number;
  seconds: number;
}

type ScannedStack = Pick<
  Stack,
  | 'id'
  | 'seriesInstanceUid'
  | 'label'
  | 'description'
  | 'modality'
  | 'plane'
  | 'weighting'
  | 'rows'
  | 'columns'
  | 'pixelSpacing'
  | 'sliceStep'
  | 'sliceThickness'
  | 'frameOfReferenceUid'
  | 'geometry'
> & { measurable: boolean; frames: ScannedFrame[] };

type ScannedFrame = Pick<Frame, 'sopInstanceUid' | 'frame' | 'position' | 'orientation'> & { path: string };

const help = `
PATH is a file or a folder; - reads paths from standard input, one a line. The table says of each stack what stands
against measuring and what to know before it; --json has every finding (docs/geometry.md) and the geometry of each frame.

Exit codes:
  0  at least one image was found (files that could not be used are listed as problems)
  1  no image was found
  2  the command line was not understood`;

/** Adds `scan`: lists the studies and stacks of files and folders. */
export function register(program: Command): void {
  program
    .command('scan')
    .description('List the studies and image stacks in files and folders, with their geometry.')
    .argument('<PATH...>', 'files or folders')
    .option('--json', 'print one JSON object instead of a table')
    .addHelpText('after', help)
    .action(async (paths: string[], options: { json?: boolean }) => {
      const report = await scan(await expandPaths(paths), headerReaders());
      process.stdout.write(options.json ? `${JSON.stringify(report)}\n` : formatReport(report));
      process.exitCode = report.studies.length > 0 ? 0 : 1;
    });
}

/** Reads all headers below `paths` and reports stacks and problems; paths in the report begin as they were given. */
export async function scan(paths: readonly string[], startReader?: () => HeaderReader): Promise<ScanReport> {
  const started = performance.now();
  const snapshot = await indexForCommandLine(paths, startReader);
  const pathOf = pathsAsGiven(paths, snapshot);
  return {
    studies: snapshot.studies.map((study) => ({
      studyInstanceUid: study.studyInstanceUid,
      stacks: study.stacks.map((stack) => describeStack(stack, pathOf)),
    })),
    problems: snapshot.problems,
    files: snapshot.progress.filesRead,
    seconds: Math.round(performance.now() - started) / 1000,
  };
}

/** Header readers as processes of their own, once they are built. */
function headerReaders(): (() => HeaderReader) | undefined {
  return existsSync(readerScript) ? () => forkHeaderReader(readerScript) : undefined;
}

/** Reads all headers below `paths`; subjects get pseudonyms of this run alone. */
export function indexForCommandLine(
  paths: readonly string[],
  startReader = headerReaders(),
): Promise<IndexSnapshot> {
  return indexPaths(paths, {
    secret: randomBytes(16).toString('hex'),
    problemPaths: 'given',
    ...(startReader === undefined ? {} : { startReader }),
  });
}

async function expandPaths(paths: readonly string[]): Promise<string[]> {
  if (!paths.includes('-')) return [...paths];
  const piped = await readLinesFromStandardInput();
  return paths.flatMap((path) => (path === '-' ? piped : [path]));
}

function pathsAsGiven(paths: readonly string[], snapshot: IndexSnapshot): (frame: Frame) => string {
  const roots = paths.map((given) => ({
    given: given.replace(/(?<=.)[\\/]+$/, ''),
    absolute: resolve(given),
  }));
  const locations = new Map(snapshot.locations);
  return (frame) => {
    const path = locations.get(frame.id)?.path ?? '';
    const root = roots.find(({ absolute }) => path === absolute || path.startsWith(absolute + sep));
    return root === undefined ? path : root.given + path.slice(root.absolute.length);
  };
}

function describeStack(stack: Stack, pathOf: (frame: Frame) => string): ScannedStack {
  const { id, seriesInstanceUid, label, description, modality, plane, weighting, rows, columns } = stack;
  const { pixelSpacing, sliceThickness, sliceStep, frameOfReferenceUid, geometry } = stack;
  return {
    ...{ id, seriesInstanceUid, label, description, modality, plane, weighting, rows, columns },
    ...{ pixelSpacing, sliceThickness, sliceStep, frameOfReferenceUid },
    measurable: isMeasurable(stack),
    geometry,
    frames: stack.frames.map((frame) => ({
      sopInstanceUid: frame.sopInstanceUid,
      frame: frame.frame,
      path: pathOf(frame),
      position: frame.position,
      orientation: frame.orientation,
    })),
  };
}

function formatReport({ studies, problems, files, seconds }: ScanReport): string {
  const lines: string[] = [];
  for (const { studyInstanceUid, stacks } of studies) {
    lines.push(`Study ${studyInstanceUid}`);
    const width = Math.max(...stacks.map((stack) => stack.label.length));
    for (const stack of stacks) {
      const spacing = stack.pixelSpacing?.map((value) => value.toFixed(3)).join(' × ') ?? 'no spacing';
      const step = stack.sliceStep === null ? '' : `, step ${stack.sliceStep.toFixed(2)} mm`;
      lines.push(
        `  ${stack.label.padEnd(width)}  ${stack.frames.length} ${stack.frames.length === 1 ? 'frame' : 'frames'}, ${stack.rows} × ${stack.columns}, ` +
          `${spacing}${stack.pixelSpacing === null ? '' : ' mm'}${step}, ` +
          `${stack.measurable ? 'measurable' : 'not measurable'}`,
        ...stack.geometry
          .filter(({ severity }) => severity !== 'note')
          .map(({ severity, sentence }) => `    ${severity}: ${sentence}`),
      );
    }
  }
  if (problems.length > 0) lines.push('Problems');
  for (const { path, problem } of problems) lines.push(`  ${path}: ${problem}`);
  lines.push(`${files} files read in ${seconds} s`);
  return `${lines.join('\n')}\n`;
}
