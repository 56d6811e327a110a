import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Truth } from './truth';

/** The truth of a generated case below the folder the cases were written to. */
export function readTruth(folder: string, caseName: string): Truth {
  return JSON.parse(readFileSync(path.join(folder, caseName, 'truth.json'), 'utf8')) as Truth;
}
