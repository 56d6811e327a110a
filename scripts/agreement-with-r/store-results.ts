/** Runs R on the tables and stores its results for machines without R: `npx tsx scripts/agreement-with-r/store-results.ts`. */
import { writeFileSync } from 'node:fs';
import { runR, storedResultsFile } from './run-r';
import { agreementTables } from './tables';

const tables = agreementTables();
writeFileSync(storedResultsFile, `${JSON.stringify({ tables, results: runR(tables) })}\n`);
