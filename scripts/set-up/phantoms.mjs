import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { withLock } from './lock.mjs';
import { runTypeScript } from './programs.mjs';
import { inProject, SetUpError, say } from './project.mjs';
import { fingerprint, isStale, writeStamp } from './staleness.mjs';

const generator = 'scripts/phantom/generate.ts';
/** The folder of the bundled phantom cases. */
export const phantomDirectory = inProject('out/phantoms');
const stamp = inProject('out/stamps/phantoms');

/** A fingerprint of the generator and of the project's files that it imports. */
async function currentFingerprint() {
  if (!existsSync(inProject(generator)))
    throw new SetUpError(`The phantom generator ${generator} is missing.`);
  const esbuild = await import('esbuild');
  const { metafile } = await esbuild.build({
    absWorkingDir: inProject(),
    entryPoints: [generator],
    bundle: true,
    write: false,
    metafile: true,
    platform: 'node',
    format: 'esm',
    packages: 'external',
    logLevel: 'error',
  });
  return fingerprint(inProject(), [...Object.keys(metafile.inputs), 'package-lock.json']);
}

/** Generates the bundled phantom cases when they are missing or their generator has changed. */
export async function ensurePhantoms() {
  if (!isStale(phantomDirectory, stamp, await currentFingerprint())) return;
  await withLock(inProject('out/set-up.lock'), async () => {
    const current = await currentFingerprint();
    if (!isStale(phantomDirectory, stamp, current)) return;
    say('Generating the phantom cases.');
    const partial = `${phantomDirectory}.partial`;
    rmSync(partial, { recursive: true, force: true });
    mkdirSync(partial, { recursive: true });
    const code = await runTypeScript(generator, ['--out', partial]);
    if (code !== 0)
      throw new SetUpError(`The phantom cases could not be generated: ${generator} ended with code ${code}.`);
    rmSync(phantomDirectory, { recursive: true, force: true });
    renameSync(partial, phantomDirectory);
    writeStamp(stamp, current);
  });
}
