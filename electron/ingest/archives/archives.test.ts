import { mkdir, mkdtemp, rm, writeFile as writeToDisk } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { deflateRawSync, gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { IngestProblem } from '../../../shared/dicom/model';
import { readFrameBytes } from '../../pixels/read-frame';
import { indexPaths } from '../index-paths';
import { Tag } from '../tags';
import { type TestMember, writeTar, writeZip } from '../testing/archive-bytes';
import { element, explicitLittleEndian, writeDataSet, writeFile } from '../testing/dicom-bytes';
import { mrImageElements, mrImageFile } from '../testing/mr-image';

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'archives-'));
});

afterEach(async () => {
  await rm(folder, { recursive: true });
});

interface Opened {
  /** Hexadecimal bytes, or the sentence, of each frame, in the order of the slices. */
  frames: string[];
  problems: IngestProblem[];
}

/** Writes a file, opens it alone and reads every frame in it. */
async function open(name: string, bytes: Uint8Array): Promise<Opened> {
  await writeToDisk(join(folder, name), bytes);
  const snapshot = await indexPaths([join(folder, name)], { secret: 'test' });
  const locations = new Map(snapshot.locations);
  const frames = snapshot.studies.flatMap(({ stacks }) => stacks.flatMap((stack) => stack.frames));
  const results = await Promise.all(
    frames.map(({ id }) => {
      const location = locations.get(id);
      return location === undefined ? { problem: 'no location' } : readFrameBytes(location);
    }),
  );
  return {
    frames: results.map((result) =>
      'problem' in result ? result.problem : Buffer.from(result.bytes).toString('hex'),
    ),
    problems: snapshot.problems,
  };
}

function slice(number: number, values = [number, 2, 3, 4, 5, 6]): Uint8Array {
  return mrImageFile({
    sopInstanceUid: `1.2.3.4.${number}`,
    position: [-4 * number, 0, 0],
    more: [element(Tag.PixelData, 'OW', values)],
  });
}

const members: TestMember[] = [1, 2, 3].map((number) => ({
  name: `DICOM/IM${number}`,
  bytes: slice(number),
}));
const pixels = ['010002000300040005000600', '020002000300040005000600', '030002000300040005000600'];
const inOrder = { frames: pixels, problems: [] };
const longName = `${'folder-with-a-long-name/'.repeat(8)}IM1`;

describe('archives are opened in place', () => {
  it.each<[string, Uint8Array]>([
    ['deflated.zip', writeZip(members)],
    ['stored.zip', writeZip(members.map((member) => ({ ...member, method: 0 })))],
    ['zip64.zip', writeZip(members, { zip64: true })],
    ['streamed.zip', writeZip(members, { streamed: true })],
    ['with something before it.zip', Buffer.concat([writeZip([]), writeZip(members)])],
    ['without extension', writeZip(members)],
    ['plain.tar', writeTar(members)],
    ['long.tar', writeTar(members.map((member) => ({ ...member, name: `${longName}${member.name}` })))],
    [
      'gnu.tar',
      writeTar(
        members.map((member) => ({ ...member, name: longName + member.name })),
        'gnu',
      ),
    ],
    ['packed.tar.gz', gzipSync(writeTar(members))],
    ['two halves.tar.gz', Buffer.concat(halves(writeTar(members)).map((half) => gzipSync(half)))],
    ['each.zip', writeZip(members.map(({ name, bytes }) => ({ name, bytes: gzipSync(bytes) })))],
    ['one level.zip', writeZip([{ name: 'inner.zip', bytes: writeZip(members) }])],
    ['other level.zip', writeZip([{ name: 'inner.tar.gz', bytes: gzipSync(writeTar(members)), method: 0 }])],
  ])('%s', async (name, bytes) => {
    expect(await open(name, bytes)).toEqual(inOrder);
  });

  it('one file in gzip, and a deflated data set in a deflated member', async () => {
    expect(await open('IM1.dcm.gz', gzipSync(slice(1)))).toEqual({ frames: [pixels[0]], problems: [] });
    const elements = mrImageElements({ sopInstanceUid: '1.2.3.4.1' });
    const deflated = writeFile(
      '1.2.840.10008.1.2.1.99',
      deflateRawSync(writeDataSet(elements, explicitLittleEndian)),
    );
    const zip = writeZip([{ name: 'IM1', bytes: deflated }]);
    expect(await open('twice.zip', zip)).toEqual({ frames: ['010002000300040005000001'], problems: [] });
  });

  it('problems name archive and member; names cannot lead out of it, and equal ones are told apart', async () => {
    const text = Buffer.from('Dear colleague');
    const { frames, problems } = await open(
      'cd.zip',
      writeZip([
        ...members,
        { name: '../../etc/letter.txt', bytes: text },
        { name: 'C:\\a\\..\\b.txt', bytes: text },
        { name: 'notes', bytes: text },
        { name: 'notes', bytes: text },
        { name: 'line\nbreak', bytes: text },
      ]),
    );
    expect(frames).toEqual(pixels);
    const problem = 'Not a DICOM file.';
    expect(problems).toEqual(
      ['C:/a/b.txt', 'etc/letter.txt', 'line_break', 'notes', 'notes (2)'].map((name) => ({
        path: `cd.zip › ${name}`,
        problem,
      })),
    );
  });

  it('copies of one image are both there', async () => {
    const { frames } = await open('cd.zip', writeZip([...members, { name: 'DICOM/IM1', bytes: slice(1) }]));
    expect(frames).toHaveLength(4);
  });

  it('what operating systems leave behind is passed over, in archives and folders', async () => {
    const litter = ['__MACOSX/DICOM/._IM1', 'DICOM/._IM1', '.DS_Store', 'Thumbs.db', 'desktop.ini'];
    const left = litter.map((name) => ({ name, bytes: Buffer.from([0, 5, 22, 7]) }));
    expect(await open('mac.zip', writeZip([...members, ...left]))).toEqual(inOrder);
    await mkdir(join(folder, 'copied', '__MACOSX', 'DICOM'), { recursive: true });
    await mkdir(join(folder, 'copied', 'DICOM'));
    for (const { name, bytes } of left) await writeToDisk(join(folder, 'copied', name), bytes);
    const { problems } = await indexPaths([join(folder, 'copied')], { secret: 'test' });
    expect(problems).toEqual([]);
  });
});

