import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MutantChecker, type MutantReport, mostMemory } from './check-mutant';
import { allSeeds } from './seeds';

/** To the process: which mutants to try, of all seeds in turn. */
export interface FuzzRequest {
  from: number;
  to: number;
  randomSeed: number;
}

/** From the process: before each mutant, after it, and when all have been tried. */
export type FuzzReport =
  | { type: 'starts'; mutant: number }
  | { type: 'ended'; mutant: number; report: MutantReport }
  | { type: 'finished'; peakMegabytes: number };

/** The seed and the number of a mutant among those of its seed. */
export function seedOf<Seed>(seeds: readonly Seed[], mutant: number): { seed: Seed; index: number } {
  const seed = seeds[mutant % seeds.length];
  if (seed === undefined) throw new Error('There are no seeds.');
  return { seed, index: Math.floor(mutant / seeds.length) };
}

async function run({ from, to, randomSeed }: FuzzRequest): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'mutants-'));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  const seeds = allSeeds(true);
  const checker = new MutantChecker(folder);
  for (let mutant = from; mutant < to; mutant += 1) {
    send({ type: 'starts', mutant });
    const { seed, index } = seedOf(seeds, mutant);
    const report = await checker.check(seed, index, randomSeed);
    const memory = process.memoryUsage().rss / 1024 / 1024;
    if (memory > mostMemory) report.violations.push(`${Math.round(memory)} MB of memory`);
    send({ type: 'ended', mutant, report });
  }
  send({ type: 'finished', peakMegabytes: process.resourceUsage().maxRSS / 1024 });
}

function send(report: FuzzReport): void {
  process.send?.(report);
}

process.on('message', (request: FuzzRequest) => void run(request));
process.once('disconnect', () => process.exit(0));
