import type { Reading } from '../../shared/findings/reading';
import type { Outcome } from '../../shared/ipc/contract';
import { writeWhole } from './write-whole';

/** Writes one reading as an object, several as an array, as JSON to `path`. Returns the file's name. */
export function writeFindings(path: string, readings: readonly Reading[]): Promise<Outcome<string>> {
  const content = readings.length === 1 ? readings[0] : readings;
  return writeWhole(path, `${JSON.stringify(content, null, 2)}\n`);
}
