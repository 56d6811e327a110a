import { type Dirent, readdirSync, realpathSync, statSync } from 'node:fs';
import { basename, dirname, join, relative, sep } from 'node:path';
import type { IngestProblem } from '../../shared/dicom/model';
import { readFailure } from './problem-sentences';
import { isDirectoryName, referencedFiles } from './referenced-files';

/** A file to read. */
export interface FoundFile {
  /** As given by the user, joined with the path below it. */
  path: string;
  /** Relative to the opened folder, or the file's own name. */
  displayPath: string;
}

/** What a walk comes across. */
export type Found = { file: FoundFile } | { problem: IngestProblem & { path: string; givenPath: string } };

/**
 * Walks files and folders in the order of their names, each real file once: links are followed, loops and repeated
 * paths are not. A DICOMDIR that was asked for stands for the files it refers to. A folder that cannot be read, and an empty one that was asked for, are problems.
 */
export function* walkFiles(paths: readonly string[], onSeen: (files: number) => void): Generator<Found> {
  const visited = new Set<string>();
  for (const root of paths) yield* walkRoot(root, visited, onSeen);
}

function* walkRoot(root: string, visited: Set<string>, onSeen: (files: number) => void): Generator<Found> {
  let isFolder: boolean;
  let real: string;
  try {
    real = realpathSync.native(root);
    isFolder = statSync(real).isDirectory();
  } catch (error) {
    yield problemAt(root, basename(root), readFailure(error));
    return;
  }
  if (visited.has(real)) return;
  visited.add(real);
  if (!isFolder) {
    const files = isDirectoryName(root) ? referencedFiles(root) : [];
    onSeen(1 + files.length);
    yield { file: { path: root, displayPath: basename(root) } };
    for (const path of files) {
      real = realpathSync.native(path);
      if (visited.has(real)) continue;
      visited.add(real);
      yield { file: { path, displayPath: relative(dirname(root), path) } };
    }
    return;
  }
  let found = 0;
  for (const item of walkFolder(root, root, real, visited, onSeen)) {
    found += 1;
    yield item;
  }
  if (found === 0) yield problemAt(root, basename(root) || root, 'The folder holds no files.');
}

function* walkFolder(
  root: string,
  folder: string,
  realFolder: string,
  visited: Set<string>,
  onSeen: (files: number) => void,
): Generator<Found> {
  let entries: Dirent[];
  try {
    entries = readdirSync(folder, { withFileTypes: true });
  } catch (error) {
    yield problemAt(folder, relative(root, folder) || basename(root), readFailure(error));
    return;
  }
  entries.sort((a, b) => (a.name < b.name ? -1 : 1));
  onSeen(entries.filter((entry) => entry.isFile()).length);
  // Names of entries need no normalising, which would cost as much as reading a header.
  const [inFolder, inRealFolder, shownFolder] = [
    join(folder, sep),
    join(realFolder, sep),
    relative(root, folder),
  ];
  for (const entry of entries) {
    const path = inFolder + entry.name;
    const displayPath = shownFolder === '' ? entry.name : shownFolder + sep + entry.name;
    let real = inRealFolder + entry.name;
    let isFolder = entry.isDirectory();
    let isFile = entry.isFile();
    if (entry.isSymbolicLink()) {
      try {
        real = realpathSync.native(path);
        const stat = statSync(real);
        isFolder = stat.isDirectory();
        isFile = stat.isFile();
      } catch (error) {
        yield problemAt(path, displayPath, readFailure(error));
        continue;
      }
      if (isFile) onSeen(1);
    }
    if (visited.has(real)) continue;
    visited.add(real);
    if (isFolder) yield* walkFolder(root, path, real, visited, onSeen);
    else if (isFile) {
      yield { file: { path, displayPath } };
    } else {
      yield problemAt(path, displayPath, 'Neither a file nor a folder.');
    }
  }
}

function problemAt(givenPath: string, path: string, problem: string): Found {
  return { problem: { path, problem, givenPath } };
}
