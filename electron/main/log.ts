import { basename } from 'node:path';

/**
 * One line on stderr about a fault of the program: its name, code and the place in the program. The message is left
 * out, because it may name files of a patient.
 */
export function logFault(where: string, error: unknown): void {
  const parts = [where];
  if (error instanceof Error) {
    parts.push(error.name);
    if ('code' in error && typeof error.code === 'string') parts.push(error.code);
    const place = error.stack?.split('\n').find((line) => line.startsWith('    at '));
    const file = /([^\s()]+):(\d+):(\d+)\)?$/.exec(place ?? '');
    if (file?.[1] !== undefined) parts.push(`${basename(file[1])}:${file[2]}`);
  }
  process.stderr.write(`rim-reader: ${parts.join(' ')}\n`);
}
