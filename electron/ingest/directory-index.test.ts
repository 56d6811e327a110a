import { cp, mkdir, mkdtemp, rm, symlink, writeFile as writeToDisk } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { indexPaths } from './index-paths';
import { writeZip } from './testing/archive-bytes';
import { type TestRecord, writeDicomdir } from './testing/dicomdir';
import { mrImageFile } from './testing/mr-image';
import { absence, hasSharedData, sharedData } from './testing/shared-data';

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'dicomdir-'));
  await mkdir(join(folder, 'CD', 'DICOM'), { recursive: true });
});

afterEach(async () => {
  await rm(folder, { recursive: true });
});

function image(number: number): Uint8Array {
  return mrImageFile({ sopInstanceUid: `1.2.3.4.${number}`, position: [4 * number, 0, 0] });
}

function reference(number: number, fileId = `DICOM\\IM${number}`): TestRecord {
  return { fileId, sopInstanceUid: `1.2.3.4.${number}` };
}

async function write(path: string, bytes: Uint8Array): Promise<void> {
  await writeToDisk(join(folder, path), bytes);
}

async function open(path: string) {
  const { problems, progress } = await indexPaths([join(folder, path)], { secret: 'test' });
  return { images: progress.imagesFound, problems };
}

describe('a folder with a DICOMDIR', () => {
  it('is as without it where the index is right', async () => {
    for (const number of [1, 2, 3]) await write(`CD/DICOM/IM${number}`, image(number));
    await write('CD/DICOMDIR', writeDicomdir([reference(1), reference(2), reference(3, 'DICOM\\im3;1')]));
    expect(await open('CD')).toEqual({ images: 3, problems: [] });
  });

  it('says once what the index lists and the copy lacks', async () => {
    await write('CD/DICOM/IM1', image(1));
    await write('CD/DICOM/IM2', Buffer.from('no image'));
    const listed = [1, 2, 3, 4, 5].map((number) => reference(number));
    await write('CD/DICOMDIR', writeDicomdir([...listed, { ...reference(9), inUse: 0 }]));
    const { images, problems } = await open('CD');
    expect(images).toBe(1);
    expect(problems).toEqual([
      { path: 'DICOM/IM2', problem: 'Not a DICOM file.' },
      {
        path: 'DICOMDIR',
        problem:
          'The disc’s index (DICOMDIR) lists 5 images; 3 are missing (first: DICOM/IM3), 1 is there but no readable image (DICOM/IM2): the copy is incomplete. Copy the disc again.',
      },
    ]);
  });

  it('believes the files where the index says something else', async () => {
    await write('CD/DICOM/IM1', image(1));
    await write('CD/DICOMDIR', writeDicomdir([{ ...reference(1), sopInstanceUid: '9.9' }]));
    expect(await open('CD')).toEqual({
      images: 1,
      problems: [
        { path: 'DICOMDIR', problem: expect.stringMatching(/1 is another image .* files themselves/) },
      ],
    });
  });

  it('reads the files without it where it is damaged', async () => {
    await write('CD/DICOM/IM1', image(1));
    const whole = writeDicomdir([reference(1), reference(2)]);
    for (const length of [whole.length - 20, 320]) {
      await write('CD/DICOMDIR', whole.subarray(0, length));
      const { images, problems } = await open('CD');
      expect(images).toBe(1);
      expect(problems).toEqual([{ path: 'DICOMDIR', problem: expect.stringMatching(/damaged or cut off/) }]);
    }
    await write('CD/DICOMDIR', writeDicomdir([]));
    expect((await open('CD')).problems).toEqual([
      { path: 'DICOMDIR', problem: expect.stringMatching(/lists no images/) },
    ]);
  });

  it('in an archive is compared with the members of that archive', async () => {
    const index = { name: 'CD/DICOMDIR', bytes: writeDicomdir([reference(1), reference(2)]) };
    const first = { name: 'CD/DICOM/IM1', bytes: image(1) };
    await write('CD/DICOM/IM2', image(2));
    await write('CD/a.zip', writeZip([index, first]));
    const { problems } = await open('CD/a.zip');
    expect(problems).toEqual([
      {
        path: 'a.zip › CD/DICOMDIR',
        problem: expect.stringMatching(/lists 2 images; 1 is missing \(DICOM\/IM2\)/),
      },
    ]);
    await write('CD/b.zip', writeZip([index, first, { name: 'CD/DICOM/IM2', bytes: image(2) }]));
    expect(await open('CD/b.zip')).toEqual({ images: 2, problems: [] });
  });
});

describe('a DICOMDIR opened itself', () => {
  it('stands for the images it refers to, in whatever case', async () => {
    for (const number of [1, 2, 3]) await write(`CD/DICOM/IM${number}`, image(number));
    await write(
      'CD/dicomdir',
      writeDicomdir([reference(1, 'dicom\\im1'), reference(2, 'DICOM\\IM2.;1'), reference(2)]),
    );
    expect(await open('CD/dicomdir')).toEqual({ images: 2, problems: [] });
  });

  it('never leads out of its folder', async () => {
    await write('outside', image(1));
    await write('CD/inside', image(2));
    await mkdir(join(folder, 'elsewhere'));
    await write('elsewhere/IM3', image(3));
    await symlink(join(folder, 'elsewhere'), join(folder, 'CD', 'LINK'));
    await write(
      'CD/DICOMDIR',
      writeDicomdir([
        reference(1, '..\\outside'),
        reference(1, '../outside'),
        reference(1, join(folder, 'outside')),
        reference(3, 'LINK\\IM3'),
        reference(2, 'INSIDE'),
      ]),
    );
    const { images, problems } = await open('CD/DICOMDIR');
    expect(images).toBe(1);
    expect(problems).toEqual([
      { path: 'DICOMDIR', problem: expect.stringMatching(/lists 5 images; 4 are missing/) },
    ]);
  });

  it('that is damaged gives one sentence', async () => {
    await write('CD/DICOMDIR', writeDicomdir([reference(1)]).subarray(0, 330));
    expect(await open('CD/DICOMDIR')).toEqual({
      images: 0,
      problems: [{ path: 'DICOMDIR', problem: expect.stringMatching(/damaged or cut off/) }],
    });
  });
});

describe.skipIf(!hasSharedData)(`a real disc${absence}`, () => {
  const disc = join(sharedData, 'lspine-hitachi-cc0', 'CD');

  it('is right, and opens by its index alone', async () => {
    for (const path of [disc, join(disc, 'DICOMDIR')]) {
      const { problems, progress } = await indexPaths([path], { secret: 'test' });
      expect(problems).toEqual([]);
      expect(progress.imagesFound).toBe(67);
    }
  });

  it('copied in part says what is missing', async () => {
    await cp(join(disc, 'DICOMDIR'), join(folder, 'CD', 'DICOMDIR'));
    const { problems } = await open('CD');
    expect(problems).toEqual([
      {
        path: 'DICOMDIR',
        problem: expect.stringMatching(/lists 67 images; 67 are missing \(first: DCMDT\//),
      },
    ]);
  });
});