function halves(bytes: Uint8Array): Uint8Array[] {
  return [bytes.subarray(0, 700), bytes.subarray(700)];
}

describe('what cannot be read gives one sentence, and the sound members are there', () => {
  const oneProblem = async (name: string, bytes: Uint8Array, frames: string[], problem: RegExp) => {
    const opened = await open(name, bytes);
    expect(opened.frames).toEqual(frames);
    expect(opened.problems).toEqual([{ path: name, problem: expect.stringMatching(problem) }]);
    expect(opened.problems[0]?.problem).toMatch(/^[A-Z].*\.$/);
  };

  it('archives that are cut off', async () => {
    const two = pixels.slice(0, 2);
    const whole = writeZip(members);
    await oneProblem('cut.zip', whole.subarray(0, (whole.length * 2) / 3), two, /cut off or damaged/);
    const streamed = writeZip(members, { streamed: true });
    await oneProblem('cut2.zip', streamed.subarray(0, (streamed.length * 2) / 3), two, /cut off or damaged/);
    await oneProblem('start.zip', whole.subarray(0, 100), [], /nothing in it can be read/);
    const tar = writeTar(members);
    await oneProblem('cut.tar', tar.subarray(0, tar.length - 1500), two, /tar archive is cut off/);
    const packed = gzipSync(tar, { level: 0 });
    await oneProblem('cut.tar.gz', packed.subarray(0, packed.length - 1500), [], /cannot be relied upon/);
    const one = gzipSync(slice(1));
    await oneProblem('cut.gz', one.subarray(0, one.length - 20), [], /cannot be relied upon/);
    await oneProblem('start.gz', one.subarray(0, 15), [], /cut off or damaged/);
  });

  it('a damaged member is named, its neighbours are there', async () => {
    const zip = writeZip(members);
    const at = zip.indexOf('DICOM/IM2') + 'DICOM/IM2'.length;
    zip.fill(0xff, at, at + 20);
    const { frames, problems } = await open('cd.zip', zip);
    expect(frames).toEqual([pixels[0], pixels[2]]);
    expect(problems).toEqual([
      { path: 'cd.zip › DICOM/IM2', problem: expect.stringMatching(/This member of the archive is damaged/) },
    ]);
  });

  it('a member that is not what its checksum says is not shown', async () => {
    const lying = writeZip([{ ...(members[0] as TestMember), claims: { crc32: 7 } }]);
    const packed = gzipSync(writeTar(members), { level: 0 });
    packed[packed.length - 3000] = 7;
    expect((await open('wrong.tar.gz', packed)).frames).toEqual([]);
    const { frames } = await open('cd.zip', lying);
    expect(frames).toEqual([expect.stringMatching(/compressed data .* are damaged/)]);
    const short = writeZip([{ ...(members[0] as TestMember), claims: { size: 300 } }]);
    expect((await open('short.zip', short)).frames).toEqual([]);
    const long = writeZip([{ ...(members[0] as TestMember), claims: { size: 100_000 } }]);
    expect((await open('long.zip', long)).frames.every((frame) => !frame.startsWith('01'))).toBe(true);
  });

  it('passwords and other compressions', async () => {
    const locked = members.map((member) => ({ ...member, encrypted: true }));
    await oneProblem('locked.zip', writeZip(locked), [], /protected by a password/);
    const mixed = writeZip([...members, ...locked]);
    await oneProblem(
      'mixed.zip',
      mixed,
      pixels,
      /^In the ZIP archive 3 of 6 members are protected by a password/,
    );
    const strange = members.map((member) => ({ ...member, method: 12 }));
    await oneProblem(
      'strange.zip',
      writeZip(strange),
      [],
      /method that cannot be read in place \(number 12\)/,
    );
  });

  it('archives in archives in archives', async () => {
    const inner = writeZip([{ name: 'a.zip', bytes: writeZip(members) }]);
    const outer = writeZip([...members, { name: 'b.zip', bytes: inner }, { name: 'c.zip', bytes: inner }]);
    await oneProblem('deep.zip', outer, pixels, /^Archives inside an archive in this archive \(2\) were not/);
  });

  it('archives without DICOM', async () => {
    const letters = ['a', 'b', 'c'].map((name) => ({ name, bytes: Buffer.from('Dear colleague') }));
    await oneProblem('letters.docx', writeZip(letters), [], /^A ZIP archive without DICOM files\.$/);
    await oneProblem('letters.tar', writeTar(letters), [], /^A tar archive without DICOM files\.$/);
    await oneProblem('empty.zip', writeZip([]), [], /^A ZIP archive without DICOM files\.$/);
    await oneProblem('letter.gz', gzipSync('Dear colleague'), [], /^Not a DICOM file\.$/);
  });
});

