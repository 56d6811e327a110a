import { execFileSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { projectRoot } from '../../e2e/support/launch';
import { makeOnce } from './generated-folder';

/** Size of the cohort whose pages are measured. */
export const cohortSize = { cases: 2000, readers: 3, seed: 1 } as const;

/** A folder with the project of the made-up cohort; made once, a few minutes. */
export function cohortFolder(): string {
  const folder = path.join(tmpdir(), 'rim-reader-bench', `cohort-${cohortSize.cases}-${cohortSize.readers}`);
  mkdirSync(path.dirname(folder), { recursive: true });
  return makeOnce(folder, { ...cohortSize, version: 1 }, () => {
    const numbers = Object.entries(cohortSize).flatMap(([name, value]) => [`--${name}`, String(value)]);
    execFileSync(
      process.execPath,
      ['--import', 'tsx', 'scripts/cohort/synthetic-cohort.ts', '--out', folder, ...numbers],
      { cwd: projectRoot, stdio: ['ignore', 'ignore', 'inherit'] },
    );
  });
}
