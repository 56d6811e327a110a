import { accessSync, constants, mkdirSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Where the program keeps what it stores, and where Chromium keeps its own files. */
export interface DataFolder {
  /** The data folder, also where it cannot be written: the store says why. */
  store: string;
  /** A folder that can be written; temporary where the data folder cannot. */
  profile: string;
  temporary: boolean;
}

/** Creates the data folder where it is missing, and finds Chromium another one where that cannot be written. */
export function prepareDataFolder(folder: string): DataFolder {
  try {
    mkdirSync(folder, { recursive: true });
    accessSync(folder, constants.W_OK);
    return { store: folder, profile: folder, temporary: false };
  } catch {
    return { ...temporaryDataFolder(), store: folder };
  }
}

/** A new folder that is to be removed at the end. */
export function temporaryDataFolder(): DataFolder {
  const profile = mkdtempSync(join(tmpdir(), 'rim-reader-profile-'));
  return { store: profile, profile, temporary: true };
}
