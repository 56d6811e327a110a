import { crc32, deflateRawSync } from 'node:zlib';

/** A member of an archive to write. */
export interface TestMember {
  name: string;
  bytes: Uint8Array;
  /** Of a ZIP: 0 stored, 8 deflate (else the bytes are stored under this number). */
  method?: number;
  encrypted?: boolean;
  /** Written instead of the true values. */
  claims?: { size?: number; crc32?: number };
}

/** How a ZIP is written: with zip64 fields throughout; as a stream, with sizes behind the bytes. */
export interface ZipWriting {
  zip64?: boolean;
  streamed?: boolean;
}

/** A ZIP archive (APPNOTE 6.3.10) of members, deflated unless they say otherwise. */
export function writeZip(members: readonly TestMember[], writing: ZipWriting = {}): Buffer {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const member of members) {
    const { local, central } = zipEntry(member, offset, writing);
    parts.push(local);
    directory.push(central);
    offset += local.length;
  }
  const listed = Buffer.concat(directory);
  return Buffer.concat([...parts, listed, zipEnd(members.length, listed.length, offset, writing)]);
}

function zipEntry(member: TestMember, offset: number, { zip64 = false, streamed = false }: ZipWriting) {
  const { bytes, method = 8, encrypted = false, claims = {} } = member;
  const name = Buffer.from(member.name);
  const data = method === 8 ? deflateRawSync(bytes) : Buffer.from(bytes);
  const checksum = claims.crc32 ?? crc32(bytes);
  const size = claims.size ?? bytes.length;
  const flags = (encrypted ? 1 : 0) | (streamed ? 8 : 0);
  const sizes = zip64 ? [0xffffffff, 0xffffffff] : [data.length, size];
  const wide = (withOffset: boolean) =>
    zip64 ? zip64Extra([size, data.length, ...(withOffset ? [offset] : [])]) : Buffer.alloc(0);
  const localExtra = wide(false);
  const local = Buffer.concat([
    littleEndian([4, 0x04034b50], [2, 45], [2, flags], [2, method], [4, 0]),
    streamed
      ? littleEndian([4, 0], [4, 0], [4, 0])
      : littleEndian([4, checksum], [4, sizes[0] ?? 0], [4, sizes[1] ?? 0]),
    littleEndian([2, name.length], [2, localExtra.length]),
    name,
    localExtra,
    data,
    streamed ? littleEndian([4, 0x08074b50], [4, checksum], [4, data.length], [4, size]) : Buffer.alloc(0),
  ]);
  const extra = wide(true);
  const central = Buffer.concat([
    littleEndian([4, 0x02014b50], [2, 45], [2, 45], [2, flags], [2, method], [4, 0]),
    littleEndian([4, checksum], [4, sizes[0] ?? 0], [4, sizes[1] ?? 0]),
    littleEndian([2, name.length], [2, extra.length], [2, 0], [2, 0], [2, 0], [4, 0]),
    littleEndian([4, zip64 ? 0xffffffff : offset]),
    name,
    extra,
  ]);
  return { local, central };
}

function zip64Extra(values: readonly number[]): Buffer {
  return Buffer.concat([
    littleEndian([2, 1], [2, values.length * 8]),
    ...values.map((value) => littleEndian([4, value % 2 ** 32], [4, Math.floor(value / 2 ** 32)])),
  ]);
}

function zipEnd(count: number, length: number, offset: number, { zip64 = false }: ZipWriting): Buffer {
  const end = (entries: number, size: number, start: number) =>
    littleEndian([4, 0x06054b50], [4, 0], [2, entries], [2, entries], [4, size], [4, start], [2, 0]);
  if (!zip64) return end(count, length, offset);
  return Buffer.concat([
    littleEndian([4, 0x06064b50], [4, 44], [4, 0], [2, 45], [2, 45], [4, 0], [4, 0]),
    littleEndian([4, count], [4, 0], [4, count], [4, 0], [4, length], [4, 0], [4, offset], [4, 0]),
    littleEndian([4, 0x07064b50], [4, 0], [4, offset + length], [4, 0], [4, 1]),
    end(0xffff, 0xffffffff, 0xffffffff),
  ]);
}

/** A tar archive (POSIX.1-2001); names beyond 100 characters by a pax record, or in the GNU way. */
export function writeTar(members: readonly TestMember[], longNames: 'pax' | 'gnu' = 'pax'): Buffer {
  const parts = members.flatMap(({ name, bytes }) => {
    const before: Buffer[] = [];
    if (Buffer.byteLength(name) > 100) {
      if (longNames === 'gnu') before.push(tarEntry('././@LongLink', Buffer.from(`${name}\0`), 'L'));
      else before.push(tarEntry('pax', Buffer.from(paxRecord(`path=${name}\n`)), 'x'));
    }
    return [...before, tarEntry(name, bytes, '0')];
  });
  return Buffer.concat([...parts, Buffer.alloc(1024)]);
}

function tarEntry(name: string, bytes: Uint8Array, type: string): Buffer {
  const header = Buffer.alloc(512);
  header.write(name.slice(0, 100), 0);
  header.write('0000644\0', 100);
  header.write(`${bytes.length.toString(8).padStart(11, '0')}\0`, 124);
  header.write(`${'0'.repeat(11)}\0`, 136);
  header.write('        ', 148);
  header.write(type, 156);
  header.write('ustar\x0000', 257);
  const sum = header.reduce((total, byte) => total + byte, 0);
  header.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148);
  return Buffer.concat([header, bytes, Buffer.alloc((512 - (bytes.length % 512)) % 512)]);
}

function paxRecord(text: string): string {
  let length = text.length + 2;
  while (`${length} ${text}`.length !== length) length = `${length} ${text}`.length;
  return `${length} ${text}`;
}

function littleEndian(...fields: readonly (readonly [width: 2 | 4, value: number])[]): Buffer {
  const bytes = Buffer.alloc(fields.reduce((sum, [width]) => sum + width, 0));
  let at = 0;
  for (const [width, value] of fields) at = bytes.writeUIntLE(value, at, width);
  return bytes;
}
