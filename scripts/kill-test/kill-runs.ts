import { spawn } from 'node:child_process';
import { mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { createInterface } from 'node:readline';
import { setTimeout } from 'node:timers/promises';
import * as esbuild from 'esbuild';
import { Random } from '../../electron/fuzz/random';
import { latestForStudy } from '../../electron/store/readings';
import { Store } from '../../electron/store/store';
import { verifyTrail } from '../../electron/store/stored-trail';
import { exampleReading } from '../../shared/findings/example-reading';

/** An edit older than this when the process is killed must be stored, ms. */
export const oldestLost = 500;
/** The process is killed at most this long after its first edit, ms. */
const longestLife = 1500;
/** A process that makes no edit for so long is broken, ms. */
const patience = 60_000;

/** What one kill left behind. */
export interface KillReport {
  /** Edits made before the kill, and stored ones among them. */
  edits: number;
  /** Age of the oldest edit that is not stored at the time of the kill, ms; 0: all are stored. */
  lostAge: number;
  /** The longest time this process itself was not given the processor meanwhile, ms: on a busy machine no limit holds. */
  stall: number;
  /** Everything that is wrong, a sentence each. */
  violations: string[];
}

const project = join(import.meta.dirname, '../..');

/** Bundles the process that edits, so that it starts quickly; returns its path. */
export async function buildEditingProcess(): Promise<string> {
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

/** Starts the process on a data folder, kills it at a random moment, and looks at what is left. */
export async function killOnce(script: string, folder: string, seed: number): Promise<KillReport> {
  const random = new Random(seed);
  const delays = monitorEventLoopDelay({ resolution: 5 });
  const child = spawn(process.execPath, [script, folder, String(seed)], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const edits: { number: number; at: number }[] = [];
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
  delays.enable();
  await setTimeout(random.below(longestLife));
  const killedAt = Date.now();
  child.kill('SIGKILL');
  if ((await ended) !== 'SIGKILL' || edits.length === 0)
    violations.push(`The process ended by itself: ${errors}`);
  // What it printed last is still on its way.
  await setTimeout(50);
  const stored = look(folder, violations);
  delays.disable();
  const stall = Math.round(delays.max / 1e6);
  const lost = edits.find(({ number }) => number > stored);
  const lostAge = lost === undefined ? 0 : Math.max(0, killedAt - lost.at);
  if (lostAge > oldestLost)
    violations.push(`Edit ${lost?.number ?? 0} was lost ${lostAge} ms after it was made.`);
  return { edits: edits.length, lostAge, stall, violations };
}

/** Opens what is left as the app does; the number of the last stored edit. */
function look(folder: string, violations: string[]): number {
  const store = new Store(folder);
  violations.push(...store.notices);
  const damaged = readdirSync(folder).filter((name) => name.includes('damaged'));
  if (damaged.length > 0) violations.push(`The database was damaged: ${damaged.join(', ')}.`);
  const found = store.use((database) => {
    const check = database.prepare('PRAGMA integrity_check').get();
    const verdict = verifyTrail(database);
    const studyInstanceUid = exampleReading().study.studyInstanceUid;
    const latest = latestForStudy(database, 'reader-1', studyInstanceUid);
    return { check: Object.values(check ?? {})[0], verdict, document: latest?.document };
  });
  store.close();
  if (!found.ok) {
    violations.push(found.problem);
    return 0;
  }
  const { check, verdict, document } = found.value;
  if (check !== 'ok') violations.push(`integrity_check: ${String(check)}`);
  if (!verdict.intact) violations.push(verdict.problem);
  const clinical = (document as { clinical?: { conservativeCareWeeks?: number | null } } | undefined)
    ?.clinical;
  return clinical?.conservativeCareWeeks ?? 0;
}