describe('bombs are refused at once and in little memory', () => {
  const zeros = new Uint8Array(64 * 1024 * 1024);

  async function costOf(work: () => Promise<unknown>): Promise<{ ms: number; megabytes: number }> {
    const memory = process.memoryUsage().rss;
    const start = performance.now();
    await work();
    return {
      ms: performance.now() - start,
      megabytes: (process.memoryUsage().rss - memory) / 1024 / 1024,
    };
  }

  it('overlapping members', async () => {
    const kernel = writeZip([{ name: 'kernel', bytes: zeros.subarray(0, 1024 * 1024) }]);
    const end = kernel.length - 22;
    const central = kernel.subarray(kernel.indexOf(Buffer.from('PK\x01\x02')), end);
    const count = 5000;
    const tail = Buffer.from(kernel.subarray(end));
    tail.writeUInt16LE(count, 8);
    tail.writeUInt16LE(count, 10);
    tail.writeUInt32LE(central.length * count, 12);
    const bomb = Buffer.concat([
      kernel.subarray(0, end - central.length),
      ...Array.from({ length: count }, () => central),
      tail,
    ]);
    let opened: Opened | null = null;
    const cost = await costOf(async () => {
      opened = await open('bomb.zip', bomb);
    });
    expect(opened).toEqual({
      frames: [],
      problems: [{ path: 'bomb.zip', problem: expect.stringMatching(/zip bomb/) }],
    });
    expect(cost.ms).toBeLessThan(1000);
  });

  it('a header before a flood of zeros costs a few kilobytes; a gzip flood ends at its bound', async () => {
    const image = writeDataSet(
      mrImageElements({
        sopInstanceUid: '1.2.3',
        more: [
          element(Tag.Rows, 'US', [4096]),
          element(Tag.Columns, 'US', [8000]),
          element(Tag.PixelData, 'OW', zeros),
        ],
      }),
      explicitLittleEndian,
    );
    const zip = writeZip([{ name: 'flood', bytes: writeFile('1.2.840.10008.1.2.1', image) }]);
    await writeToDisk(join(folder, 'flood.zip'), zip);
    const cost = await costOf(() => indexPaths([join(folder, 'flood.zip')], { secret: 'test' }));
    expect(cost.ms).toBeLessThan(500);
    expect(cost.megabytes).toBeLessThan(60);
    const flood = gzipSync(zeros);
    const { problems } = await open('flood.gz', Buffer.concat([flood, flood, flood]));
    expect(problems).toEqual([{ path: 'flood.gz', problem: expect.stringMatching(/too large/) }]);
  });
});
