import { cpus, totalmem } from 'node:os';
import { parseArgs } from 'node:util';
import { cohort } from './cohort';
import { firstImage } from './first-image';
import { indexing } from './indexing';
import { interfaceThread } from './interface-thread';
import { memory } from './memory';
import { sliceChange } from './slice-change';
import type { Bench, BenchResult } from './support/bench';

const benches: readonly Bench[] = [indexing, firstImage, sliceChange, memory, interfaceThread, cohort];

function digits(value: number): string {
  return value >= 100 ? value.toFixed(0) : value >= 10 ? value.toFixed(1) : value.toFixed(2);
}

/** The results as a table, columns aligned. */
function table(results: readonly BenchResult[]): string {
  const rows = [
    ['name', 'ours', 'baseline', 'ratio', 'unit', 'runs', 'baseline is'],
    ...results.map(({ name, ours, baseline, unit, runs, baselineName }) => [
      name,
      digits(ours),
      digits(baseline),
      digits(ours / baseline),
      unit,
      String(runs),
      baselineName,
    ]),
  ];
  const widths = rows[0]?.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0))) ?? [];
  const isNumber = (column: number) => column >= 1 && column <= 3;
  return rows
    .map((row) =>
      row
        .map((cell, column) =>
          isNumber(column) ? cell.padStart(widths[column] ?? 0) : cell.padEnd(widths[column] ?? 0),
        )
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

function jsonLine({ name, ours, baseline, unit, baselineName, runs }: BenchResult): string {
  return JSON.stringify({ name, ours, baseline, ratio: ours / baseline, unit, baselineName, runs });
}

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { list: { type: 'boolean', default: false } },
  });
  if (values.list) {
    for (const { name, about } of benches) process.stdout.write(`${name}: ${about}\n`);
    return 0;
  }
  const unknown = positionals.find((wanted) => benches.every(({ name }) => name !== wanted));
  if (unknown !== undefined) {
    process.stderr.write(`There is no bench “${unknown}”; --list names them.\n`);
    return 2;
  }
  const results: BenchResult[] = [];
  for (const bench of benches) {
    if (positionals.length > 0 && !positionals.includes(bench.name)) continue;
    process.stderr.write(`${bench.name}: ${bench.about}\n`);
    for (const result of await bench.run()) {
      results.push(result);
      process.stdout.write(`${jsonLine(result)}\n`);
    }
  }
  const memory = Math.round(totalmem() / 2 ** 30);
  process.stdout.write(
    `\n${table(results)}\n\n${cpus()[0]?.model ?? 'processor'}, ${cpus().length} cores, ${memory} GiB, ${process.platform}\n`,
  );
  return 0;
}

process.exitCode = await main();
