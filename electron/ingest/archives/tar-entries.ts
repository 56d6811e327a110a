import type { ByteSource } from '../byte-source';
import { readRange } from './byte-ranges';

/** A file in a tar archive: its bytes lie there as they are. */
export interface TarEntry {
  name: string;
  start: number;
  size: number;
}

const block = 512;
const longestName = 4096;

const cutOff = 'The tar archive is cut off: its last members are missing. Copy it again from its source.';
const damaged =
  'The tar archive is damaged: what stands behind the damage in it cannot be found. Copy it again from its source.';

/** True where the bytes are the header of a tar member: its checksum is right (POSIX.1-2001 ustar, GNU and older). */
export function startsTar(header: Uint8Array): boolean {
  return header.length >= block && header[0] !== 0 && checksumHolds(header);
}

/**
 * The regular files of a tar archive in their order, with long names of the GNU and pax kinds; folders, links and
 * devices are left out. Yields a sentence at the end where the archive is cut off or damaged.
 */
export function* readTarEntries(source: ByteSource): Generator<TarEntry | string> {
  let position = 0;
  let longName: string | null = null;
  let longSize: number | null = null;
  for (;;) {
    const header = readRange(source, position, block);
    if (header.length < block) {
      // Archives may lack the two empty blocks at their end.
      if (header.length > 0 || position > source.size) yield cutOff;
      return;
    }
    if (header.every((byte) => byte === 0)) return;
    const size = longSize ?? readNumber(header.subarray(124, 136));
    if (!checksumHolds(header) || size === null) {
      yield damaged;
      return;
    }
    const type = String.fromCharCode(header[156] ?? 0);
    const start = position + block;
    position = start + Math.ceil(size / block) * block;
    if (type === 'L' || type === 'x') {
      const value = readRange(source, start, Math.min(size, longestName));
      if (type === 'L') longName = textUntilZero(value);
      else ({ path: longName, size: longSize } = readPaxRecords(value, longName));
      continue;
    }
    if (type === '0' || type === '\0' || type === '7') {
      const name = longName ?? shortName(header);
      if (start + size > source.size) {
        yield cutOff;
        return;
      }
      if (!name.endsWith('/')) yield { name, start, size };
    }
    longName = null;
    longSize = null;
  }
}

/** The sum of the header's bytes, its own field counted as blanks; some writers summed signed bytes. */
function checksumHolds(header: Uint8Array): boolean {
  const stated = readNumber(header.subarray(148, 156));
  let unsigned = 0;
  let signed = 0;
  for (let index = 0; index < block; index += 1) {
    const byte = index >= 148 && index < 156 ? 32 : (header[index] ?? 0);
    unsigned += byte;
    signed += byte > 127 ? byte - 256 : byte;
  }
  return stated !== null && (stated === unsigned || stated === signed);
}

/** Octal digits, or for large values a big-endian number behind a first byte of 0x80 (GNU). Null for anything else. */
function readNumber(field: Uint8Array): number | null {
  if (field[0] === 0x80) {
    const value = field.subarray(1).reduce((sum, byte) => sum * 256 + byte, 0);
    return Number.isSafeInteger(value) ? value : null;
  }
  const text = textUntilZero(field).trim();
  return /^[0-7]+$/.test(text) ? Number.parseInt(text, 8) : null;
}

function shortName(header: Uint8Array): string {
  const name = textUntilZero(header.subarray(0, 100));
  const ustar = textUntilZero(header.subarray(257, 262)) === 'ustar' && header[262] === 0;
  const prefix = ustar ? textUntilZero(header.subarray(345, 500)) : '';
  return prefix === '' ? name : `${prefix}/${name}`;
}

function textUntilZero(bytes: Uint8Array): string {
  const end = bytes.indexOf(0);
  return Buffer.from(end < 0 ? bytes : bytes.subarray(0, end)).toString('utf8');
}

/** Records of the form "length keyword=value\n" (POSIX.1-2001); the length counts the whole record. */
function readPaxRecords(bytes: Buffer, before: string | null): { path: string | null; size: number | null } {
  const found: { path: string | null; size: number | null } = { path: before, size: null };
  let at = 0;
  while (at < bytes.length) {
    const length = Number.parseInt(bytes.toString('latin1', at, at + 20), 10);
    if (!(length > 0)) break;
    const record = bytes.toString('utf8', at, at + length).replace(/^\d+ /, '');
    const separator = record.indexOf('=');
    const value = record.slice(separator + 1).replace(/\n$/, '');
    if (record.slice(0, separator) === 'path') found.path = value;
    if (record.slice(0, separator) === 'size' && /^\d{1,15}$/.test(value)) found.size = Number(value);
    at += length;
  }
  return found;
}
