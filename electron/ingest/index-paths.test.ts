import { spawnSync } from 'node:child_process';
import { chmod, mkdir, mkdtemp, rm, symlink, writeFile as writeToDisk } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type IndexSnapshot, indexPaths } from './index-paths';
import { Tag } from './tags';
import { element, explicitLittleEndian, writeDataSet, writeFile } from './testing/dicom-bytes';
import { mrImageElements, mrImageFile } from './testing/mr-image';

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ingest-'));
});

afterEach(async () => {
  await chmod(folder, 0o700);
  await rm(folder, { recursive: true });
});

function index(paths = [folder]): Promise<IndexSnapshot> {
  return indexPaths(paths, { secret: 'test' });
}

async function writeSeries(count: number, below = ''): Promise<void> {
  await mkdir(join(folder, below), { recursive: true });
  for (let slice = 0; slice < count; slice += 1) {
    const image = mrImageFile({ sopInstanceUid: `1.2.3.4.${slice}`, position: [slice * 4, 0, 0] });
    await writeToDisk(join(folder, below, `I${slice}`), image);
  }
}

describe('indexPaths', () => {
  it('finds files in nested folders, without extension, and joins them to one study', async () => {
    await writeSeries(3, 'a/b');
    await writeToDisk(
      join(folder, 'other.dcm'),
      mrImageFile({ sopInstanceUid: '1.2.3.5.1', seriesInstanceUid: '1.2.3.5' }),
    );
    const { studies, progress, problems, state } = await index();
    expect(state).toBe('complete');
    expect(problems).toEqual([]);
    expect(studies).toHaveLength(1);
    expect(studies[0]?.stacks.map(({ frames }) => frames.length)).toEqual([3, 1]);
    expect(progress).toEqual({ filesSeen: 4, filesRead: 4, imagesFound: 4 });
  });

  it('lets no name, hospital number or birth date out, only a pseudonym and an age', async () => {
    await writeSeries(2);
    const snapshot = await index();
    const text = JSON.stringify(snapshot.studies);
    for (const secret of ['Secretname', 'Anna', '4711', '19470507', '1947'])
      expect(text).not.toContain(secret);
    const [study] = snapshot.studies;
    expect(study?.subject).toEqual({ id: expect.stringMatching(/^S-[0-9A-Z]{8}$/), ageYears: 76, sex: 'F' });
    const other = await indexPaths([folder], { secret: 'another secret' });
    expect(other.studies[0]?.subject.id).not.toBe(study?.subject.id);
    expect((await index()).studies[0]?.subject.id).toBe(study?.subject.id);
  });

  it('follows links but no loops, and reads each file once', async () => {
    await writeSeries(2, 'real');
    await symlink(folder, join(folder, 'real', 'loop'));
    await symlink(join(folder, 'real', 'I0'), join(folder, 'link'));
    await symlink(join(folder, 'nowhere'), join(folder, 'dangling'));
    const { progress, problems } = await index([folder, join(folder, 'real')]);
    expect(progress.imagesFound).toBe(2);
    expect(problems).toEqual([{ path: 'dangling', problem: expect.stringMatching(/nothing at this path/) }]);
  });

  it('gives one sentence for each file it cannot use', async () => {
    const whole = mrImageFile({ sopInstanceUid: '1.2.3.4.9' });
    const structuredReport = [element(Tag.SOPClassUID, 'UI', '1.2.840.10008.5.1.4.1.1.88.11')];
    const files: Record<string, Uint8Array> = {
      empty: new Uint8Array(0),
      'header.dcm': whole.subarray(0, 301),
      'notes.txt': Buffer.from('This is no image at all, only words.'),
      'picture.png': Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 0, 0, 0]),
      'no-bits.dcm': mrImageFile({
        sopInstanceUid: '1.2.8',
        more: [element(Tag.BitsAllocated, 'US', [0]), element(Tag.NumberOfFrames, 'IS', '2000000000')],
      }),
      'no-pixels.dcm': whole.subarray(0, whole.length - 24),
      'pixels.dcm': whole.subarray(0, whole.length - 4),
      'report.dcm': writeFile('1.2.840.10008.1.2.1', writeDataSet(structuredReport, explicitLittleEndian)),
      'short.dcm': mrImageFile({ sopInstanceUid: '1.2.9', more: [element(Tag.PixelData, 'OW', [1, 2])] }),
    };
    for (const [name, bytes] of Object.entries(files)) await writeToDisk(join(folder, name), bytes);
    const { problems, studies } = await index();
    expect(studies).toEqual([]);
    expect(problems).toEqual([
      { path: 'empty', problem: 'The file is empty.' },
      { path: 'header.dcm', problem: expect.stringMatching(/^The file is cut off: its header ends/) },
      { path: 'no-bits.dcm', problem: 'The header gives the pixels no valid number of bits or samples.' },
      { path: 'no-pixels.dcm', problem: expect.stringMatching(/^A DICOM file without pixel data/) },
      { path: 'notes.txt', problem: 'Not a DICOM file.' },
      { path: 'picture.png', problem: expect.stringMatching(/PNG/) },
      {
        path: 'pixels.dcm',
        problem:
          'The file is cut off: 8 of the 12 bytes of pixel data are there. Copy it again from its source.',
      },
      { path: 'report.dcm', problem: 'Not an image but a structured report.' },
      {
        path: 'short.dcm',
        problem: 'The pixel data are too short: 4 bytes where 2 rows × 3 columns need 12.',
      },
    ]);
  });

  it('says so where a folder is empty or gone', async () => {
    const { problems } = await index([folder, join(folder, 'gone')]);
    expect(problems.map(({ problem }) => problem)).toEqual([
      expect.stringMatching(/nothing at this path/),
      'The folder holds no files.',
    ]);
  });

  it('says so where there is no permission', async () => {
    await writeSeries(1);
    await chmod(join(folder, 'I0'), 0);
    await chmod(folder, 0o755);
    // Root may read anything: there the child runs as an ordinary user.
    const user = process.getuid?.() === 0 ? { uid: 65534, gid: 65534 } : {};
    const child = join(import.meta.dirname, 'testing/indexing-child.ts');
    const run = spawnSync(process.execPath, ['--import', 'tsx', child, folder], {
      encoding: 'utf8',
      env: { ...process.env, TSX_DISABLE_CACHE: '1' },
      ...user,
    });
    expect(JSON.parse(run.stdout)).toEqual([
      expect.objectContaining({ problem: expect.stringMatching(/^No permission/) }),
    ]);
  });

  it('reads headers that are longer than the first read', async () => {
    const more = [element(0x00291010, 'OB', new Uint8Array(300_000))];
    await writeToDisk(join(folder, 'siemens'), mrImageFile({ sopInstanceUid: '1.2.3.4.1', more }));
    const { studies, problems } = await index();
    expect(problems).toEqual([]);
    expect(studies[0]?.stacks[0]?.pixelSpacing).toEqual([0.7, 0.8]);
  });

  it('reads functional groups of an enhanced object: shared spacing, positions of each frame', async () => {
    const frame = (x: number) => [
      element(Tag.PlanePositionSequence, 'SQ', [[element(Tag.ImagePositionPatient, 'DS', `${x}\\0\\0`)]]),
    ];
    const shared = [
      element(Tag.PixelMeasuresSequence, 'SQ', [[element(Tag.PixelSpacing, 'DS', '0.5\\0.6')]]),
      element(Tag.MREchoSequence, 'SQ', [[element(Tag.EffectiveEchoTime, 'FD', [95])]]),
    ];
    const elements = mrImageElements({
      sopInstanceUid: '1.2.3.4.1',
      more: [
        element(Tag.NumberOfFrames, 'IS', '3'),
        element(Tag.SharedFunctionalGroupsSequence, 'SQ', [shared], true),
        element(Tag.PerFrameFunctionalGroupsSequence, 'SQ', [frame(8), frame(0), frame(4)], true),
        element(Tag.PixelData, 'OW', new Uint8Array(36)),
      ],
    }).filter(({ tag }) => tag !== Tag.ImagePositionPatient && tag !== Tag.PixelSpacing);
    await writeToDisk(
      join(folder, 'enhanced'),
      writeFile('1.2.840.10008.1.2.1', writeDataSet(elements, explicitLittleEndian)),
    );
    const [stack] = (await index()).studies.flatMap(({ stacks }) => stacks);
    expect(stack).toMatchObject({
      pixelSpacing: [0.5, 0.6],
      sliceStep: 4,
      weighting: 'T2',
    });
    expect(stack?.frames.map((placed) => [placed.frame, placed.position?.[0]])).toEqual([
      [1, 8],
      [3, 4],
      [2, 0],
    ]);
  });

  it('does not measure a multi-frame object without positions of its own', async () => {
    const more = [element(Tag.NumberOfFrames, 'IS', '2'), element(Tag.PixelData, 'OW', new Uint8Array(24))];
    await writeToDisk(join(folder, 'cine'), mrImageFile({ sopInstanceUid: '1.2.3.4.1', more }));
    const [stack] = (await index()).studies.flatMap(({ stacks }) => stacks);
    expect(stack).toMatchObject({ frames: [{ frame: 1 }, { frame: 2 }] });
    expect(stack?.geometry[0]).toMatchObject({ code: 'no-frame-position', severity: 'blocks measuring' });
  });

  it('shows images without identity but does not measure them', async () => {
    const elements = mrImageElements({ sopInstanceUid: '1' }).filter(
      ({ tag }) => tag !== Tag.SOPInstanceUID && tag !== Tag.StudyInstanceUID,
    );
    await writeToDisk(
      join(folder, 'anonymous'),
      writeFile('1.2.840.10008.1.2.1', writeDataSet(elements, explicitLittleEndian)),
    );
    const { studies } = await index();
    expect(studies[0]?.stacks[0]).toMatchObject({ frames: [{ frame: 1 }] });
    expect(studies[0]?.stacks[0]?.geometry[0]?.sentence).toMatch(/no study, SOP instance UID/);
  });

  it('stops soon when cancelled and keeps what it found', async () => {
    await writeSeries(2000);
    const cancel = new AbortController();
    const running = indexPaths([folder], { secret: 'test', signal: cancel.signal });
    setImmediate(() => cancel.abort());
    const snapshot = await running;
    expect(snapshot.state).toBe('cancelled');
    expect(snapshot.progress.filesRead).toBeLessThan(2000);
    expect(snapshot.locations).toHaveLength(snapshot.progress.imagesFound);
  });
});
