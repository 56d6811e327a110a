import { execFileSync } from 'node:child_process';
import { cpSync, readFileSync, renameSync } from 'node:fs';
import path from 'node:path';
import type { Page } from '@playwright/test';
import { benchFolder, makeFolder } from '../bench/make-folder';
import { answerOpenDialog } from './support/dialogs';
import { phantomFolder, type RunningApp } from './support/launch';
import { ReadingRoom } from './support/reading-room';
import { expect, test } from './support/test';

const phantom = path.join(phantomFolder, 'd-no-fracture');
const many = { files: 10_000, matrix: 8 };

/** The processes below the app's that index folders. */
function indexingProcesses({ app }: RunningApp): number[] {
  const children = execFileSync('ps', ['-A', '-o', 'pid=,ppid='], { encoding: 'utf8' });
  const pairs = children
    .trim()
    .split('\n')
    .map((line) => line.trim().split(/\s+/).map(Number));
  const below = new Set([app.process().pid]);
  for (let before = 0; before < below.size; ) {
    before = below.size;
    for (const [pid, parent] of pairs) if (below.has(parent)) below.add(pid);
  }
  return [...below].flatMap((pid) => {
    if (pid === undefined) return [];
    const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8');
    return command.includes('--utility-sub-type=node.mojom.NodeService') ? [pid] : [];
  });
}

async function chooseFolder({ app, page }: RunningApp, folder: string): Promise<void> {
  await answerOpenDialog(app, [folder]);
  await page.getByRole('button', { name: 'Open folder…' }).first().click();
}

/** How many images the library's list has in all. */
async function listedImages(page: Page): Promise<number> {
  const rows = await page.locator('button[data-study]').allInnerTexts();
  return rows.reduce((sum, row) => sum + Number(/(\d+) images?/.exec(row)?.[1] ?? 0), 0);
}

test('a folder of ten thousand files on a disk that does not answer: said, stopped, and read when it does', async ({
  launch,
}) => {
  test.setTimeout(240_000);
  const folder = makeFolder(benchFolder(many), many);
  const app = await launch();
  const { page } = app;
  await expect.poll(() => indexingProcesses(app).length, { timeout: 15_000 }).toBeGreaterThan(0);
  for (const pid of indexingProcesses(app)) process.kill(pid, 'SIGSTOP');
  await chooseFolder(app, folder);
  const indexing = page.getByRole('status', { name: 'Indexing' });
  await expect(indexing).toContainText('waiting for the disk', { timeout: 15_000 });
  await indexing.getByRole('button', { name: 'Cancel' }).click();
  await expect(indexing).toBeHidden({ timeout: 10_000 });
  expect(await listedImages(page)).toBe(0);

  await chooseFolder(app, folder);
  await expect(page.locator('button[data-study]').first()).toBeVisible({ timeout: 60_000 });
  await expect(indexing).toBeHidden({ timeout: 120_000 });
  await expect.poll(() => listedImages(page)).toBe(many.files);
});

test('a folder of ten thousand files, stopped while it is read: what was found opens, and the rest comes the next time', async ({
  launch,
}) => {
  test.setTimeout(240_000);
  const folder = makeFolder(benchFolder(many), many);
  const app = await launch();
  const { page } = app;
  await chooseFolder(app, folder);
  const indexing = page.getByRole('status', { name: 'Indexing' });
  await expect(page.locator('button[data-study]').first()).toBeVisible({ timeout: 60_000 });
  // It may have come to its end already.
  await indexing
    .getByRole('button', { name: 'Cancel' })
    .click({ timeout: 2000 })
    .catch(() => undefined);
  await expect(indexing).toBeHidden({ timeout: 30_000 });
  expect(await listedImages(page)).toBeGreaterThan(0);
  await page.locator('button[data-study]').first().click();
  await new ReadingRoom(page).waitForImages();
  await page.getByRole('button', { name: 'Library' }).click();
  await chooseFolder(app, folder);
  await expect.poll(() => listedImages(page), { timeout: 120_000 }).toBe(many.files);
});

test('a folder that is taken away while its study is open: said, nothing lost, and there again with one key', async ({
  launch,
  workFolder,
  userData,
}) => {
  const disc = path.join(workFolder, 'disc');
  const away = path.join(workFolder, 'away');
  cpSync(phantom, disc, { recursive: true });
  const first = await launch({ open: [disc] });
  const room = new ReadingRoom(first.page);
  await room.waitForImages();
  await room.openCard('Levels');
  await room.choose('Counted', 'ribs');
  await room.waitForSaved();
  await first.kill();

  renameSync(disc, away);
  const { page } = await launch({ userData });
  const list = page.getByRole('list', { name: 'Studies', exact: true });
  await expect(page.getByText('not reachable')).toBeVisible();
  await page.getByText(/1 file could not be used/).click();
  await expect(page.getByText(/“disc” is not there any more/).first()).toBeVisible();
  await list.locator('button[data-study]').first().click();
  const viewport = page.getByRole('group', { name: /^Viewport 1: / });
  await expect(viewport.getByRole('alert')).toContainText(
    'The file is no longer there. Put the disc or folder back',
  );
  const again = new ReadingRoom(page);
  await again.openCard('Levels');
  await expect(
    page.getByRole('radiogroup', { name: 'Counted' }).getByRole('radio', { name: 'ribs' }),
  ).toBeChecked();

  renameSync(away, disc);
  await viewport.getByRole('button', { name: 'Try again' }).click();
  await expect(viewport.getByRole('alert')).toHaveCount(0);
  await expect(viewport.getByLabel('Slice', { exact: true })).toContainText(/\d+\s*\/\s*\d+/);
});
