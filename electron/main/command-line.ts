import { resolve } from 'node:path';

/** What the program was told at its start. Paths are absolute. */
export interface CommandLine {
  /** Folders and files to open. */
  open: string[];
  /** The data folder, where another than the usual one is wanted. */
  userData: string | null;
  /** A folder of cases that the library holds at the very first start. */
  bundled: string | null;
  /** Paths, as they were given, whose pixels are to be checked instead of showing a window; null to show one. */
  checkPixels: string[] | null;
}

/**
 * Takes `--open PATH` and `--check-pixels PATH` (repeatable), `--user-data DIR` and `--bundled DIR`, each also as
 * `--name=value`, from the arguments; leaves all others to Electron and Chromium. Relative paths are below `workingFolder`.
 */
export function parseCommandLine(programArguments: readonly string[], workingFolder: string): CommandLine {
  const values: Record<'open' | 'check-pixels' | 'user-data' | 'bundled', string[]> = {
    open: [],
    'check-pixels': [],
    'user-data': [],
    bundled: [],
  };
  for (let index = 0; index < programArguments.length; index++) {
    const match = /^--(open|check-pixels|user-data|bundled)(?:=(.*))?$/s.exec(programArguments[index] ?? '');
    if (match === null) continue;
    const name = match[1] as keyof typeof values;
    const value = match[2] ?? programArguments[++index];
    if (value !== undefined && value !== '')
      values[name].push(name === 'check-pixels' ? value : resolve(workingFolder, value));
  }
  return {
    open: values.open,
    userData: values['user-data'].at(-1) ?? null,
    bundled: values.bundled.at(-1) ?? null,
    checkPixels: values['check-pixels'].length > 0 ? values['check-pixels'] : null,
  };
}
