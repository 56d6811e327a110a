import { deserialize, serialize } from 'node:v8';
import type { FileRecord, FileStamp } from '../ingest/file-reader';

/** What is known of a file that was read before; of its images only which they are. */
export interface KnownFile extends Omit<FileRecord, 'contents'> {
  contents: KnownContent[];
}

export type KnownContent =
  | { kind: 'image'; source: string; studyInstanceUid: string; sopInstanceUid: string }
  | Exclude<FileRecord['contents'][number], { kind: 'image' }>;

/** Known files in columns: ten thousand are read back in a few milliseconds. */
interface Columns {
  studies: string[];
  paths: string[];
  sopInstanceUids: string[];
  /** Three numbers a file. */
  stamps: Float64Array;
  /** Place in `studies` of a file that is one image, else -1. */
  studyOf: Int32Array;
  /** The files that are anything else. */
  others: KnownFile[];
}

/** A record without what is kept elsewhere: the facts of its images. */
export function knownFile({ path, stamp, contents }: FileRecord): KnownFile {
  return {
    path,
    stamp,
    contents: contents.map((content): KnownContent => {
      if (content.kind !== 'image') return content;
      const { source, studyInstanceUid, sopInstanceUid } = content.facts;
      return { kind: 'image', source, studyInstanceUid, sopInstanceUid };
    }),
  };
}

/** Packs known files for the index cache. */
export function packKnownFiles(files: readonly KnownFile[]): Uint8Array {
  const studies = new Map<string, number>();
  const simple: { file: KnownFile; stamp: FileStamp; study: number; sopInstanceUid: string }[] = [];
  const others: KnownFile[] = [];
  for (const file of files) {
    const [content] = file.contents;
    const isSimple = file.contents.length === 1 && content?.kind === 'image' && content.source === file.path;
    if (isSimple && file.stamp !== null) {
      const study = studies.get(content.studyInstanceUid) ?? studies.size;
      studies.set(content.studyInstanceUid, study);
      simple.push({ file, stamp: file.stamp, study, sopInstanceUid: content.sopInstanceUid });
    } else {
      others.push(file);
    }
  }
  const columns: Columns = {
    studies: [...studies.keys()],
    paths: simple.map(({ file }) => file.path),
    sopInstanceUids: simple.map(({ sopInstanceUid }) => sopInstanceUid),
    stamps: Float64Array.from(
      simple.flatMap(({ stamp: { size, modifiedMs, inode } }) => [size, modifiedMs, inode]),
    ),
    studyOf: Int32Array.from(simple, ({ study }) => study),
    others,
  };
  return serialize(columns);
}

/** The files packed by `packKnownFiles`; none where the bytes are anything else. */
export function unpackKnownFiles(bytes: Uint8Array): KnownFile[] {
  let columns: Columns;
  try {
    columns = deserialize(bytes) as Columns;
  } catch {
    return [];
  }
  const { studies, paths, sopInstanceUids, stamps, studyOf, others } = columns;
  const files = paths.map((path, index): KnownFile => {
    const [size = 0, modifiedMs = 0, inode = 0] = stamps.subarray(3 * index, 3 * index + 3);
    const studyInstanceUid = studies[studyOf[index] ?? 0] ?? '';
    const sopInstanceUid = sopInstanceUids[index] ?? '';
    return {
      path,
      stamp: { size, modifiedMs, inode },
      contents: [{ kind: 'image', source: path, studyInstanceUid, sopInstanceUid }],
    };
  });
  return [...files, ...others];
}

/** Whether both tell of the same state of a file. */
export function isSameStamp(a: FileStamp | null, b: FileStamp | null): boolean {
  return (
    a !== null && b !== null && a.size === b.size && a.modifiedMs === b.modifiedMs && a.inode === b.inode
  );
}
