import { spawn } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout } from 'node:timers/promises';
import * as esbuild from 'esbuild';
import type { Editing, StartEditing } from './kill-runs';

/** A process that makes no edit for so long is broken, ms. */
const patience = 60_000;

const project = join(import.meta.dirname, '../..');

/** Bundles the process that edits, so that it starts quickly; returns its path. */
async function buildEditingProcess(): Promise<string> {
  const outfile = join(project, 'out/kill-test/editing-process.mjs');
  mkdirSync(join(project, 'out/kill-test'), { recursive: true });
  await esbuild.build({
    entryPoints: [join(import.meta.dirname, 'editing-process.ts')],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    external: ['@photostructure/sqlite'],
    logLevel: 'warning',
  });
  return outfile;
}

/** Edits by the autosave, the service and the store of the app in a process without a window. */
export async function editInProcess(): Promise<StartEditing> {
  const script = await buildEditingProcess();
  return (folder, seed) => edit(script, folder, seed);
}

async function edit(script: string, folder: string, seed: number): Promise<Editing> {
  const child = spawn(process.execPath, [script, folder, String(seed)], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const edits: Editing['edits'] = [];
  const violations: string[] = [];
  let errors = '';
  child.stderr.on('data', (text: Buffer) => {
    errors += text.toString();
  });
  const ended = new Promise<string | null>((resolve) =>
    child.once('exit', (_code, signal) => resolve(signal)),
  );
  const firstEdit = new Promise<void>((resolve) => {
    createInterface({ input: child.stdout }).on('line', (line) => {
      const [kind, number, at] = line.split(' ');
      if (kind === 'edit') {
        edits.push({ number: Number(number), at: Number(at) });
        resolve();
      } else if (kind !== 'saved') violations.push(line);
    });
  });
  await Promise.race([firstEdit, ended, setTimeout(patience, undefined, { ref: false })]);
  return {
    edits,
    violations,
    async kill() {
      child.kill('SIGKILL');
      if ((await ended) !== 'SIGKILL' || edits.length === 0)
        violations.push(`The process ended by itself: ${errors}`);
      // What it printed last is still on its way.
      await setTimeout(50);
    },
  };
}
