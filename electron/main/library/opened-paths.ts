import { stat } from 'node:fs/promises';
import { basename, dirname, resolve } from 'node:path';
import { isDirectoryName } from '../../ingest/referenced-files';
import type { Root } from '../../store/roots';

/** What a person gave to open, told apart: each folder is a place of its own, loose files together are one. */
export interface OpenedPaths {
  places: string[][];
  /** Names of what is not there or cannot be reached. */
  missing: string[];
}

/** Sorts paths into places to open. Paths given twice count once. */
export async function sortOpenedPaths(paths: readonly string[]): Promise<OpenedPaths> {
  const unique = [...new Set(paths.map((path) => resolve(path)))];
  const kinds = await Promise.all(
    unique.map(async (path) => {
      const found = await stat(path).catch(() => null);
      return { path, kind: found === null ? 'missing' : found.isDirectory() ? 'folder' : 'file' };
    }),
  );
  const of = (kind: string) => kinds.filter((entry) => entry.kind === kind).map((entry) => entry.path);
  const files = of('file').sort();
  return {
    places: [...of('folder').map((folder) => [folder]), ...(files.length > 0 ? [files] : [])],
    missing: of('missing').map((path) => basename(path)),
  };
}

/** Whether anything of a place is still there. */
export async function isAvailable(root: Root): Promise<boolean> {
  const found = await Promise.all(root.paths.map((path) => stat(path).catch(() => null)));
  return found.some((entry) => entry !== null);
}

/** What a place is called: the last part of its path, without the folders above it. */
export function rootName(root: Root): string {
  const [first = ''] = root.paths;
  const [single] = root.paths.length === 1 ? root.paths : [];
  if (single !== undefined) {
    // The index of a disc stands for the disc.
    return isDirectoryName(single) ? basename(dirname(single)) || single : basename(single) || single;
  }
  return `${root.paths.length} files in ${basename(dirname(first)) || dirname(first)}`;
}
