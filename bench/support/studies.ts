import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { projectRoot } from '../../e2e/support/launch';
import { makeStudy } from '../make-study';

const realStudy = path.resolve(projectRoot, '../shared/data/lspine-hitachi-cc0');

/** The folder of a whole lumbar study off a CD: the real one beside the project, else a generated one of its shape. */
export function lumbarStudy(): string {
  if (existsSync(realStudy)) return realStudy;
  process.stderr.write(
    'The study lspine-hitachi-cc0 is not here; a generated one of the same shape stands in.\n',
  );
  return makeStudy(path.join(tmpdir(), 'rim-reader-bench', 'lumbar-study'));
}

interface ScannedStack {
  label: string;
  frames: { path: string }[];
}

/** The stacks of the first study below a folder, slices in order, as the command line reports them. */
function scannedStacks(folder: string): ScannedStack[] {
  const scanned = execFileSync(
    'node',
    [path.join(projectRoot, 'out/cli/main.js'), 'scan', folder, '--json'],
    {
      encoding: 'utf8',
      maxBuffer: 2 ** 30,
    },
  );
  const { studies }: { studies: { stacks: ScannedStack[] }[] } = JSON.parse(scanned);
  const [study] = studies;
  if (study === undefined) throw new Error(`There is no study below ${folder}.`);
  return study.stacks;
}

/** The files of the stack that the reading room shows first, in order. */
export function leadingStackFiles(folder: string): string[] {
  const stack = scannedStacks(folder).find(({ label }) => label === 'T2 sagittal');
  if (stack === undefined) throw new Error(`There is no T2 sagittal stack below ${folder}.`);
  return stack.frames.map((frame) => frame.path);
}

/** The files of all stacks of a study, each stack in order. */
export function orderedStudyFiles(folder: string): string[] {
  return scannedStacks(folder).flatMap(({ frames }) => frames.map((frame) => frame.path));
}
