import type { Stats } from 'node:fs';
import { isAbsolute, resolve } from 'node:path';
import type { ImageFacts } from '../../shared/dicom/image-facts';
import type { FrameLocation } from '../pixels/frame-location';
import { withFileSource } from './byte-source';
import type { DirectoryIndex } from './directory-index';
import { readFailure } from './problem-sentences';
import { createPseudonym } from './pseudonym';
import { type FileVerdict, type ImageVerdict, readFile } from './read-file';
import { SeriesMemory } from './series-memory';
import { ValueMemory } from './value-memory';
import type { FoundFile } from './walk-files';

/** Tells whether a file is the one that was read. */
export interface FileStamp {
  size: number;
  modifiedMs: number;
  inode: number;
}

/** The stamp of a file. */
export function stampOf(stat: Stats): FileStamp {
  return { size: stat.size, modifiedMs: stat.mtimeMs, inode: stat.ino };
}

/** What one file, or one member of an archive, turned out to be. `source` names it as given, `displayPath` as shown. */
export type FileContent =
  /** `locations`: one for each frame, in order. The facts have the source. */
  | { kind: 'image'; facts: ImageFacts; locations: FrameLocation[] }
  /** An index of other files (DICOMDIR): nothing to show, nothing wrong. */
  | { kind: 'index'; source: string; displayPath: string; index: DirectoryIndex }
  | { kind: 'problem'; source: string; displayPath: string; problem: string };

/** A file that was read. */
export interface FileRecord {
  /** As given by the user, joined with the path below it. */
  path: string;
  /** Null where the file could not be opened. */
  stamp: FileStamp | null;
  /** Empty for what an operating system left behind. */
  contents: FileContent[];
}

/** Reads files one after the other, with memory that is reused from file to file. */
export class FileReader {
  private readonly series = new SeriesMemory();
  private readonly memory = new ValueMemory();
  private readonly pseudonyms = new Map<string, string>();

  /** `secret` makes the subjects' pseudonyms. */
  constructor(private readonly secret: string) {}

  /** Reads the headers in a file and finds the bytes of its frames. Never throws: what is wrong comes as a sentence. */
  read({ path, displayPath }: FoundFile): FileRecord {
    const absolute = isAbsolute(path) ? path : resolve(path);
    const file = { source: path, displayPath, pseudonymOf: this.pseudonymOf };
    let stamp: FileStamp | null = null;
    let verdict: FileVerdict;
    try {
      verdict = withFileSource(absolute, (source, stat) => {
        stamp = stampOf(stat);
        if (!stat.isFile()) return { kind: 'problem', problem: 'Neither a file nor a folder.' };
        const onDisk = { path: absolute, size: stat.size, modifiedMs: stat.mtimeMs };
        return readFile(source, file, onDisk, this.series);
      });
    } catch (error) {
      verdict = { kind: 'problem', problem: readFailure(error) };
    }
    if (verdict.kind === 'litter') return { path, stamp, contents: [] };
    if (verdict.kind !== 'archive') {
      return { path, stamp, contents: [this.content({ source: path, displayPath, verdict })] };
    }
    const contents = verdict.members.map((member) => {
      if (member.verdict.kind === 'image') {
        for (const location of member.verdict.locations) location.member = member.source.slice(path.length);
      }
      return this.content(member);
    });
    return { path, stamp, contents };
  }

  private content(member: { source: string; displayPath: string; verdict: ImageVerdict }): FileContent {
    const { source, displayPath, verdict } = member;
    return verdict.kind === 'image'
      ? { ...verdict, facts: this.memory.share(verdict.facts) }
      : { ...verdict, source, displayPath };
  }

  private readonly pseudonymOf = (patientId: string): string => {
    const known = this.pseudonyms.get(patientId);
    if (known !== undefined) return known;
    const pseudonym = createPseudonym(patientId, this.secret);
    this.pseudonyms.set(patientId, pseudonym);
    return pseudonym;
  };
}
