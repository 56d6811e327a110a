import { fork } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { Command } from 'commander';
import { longestTime, MutantChecker } from './check-mutant';
import { type FuzzReport, type FuzzRequest, seedOf } from './fuzz-process';
import { allSeeds } from './seeds';

/** A process that says nothing for so long is ended, ms. */
const hangs = 10_000;
const failureFolder = resolve(import.meta.dirname, '../../out/fuzz');

interface SeedSummary {
  mutants: number;
  images: number;
  worst: number;
  violations: number;
}

/** Tries mutants `from` to `to` in a process of its own; a crash or a hang counts against the mutant it was on. */
async function tryMutants(
  request: FuzzRequest,
  onReport: (report: FuzzReport) => void,
): Promise<{ failedAt: number; why: string } | null> {
  const child = fork(resolve(import.meta.dirname, 'fuzz-process.ts'), [], {
    execArgv: ['--import', 'tsx', '--max-old-space-size=1024'],
  });
  let current = request.from;
  let finished = false;
  let hung = false;
  let timer = setTimeout(() => undefined, 0);
  const watch = () => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      hung = true;
      child.kill('SIGKILL');
    }, hangs);
  };
  return new Promise((settle) => {
    child.on('message', (report: FuzzReport) => {
      watch();
      if (report.type === 'starts') current = report.mutant;
      if (report.type === 'finished') {
        finished = true;
        child.disconnect();
      }
      onReport(report);
    });
    child.once('exit', (code, signal) => {
      clearTimeout(timer);
      if (finished) settle(null);
      else
        settle({
          failedAt: current,
          why: hung ? `hangs for ${hangs} ms` : `ends the process (${signal ?? code})`,
        });
    });
    watch();
    child.send(request);
  });
}

async function fuzz(mutants: number, randomSeed: number): Promise<boolean> {
  const seeds = allSeeds(true);
  const summaries = new Map(
    seeds.map(({ name }): [string, SeedSummary] => [
      name,
      { mutants: 0, images: 0, worst: 0, violations: 0 },
    ]),
  );
  let peak = 0;
  let failures = 0;
  const fail = (mutant: number, why: string) => {
    const { seed, index } = seedOf(seeds, mutant);
    const summary = summaries.get(seed.name);
    if (summary !== undefined) summary.violations += 1;
    failures += 1;
    if (failures > 50) return;
    mkdirSync(failureFolder, { recursive: true });
    writeFileSync(resolve(failureFolder, `${mutant}`), MutantChecker.bytesOf(seed, index, randomSeed));
    process.stdout.write(`mutant ${mutant} (${seed.name}): ${why}\n`);
  };
  let from = 0;
  while (from < mutants) {
    const failed = await tryMutants({ from, to: mutants, randomSeed }, (report) => {
      if (report.type === 'finished') peak = report.peakMegabytes;
      if (report.type !== 'ended') return;
      const { hasImage, milliseconds, violations, what } = report.report;
      const summary = summaries.get(seedOf(seeds, report.mutant).seed.name);
      if (summary === undefined) return;
      summary.mutants += 1;
      summary.images += Number(hasImage);
      summary.worst = Math.max(summary.worst, milliseconds);
      if (violations.length > 0) fail(report.mutant, `${violations.join('; ')} (${what.join(', ')})`);
    });
    if (failed === null) break;
    fail(failed.failedAt, failed.why);
    from = failed.failedAt + 1;
  }
  const width = Math.max(...seeds.map(({ name }) => name.length));
  for (const [name, { mutants: count, images, worst, violations }] of summaries) {
    process.stdout.write(
      `${name.padEnd(width)}  ${String(count).padStart(6)} mutants  ${String(images).padStart(6)} with images  ` +
        `worst ${worst.toFixed(0).padStart(4)} ms of ${longestTime}  ${violations} wrong\n`,
    );
  }
  process.stdout.write(`${failures} of ${mutants} mutants wrong; most memory ${Math.round(peak)} MB\n`);
  if (failures > 0) process.stdout.write(`The first of them are in ${failureFolder}.\n`);
  return failures === 0;
}

await new Command()
  .name('fuzz')
  .description('Damages sound files in many ways and reads them: no crash, no hang, no wrong image.')
  .option('--mutants <count>', 'how many damaged files', Number, 50_000)
  .option('--seed <number>', 'of the random numbers: the same seed makes the same files', Number, 1)
  .action(async ({ mutants, seed }: { mutants: number; seed: number }) => {
    process.exitCode = (await fuzz(mutants, seed)) ? 0 : 1;
  })
  .parseAsync();
