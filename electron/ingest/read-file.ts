import { archiveKind, damagedMember, listMembers, type PlacedSource } from './archives/archive-members';
import { damagedGzip, openGzip } from './archives/gzip-source';
import { InflatedSource } from './archives/inflated-source';
import type { ByteSource } from './byte-source';
import type { ImageFile } from './image-facts';
import { type ContentVerdict, type FileState, readContent } from './read-content';
import type { SeriesMemory } from './series-memory';

export type ImageVerdict = Exclude<ContentVerdict, { kind: 'foreign' }>;

/** What a file turned out to be. */
export type FileVerdict =
  | ImageVerdict
  /** An archive: what was found in it, each as if it were a file. */
  | { kind: 'archive'; members: MemberVerdict[] }
  /** A file that an operating system left behind. */
  | { kind: 'litter' };

/** What was found in an archive, or a problem of the archive as a whole under the archive's own names. */
export interface MemberVerdict {
  source: string;
  displayPath: string;
  verdict: ImageVerdict;
}

/** Between the path of an archive and the name of a member. */
const memberSign = ' › ';
/** An archive, and archives in it, but none in those. */
const deepestArchive = 2;
const mostMembers = 200_000;
/** To look into archives in archives, and into gzip files, so many bytes are inflated in all, and so many times the file's size more. */
const inflatedAlways = 1024 * 1024 * 1024;
const inflatedPerByte = 20;

/**
 * Reads the headers in one file: of an image, or of all images in a ZIP, tar or gzip archive where they lie. What is
 * wrong comes as a sentence; throws only what reading from the source throws. Inflates and holds no more than the
 * stated bounds.
 */
export function readFile(
  source: ByteSource,
  file: ImageFile,
  onDisk: FileState,
  memory: SeriesMemory,
): FileVerdict {
  return new ArchiveReader(onDisk, memory).readAll({ source, place: { layers: [], start: 0 } }, file);
}

/** True for names under which operating systems leave files of their own beside those of a user. */
function isLitter(path: string): boolean {
  const parts = path.split(/[\\/]/);
  const name = parts.at(-1) ?? '';
  return (
    parts.includes('__MACOSX') ||
    name.startsWith('._') ||
    /^(\.ds_store|thumbs\.db|ehthumbs\.db|desktop\.ini)$/i.test(name)
  );
}

/** `foreign`: it holds no DICOM. */
type Found = FileVerdict | { kind: 'foreign'; problem: string };

class ArchiveReader {
  private membersLeft = mostMembers;
  private inflatedLeft: number;
  private tooDeep = 0;

  constructor(
    private readonly onDisk: FileState,
    private readonly memory: SeriesMemory,
  ) {
    this.inflatedLeft = inflatedAlways + inflatedPerByte * onDisk.size;
  }

  readAll(opened: PlacedSource, file: ImageFile): FileVerdict {
    const found = this.read(opened, file, 0);
    if (found.kind === 'foreign') {
      return isLitter(file.displayPath) ? { kind: 'litter' } : { kind: 'problem', problem: found.problem };
    }
    return found;
  }

  /** `depth`: how many archives the bytes are in; `unwrapped`: they came out of a gzip file. */
  private read(opened: PlacedSource, file: ImageFile, depth: number, unwrapped = false): Found {
    const { source, place } = opened;
    const verdict = readContent(source, { file: this.onDisk, place }, file, this.memory);
    const failure = source instanceof InflatedSource ? source.failure : null;
    if (failure !== null) {
      return { kind: 'problem', problem: failure === 'damaged' ? damagedMember : tooLarge };
    }
    if (verdict.kind !== 'foreign') return verdict;
    const kind = archiveKind(verdict.head);
    if (kind === null) return { kind: 'foreign', problem: verdict.problem };
    if (depth >= deepestArchive || (kind === 'gzip' && unwrapped)) {
      this.tooDeep += 1;
      return { kind: 'litter' };
    }
    if (source instanceof InflatedSource && !this.mayInflate(source.size)) {
      return { kind: 'problem', problem: tooLarge };
    }
    return kind === 'gzip'
      ? this.readGzip(opened, file, depth)
      : this.readMembers(kind, opened, file, depth + 1);
  }

