import { readdirSync, realpathSync } from 'node:fs';
import { basename, dirname, join, sep } from 'node:path';
import { withFileSource } from './byte-source';
import { comparableName, type DirectoryIndex, readDirectoryIndex } from './directory-index';
import { FileWindow } from './file-window';
import { readHeader } from './read-header';

/** True for a file whose name says that it is the index of a medium. */
export function isDirectoryName(path: string): boolean {
  return /^dicomdir(\.dcm)?(;\d+)?$/i.test(basename(path));
}

/**
 * The paths of the files that the DICOMDIR at `path` refers to and that are there, none twice and all below its own
 * folder; none where it cannot be read.
 */
export function referencedFiles(path: string): string[] {
  let index: DirectoryIndex;
  try {
    const result = withFileSource(path, (source) => readHeader(new FileWindow(source, null)));
    if (!('header' in result)) return [];
    index = readDirectoryIndex(result.header.dataSet);
  } catch {
    return [];
  }
  const medium = new Medium(dirname(path));
  return [...new Set(index.references.flatMap((reference) => medium.find(reference.path) ?? []))];
}

/** Finds files on a disc by the names that its index has for them. */
class Medium {
  private readonly realFolder: string;
  private readonly names = new Map<string, Map<string, string>>();

  constructor(private readonly folder: string) {
    this.realFolder = realpathSync.native(folder);
  }

  /** The path of a file, or null where it is not there or not below the disc's folder. */
  find(parts: readonly string[]): string | null {
    let path = this.folder;
    for (const part of parts) {
      const name = this.namesIn(path).get(comparableName(part));
      if (name === undefined) return null;
      path = join(path, name);
    }
    try {
      const real = realpathSync.native(path);
      const below = this.realFolder.endsWith(sep) ? this.realFolder : this.realFolder + sep;
      return real.startsWith(below) ? path : null;
    } catch {
      return null;
    }
  }

  /** What a folder really holds, so that no name of the index leads out of it. */
  private namesIn(folder: string): Map<string, string> {
    let names = this.names.get(folder);
    if (names === undefined) {
      names = new Map();
      try {
        for (const name of readdirSync(folder)) names.set(comparableName(name), name);
      } catch {
        // A folder that cannot be listed holds nothing that could be found.
      }
      this.names.set(folder, names);
    }
    return names;
  }
}
