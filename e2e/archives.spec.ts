import { copyFileSync, mkdirSync, readdirSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { answerOpenDialog } from './support/dialogs';
import { phantomFolder, type RunningApp } from './support/launch';
import { ReadingRoom } from './support/reading-room';
import { expect, hasRealData, realDataFolder, test } from './support/test';
import { zipFolder } from './support/zip-folder';

const phantom = path.join(phantomFolder, 'd-no-fracture');
const disc = path.join(realDataFolder, 'lspine-hitachi-cc0/CD');

/** Opens a path at start, waits for the images and returns a picture of the first viewport. */
async function pictureOf(app: RunningApp): Promise<Buffer> {
  const room = new ReadingRoom(app.page);
  await room.waitForImages();
  const cell = app.page.getByRole('group', { name: /^Viewport 1: / });
  let last = await cell.screenshot();
  await expect(async () => {
    const before = last;
    last = await cell.screenshot();
    expect(last.equals(before)).toBe(true);
  }).toPass();
  return last;
}

/** The share of pixels in which two pictures of the same size differ visibly. */
async function differingShare({ page }: RunningApp, a: Buffer, b: Buffer): Promise<number> {
  const sources = [a, b].map((picture) => `data:image/png;base64,${picture.toString('base64')}`);
  return page.evaluate(async (urls) => {
    const [first, second] = await Promise.all(
      urls.map(async (url) => {
        const image = new Image();
        image.src = url;
        await image.decode();
        const canvas = new OffscreenCanvas(image.width, image.height);
        const context = canvas.getContext('2d');
        context?.drawImage(image, 0, 0);
        return context?.getImageData(0, 0, image.width, image.height).data ?? new Uint8ClampedArray();
      }),
    );
    if (first === undefined || second === undefined || first.length !== second.length) return 1;
    let differing = 0;
    for (let at = 0; at < first.length; at += 4) {
      if (Math.abs((first[at] ?? 0) - (second[at] ?? 0)) > 8) differing += 1;
    }
    return (differing * 4) / first.length;
  }, sources);
}

/** Resident memory of the main process, MB. */
async function mainMemory({ app }: RunningApp): Promise<number> {
  return (await app.evaluate(() => process.memoryUsage().rss)) / 1024 / 1024;
}

async function openFiles({ app, page }: RunningApp, files: string[]): Promise<void> {
  await answerOpenDialog(app, files);
  await page.getByRole('button', { name: 'Open files…' }).first().click();
}

test('a study in a ZIP is shown as it is from its folder, without unpacking', async ({
  launch,
  workFolder,
  userData,
}) => {
  const fromFolder = await launch({ open: [phantom], userData: path.join(userData, 'folder') });
  const expected = await pictureOf(fromFolder);
  const folderMemory = await mainMemory(fromFolder);
  await fromFolder.kill();

  const zip = path.join(workFolder, 'study.zip');
  zipFolder(phantom, zip);
  const fromZip = await launch({ open: [zip], userData: path.join(userData, 'zip') });
  const shown = await pictureOf(fromZip);
  expect(await differingShare(fromZip, shown, expected)).toBeLessThan(0.001);
  expect(await mainMemory(fromZip)).toBeLessThan(folderMemory + 200);
  expect(readdirSync(workFolder)).toEqual(['study.zip']);
});

test('gzip files of one image each are shown', async ({ launch, workFolder }) => {
  const series = path.join(phantom, 'sagittal-t2');
  mkdirSync(path.join(workFolder, 'packed'));
  for (const name of readdirSync(series)) {
    const bytes = gzipSync(readFileSync(path.join(series, name)), { level: 1 });
    writeFileSync(path.join(workFolder, 'packed', `${name}.gz`), bytes);
  }
  const app = await launch({ open: [path.join(workFolder, 'packed')] });
  const room = new ReadingRoom(app.page);
  await room.waitForImages();
  expect((await room.sagittal.slice()).count).toBe(readdirSync(series).length);
});

test('a ZIP that is cut off says so once and shows what is whole', async ({ launch, workFolder }) => {
  const zip = path.join(workFolder, 'study.zip');
  zipFolder(phantom, zip);
  truncateSync(zip, Math.round(readFileSync(zip).length * 0.7));
  const app = await launch();
  await openFiles(app, [zip]);
  await new ReadingRoom(app.page).waitForImages();
  await app.page.getByRole('button', { name: '1 problem in this folder' }).click();
  await app.page.getByText(/1 file could not be used/).click();
  const line = app.page.getByRole('listitem').filter({ hasText: /study\.zip.*cut off/s });
  await expect(line).toContainText(/ZIP archive is cut off or damaged/);
  await expect(app.page.locator('button[data-study]')).toHaveCount(1);
});

test.describe('the index of a disc', () => {
  test.skip(!hasRealData, 'skipped: ../shared/data is not here');

  test('opened itself brings the images it refers to', async ({ launch }) => {
    const app = await launch();
    await openFiles(app, [path.join(disc, 'DICOMDIR')]);
    await new ReadingRoom(app.page).waitForImages();
    await expect(app.page.getByRole('contentinfo')).toContainText('67 images · 13 stacks');
  });

  test('of an incomplete copy tells how many images are missing', async ({ launch, workFolder }) => {
    const copy = path.join(workFolder, 'copy');
    mkdirSync(path.join(copy, 'DCMDT'), { recursive: true });
    copyFileSync(path.join(disc, 'DICOMDIR'), path.join(copy, 'DICOMDIR'));
    const images = readdirSync(path.join(disc, 'DCMDT'));
    for (const name of images.slice(3)) {
      copyFileSync(path.join(disc, 'DCMDT', name), path.join(copy, 'DCMDT', name));
    }
    const app = await launch();
    await openFiles(app, [path.join(copy, 'DICOMDIR')]);
    await new ReadingRoom(app.page).waitForImages();
    await app.page.getByRole('button', { name: '1 problem in this folder' }).click();
    await expect(app.page.locator('button[data-study]')).toContainText('64 images');
    await app.page.getByText(/1 file could not be used/).click();
    await expect(app.page.getByText(/lists 67 images; 3 are missing \(first: DCMDT\//).first()).toBeVisible();
  });
});