  /** A gzip file is what it inflates to: an image, or a tar archive. */
  private readGzip({ source, place }: PlacedSource, file: ImageFile, depth: number): Found {
    const inflated = this.inflatedLeft > 0 ? openGzip(source) : tooLarge;
    if (typeof inflated === 'string') return { kind: 'problem', problem: inflated };
    if (!this.mayInflate(inflated.counted ? inflated.source.size : 0)) {
      return { kind: 'problem', problem: tooLarge };
    }
    const { size } = inflated.source;
    const layer = { start: place.start, length: source.size, format: 'gzip', size } as const;
    const opened = { source: inflated.source, place: { layers: [...place.layers, layer], start: 0 } };
    const found = this.read(opened, file, depth, true);
    // The members of a tar archive are only as sound as the checksum of the whole.
    if (found.kind !== 'archive' || inflated.source.isSound()) return found;
    return { kind: 'problem', problem: damagedGzip };
  }

  private readMembers(kind: 'zip' | 'tar', opened: PlacedSource, archive: ImageFile, depth: number): Found {
    const members: MemberVerdict[] = [];
    const problems: string[] = [];
    const names = new Map<string, number>();
    let foreignOnly = true;
    const add = (file: Pick<ImageFile, 'source' | 'displayPath'>, verdict: ImageVerdict) => {
      members.push({ source: file.source, displayPath: file.displayPath, verdict });
    };
    for (const item of listMembers(kind, opened)) {
      if ('archiveProblem' in item) {
        problems.push(item.archiveProblem);
        continue;
      }
      this.membersLeft -= 1;
      if (this.membersLeft < 0) {
        problems.push(tooMany);
        break;
      }
      const file = memberFile(archive, item.name, names);
      const found: Found =
        'problem' in item ? { kind: 'problem', problem: item.problem } : this.read(item, file, depth);
      foreignOnly &&= found.kind === 'foreign' || found.kind === 'litter';
      if (found.kind === 'archive') members.push(...found.members);
      else if (found.kind === 'foreign') {
        if (!isLitter(item.name)) add(file, { kind: 'problem', problem: found.problem });
      } else if (found.kind !== 'litter') add(file, found);
    }
    if (depth === 1 && this.tooDeep > 0) problems.push(nestedProblem(this.tooDeep));
    if (problems.length > 0) add(archive, { kind: 'problem', problem: problems.join(' ') });
    if (!foreignOnly || problems.length > 0 || this.tooDeep > 0) return { kind: 'archive', members };
    return { kind: 'foreign', problem: withoutDicom(kind) };
  }

  /** Whether so many bytes may still be inflated to look into an archive; they are counted. */
  private mayInflate(count: number): boolean {
    this.inflatedLeft -= count;
    return this.inflatedLeft >= 0;
  }
}

function memberFile(archive: ImageFile, name: string, names: Map<string, number>): ImageFile {
  const before = names.get(name) ?? 0;
  names.set(name, before + 1);
  const unique = before === 0 ? name : `${name} (${before + 1})`;
  return {
    source: `${archive.source}${memberSign}${unique}`,
    displayPath: `${archive.displayPath}${memberSign}${unique}`,
    pseudonymOf: archive.pseudonymOf,
  };
}

const tooLarge =
  'What is compressed here is too large to be read in place. Unpack the archive and open the folder.';
const tooMany = `The archive has more than ${mostMembers} members; the others were not read. Unpack it and open the folder.`;

function withoutDicom(kind: 'zip' | 'tar'): string {
  return `A ${kind === 'zip' ? 'ZIP' : 'tar'} archive without DICOM files.`;
}

function nestedProblem(count: number): string {
  const what = count === 1 ? 'An archive' : 'Archives';
  const which = count === 1 ? 'was' : `(${count}) were`;
  return `${what} inside an archive in this archive ${which} not opened. Unpack this one and open the folder.`;
}
