import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import type { AgreementTables } from './tables';

const number = z.number().nullable().describe('null: R has no finite value');
const interval = { lower: number, upper: number };
const kappa = z.strictObject({ value: number, variance: number, ...interval, z: number });
const correlation = z.strictObject({
  value: number,
  ...interval,
  f: number,
  df1: number,
  df2: number,
  p: number,
});

/** What `agreement.R` prints, table by table in their order. */
export const resultsSchema = z.strictObject({
  r: z.string(),
  psych: z.string(),
  vcd: z.boolean(),
  irr: z.boolean(),
  pairs: z.array(
    z.strictObject({
      raw: z.strictObject({ proportion: number, ...interval }),
      kappa,
      linear: kappa,
      quadratic: kappa,
      pabak: number,
      prevalence: number.optional(),
      bias: number.optional(),
    }),
  ),
  groups: z.array(z.strictObject({ value: number, z: number, error: number, ...interval, pairwise: number })),
  values: z.array(
    z.strictObject({
      n: z.int(),
      oneWay: correlation,
      agreement: correlation,
      consistency: correlation,
      within: number,
      blandAltman: z
        .strictObject({
          bias: number,
          biasLower: number,
          biasUpper: number,
          sd: number,
          lower: number,
          lowerLower: number,
          lowerUpper: number,
          upper: number,
          upperLower: number,
          upperUpper: number,
        })
        .optional(),
    }),
  ),
  student: z.array(number),
  f: z.array(number),
  fTail: z.array(number),
});
export type RResults = z.infer<typeof resultsSchema>;

/** The tables with R's results, as stored in `r-results.json` by `store-results.ts`. */
export const storedResultsSchema = z.strictObject({ tables: z.unknown(), results: resultsSchema });

const folder = import.meta.dirname;

/** File of the stored results. */
export const storedResultsFile = path.join(folder, 'r-results.json');

/** The stored results, with the tables they are of. */
export function storedResults(): z.infer<typeof storedResultsSchema> {
  return storedResultsSchema.parse(JSON.parse(readFileSync(storedResultsFile, 'utf8')));
}

/** Whether R is here with the packages `agreement.R` needs. */
export function hasR(): boolean {
  const check = 'stopifnot(requireNamespace("psych"), requireNamespace("jsonlite"))';
  return spawnSync('Rscript', ['-e', check], { stdio: 'ignore' }).status === 0;
}

/** Runs `agreement.R` on the tables; throws with R's words where it fails. */
export function runR(tables: AgreementTables): RResults {
  const run = spawnSync('Rscript', ['--vanilla', path.join(folder, 'agreement.R')], {
    input: JSON.stringify(tables),
    encoding: 'utf8',
    maxBuffer: 2 ** 26,
  });
  if (run.status !== 0) throw new Error(`R failed: ${run.stderr || String(run.error)}`);
  return resultsSchema.parse(JSON.parse(run.stdout));
}
