import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Command } from 'commander';
import { editInApp } from './edit-in-app';
import { editInProcess } from './edit-in-process';
import { killOnce, oldestLost } from './kill-runs';

async function run(kills: number, seed: number, inApp: boolean): Promise<boolean> {
  const start = inApp ? editInApp : await editInProcess();
  const folder = mkdtempSync(join(tmpdir(), 'rim-kill-'));
  let edits = 0;
  let failures = 0;
  const ages: number[] = [];
  let stall = 0;
  for (let kill = 1; kill <= kills; kill += 1) {
    const report = await killOnce(start, folder, seed + kill);
    edits += report.edits;
    ages.push(report.lostAge);
    stall = Math.max(stall, report.stall);
    if (report.violations.length > 0) {
      failures += 1;
      process.stdout.write(`kill ${kill}: ${report.violations.join(' ')}\n`);
    }
    if (kill % 20 === 0) process.stderr.write(`${kill} of ${kills}\n`);
  }
  ages.sort((a, b) => a - b);
  const lost = ages.filter((age) => age > 0);
  process.stdout.write(
    `${kills} kills, ${edits} edits: ${failures} kills with something wrong. ` +
      `${lost.length} kills lost edits; the oldest of them was ${ages.at(-1) ?? 0} ms old (limit ${oldestLost}), ` +
      `the median ${lost[Math.floor(lost.length / 2)] ?? 0} ms. The machine held the test itself up by ${stall} ms at most.\n`,
  );
  if (failures === 0) rmSync(folder, { recursive: true });
  else process.stdout.write(`What is left is in ${folder}.\n`);
  return failures === 0;
}

await new Command()
  .name('kill-test')
  .description(
    'Kills the program at random moments while a reading is edited: nothing older than half a second is lost.',
  )
  .option('--kills <count>', 'how often', Number, 200)
  .option('--seed <number>', 'of the random moments', Number, 1)
  .option(
    '--app',
    'in the whole app with its window, instead of its autosave, service and store in a process',
    false,
  )
  .action(async ({ kills, seed, app }: { kills: number; seed: number; app: boolean }) => {
    process.exitCode = (await run(kills, seed, app)) ? 0 : 1;
  })
  .parseAsync();
