import type { Layer } from '../../pixels/frame-location';
import type { ByteSource } from '../byte-source';
import { RangeSource } from './byte-ranges';
import { InflatedSource } from './inflated-source';
import { readTarEntries, startsTar } from './tar-entries';
import { entryStart, readZipDirectory, type ZipEntry } from './zip-directory';

/** How to get from a file on disk to bytes inside it: through these layers, then on from `start`. */
export interface Place {
  layers: readonly Layer[];
  start: number;
}

/** Bytes inside a file, as if they were a file. */
export interface PlacedSource {
  source: ByteSource;
  place: Place;
}

/** A file in an archive, or a sentence saying why it cannot be read. */
export type Member = { name: string } & (PlacedSource | { problem: string });

/** What an archive holds. The problem is about the archive as a whole. */
export type ArchiveItem = Member | { archiveProblem: string };

export type ArchiveKind = 'zip' | 'tar' | 'gzip';

/** What kind of archive begins with these bytes (512 of them, or all there are); null for none. */
export function archiveKind(head: Uint8Array): ArchiveKind | null {
  const [first, second, third, fourth] = head;
  if (first === 0x50 && second === 0x4b && ((third === 3 && fourth === 4) || (third === 5 && fourth === 6))) {
    return 'zip';
  }
  if (first === 0x1f && second === 0x8b && third === 8) return 'gzip';
  return startsTar(head) ? 'tar' : null;
}

/** The members of a ZIP or tar archive where they lie, without unpacking; never throws. */
export function listMembers(kind: 'zip' | 'tar', archive: PlacedSource): Iterable<ArchiveItem> {
  return kind === 'zip' ? listZip(archive) : listTar(archive);
}

function* listTar({ source, place }: PlacedSource): Generator<ArchiveItem> {
  for (const entry of readTarEntries(source)) {
    if (typeof entry === 'string') {
      yield { archiveProblem: entry };
    } else {
      yield {
        name: safeName(entry.name),
        source: new RangeSource(source, entry.start, entry.size),
        place: { layers: place.layers, start: place.start + entry.start },
      };
    }
  }
}

function* listZip(archive: PlacedSource): Generator<ArchiveItem> {
  const { entries, problem } = readZipDirectory(archive.source);
  if (problem !== null) yield { archiveProblem: problem };
  if (isBomb(entries, archive.source.size)) {
    yield { archiveProblem: bomb };
    return;
  }
  const protectedCount = entries.filter(({ encrypted }) => encrypted).length;
  if (protectedCount > 0) yield { archiveProblem: passwordProblem(protectedCount, entries.length) };
  const readable = entries.filter(({ encrypted }) => !encrypted);
  const strange = readable.filter(({ method }) => method !== 0 && method !== 8);
  if (strange.length > 0) yield { archiveProblem: methodProblem(strange, entries.length) };
  for (const entry of readable) {
    if (entry.method === 0 || entry.method === 8) yield zipMember(archive, entry);
  }
}

function zipMember({ source, place }: PlacedSource, entry: ZipEntry): Member {
  const name = safeName(entry.name);
  const start = entryStart(source, entry);
  const stored = entry.method === 0;
  if (start === null || (stored && entry.size !== entry.compressedSize)) {
    return { name, problem: damagedMember };
  }
  if (stored) {
    return {
      name,
      source: new RangeSource(source, start, entry.size),
      place: { layers: place.layers, start: place.start + start },
    };
  }
  const layer: Layer = {
    start: place.start + start,
    length: entry.compressedSize,
    format: 'deflate-raw',
    size: entry.size,
    crc32: entry.crc32,
  };
  return {
    name,
    source: new InflatedSource(source, start, entry.compressedSize, 'deflate-raw', entry.size),
    place: { layers: [...place.layers, layer], start: 0 },
  };
}

const bombTotal = 1024 * 1024 * 1024;
const bombRatio = 200;

/**
 * Whether an archive is made to unpack to far more than it holds: members whose bytes overlap (Fifield, "A better zip
 * bomb", WOOT 2019), or a total beyond all proportion.
 */
function isBomb(entries: readonly ZipEntry[], archiveSize: number): boolean {
  const total = entries.reduce((sum, { size }) => sum + size, 0);
  if (total > bombTotal && total > bombRatio * archiveSize) return true;
  const ordered = [...entries].sort((a, b) => a.headerOffset - b.headerOffset);
  return ordered.some(({ headerOffset, compressedSize }, index) => {
    const next = ordered[index + 1];
    return next !== undefined && headerOffset + 30 + compressedSize > next.headerOffset;
  });
}

/** A member's name as it can be shown: no way out of the archive, no control characters, of bounded length. */
function safeName(name: string): string {
  const parts = name.split(/[\\/]/).filter((part) => part !== '' && part !== '.' && part !== '..');
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is removed
  const shown = parts.join('/').replace(/[\u0000-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g, '_');
  return shown.length > 300 ? `…${shown.slice(-299)}` : shown || 'unnamed';
}

/** Says that a member cannot be had although the archive lists it. */
export const damagedMember =
  'This member of the archive is damaged or cut off. Copy the archive again from its source.';

const bomb =
  'The ZIP archive is built to unpack to far more than it can hold (a “zip bomb”), and was not read. Ask where it comes from.';

function passwordProblem(count: number, total: number): string {
  return `${affected(count, total)} protected by a password. Unpack it with its password and open the folder.`;
}

function methodProblem(entries: readonly ZipEntry[], total: number): string {
  const methods = [...new Set(entries.map(({ method }) => method))].join(', ');
  return `${affected(entries.length, total)} compressed by a method that cannot be read in place (number ${methods}). Unpack it and open the folder.`;
}

function affected(count: number, total: number): string {
  if (count === total) return 'The ZIP archive is';
  return `In the ZIP archive ${count} of ${total} members ${count === 1 ? 'is' : 'are'}`;
}
