import { spawnSync } from 'node:child_process';
import {
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statfsSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { pressInMessageBoxes } from './support/dialogs';
import { phantomFolder } from './support/launch';
import { ReadingRoom } from './support/reading-room';
import { expect, test } from './support/test';

const study = path.join(phantomFolder, 'd-no-fracture');

test('a data folder that cannot be made: viewing works and it says why nothing can be saved', async ({
  launch,
  workFolder,
}) => {
  writeFileSync(path.join(workFolder, 'file'), '');
  const { page } = await launch({ userData: path.join(workFolder, 'file/data'), open: [study] });
  const room = new ReadingRoom(page);
  await room.waitForImages();
  await room.openCard('Levels');
  await room.choose('Counted', 'ribs');
  await expect(page.getByRole('status', { name: 'Save state' })).toHaveText(/^Could not save: .{20,}/);
  await expect(
    page.getByRole('radiogroup', { name: 'Counted' }).getByRole('radio', { name: 'ribs' }),
  ).toBeChecked();
});

test('a full disk: it says so, keeps what was entered, and saves once there is room', async ({
  launch,
  workFolder,
}) => {
  const disk = path.join(workFolder, 'disk');
  mkdirSync(disk);
  const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=48m', 'tmpfs', disk]);
  test.skip(mounted.status !== 0, 'skipped: a small disk can be mounted only as root');
  try {
    const { page, kill } = await launch({ userData: disk, open: [study] });
    const room = new ReadingRoom(page);
    await room.waitForImages();
    await room.openCard('Levels');
    await room.choose('Counted', 'ribs');
    await room.waitForSaved();
    const { bavail, bsize } = statfsSync(disk);
    const filler = path.join(disk, 'filler');
    spawnSync('dd', [
      'if=/dev/zero',
      `of=${filler}`,
      'bs=4096',
      `count=${Math.ceil((bavail * bsize) / 4096) + 100}`,
    ]);
    const state = page.getByRole('status', { name: 'Save state' });
    const header = page.getByRole('banner');
    const headerBefore = await header.boundingBox();
    for (const method of ['from C2', 'from the sacrum', 'other', 'ribs', 'from C2', 'other'])
      await room.choose('Counted', method);
    await expect(state).toHaveText(/^Could not save: .*(full|space)/i);
    expect(await header.boundingBox()).toEqual(headerBefore);
    await expect(
      page.getByRole('radiogroup', { name: 'Counted' }).getByRole('radio', { name: 'other' }),
    ).toBeChecked();
    rmSync(filler);
    await expect(state).toHaveText(/^Saved at/, { timeout: 30_000 });
    await kill();
  } finally {
    spawnSync('umount', ['-l', disk]);
  }
});

test('a damaged readings file: its last backup is offered and taken over, and nothing is deleted', async ({
  launch,
  userData,
  workFolder,
}) => {
  const first = await launch({ open: [study] });
  const room = new ReadingRoom(first.page);
  await room.waitForImages();
  await room.openCard('Levels');
  await room.choose('Counted', 'ribs');
  await room.waitForSaved();
  await first.close();
  // The next start finds it sound and backs it up.
  const second = await launch();
  const backups = () =>
    readdirSync(path.join(userData, 'backups')).filter((name) => name.endsWith('.sqlite'));
  await expect.poll(backups).toHaveLength(2);
  await second.close();
  const file = path.join(userData, 'rim-reader.sqlite');
  truncateSync(file, Math.floor(statSync(file).size / 2));
  const damaged = readFileSync(file);

  const later = pressInMessageBoxes(workFolder, 'Decide later');
  const third = await launch({ loadFirst: later.loadFirst });
  expect(later.asked()).toEqual([
    expect.stringMatching(
      /^The readings file is damaged\. Take over the last backup\? .*The last good backup, of .* \(UTC\), has \d+ more saves?\..*Nothing is deleted/s,
    ),
  ]);
  await expect(third.page.getByText(/it is not decided yet whether its backup is taken over/)).toBeVisible();
  await third.close();
  expect(readFileSync(file).equals(damaged)).toBe(true);

  const now = pressInMessageBoxes(workFolder, 'Take over the backup');
  const { page } = await launch({ loadFirst: now.loadFirst });
  expect(now.asked()).toHaveLength(1);
  await expect(page.getByText(/The readings file was damaged\..* came from the last backup/)).toBeVisible();
  const restored = new ReadingRoom(page);
  await restored.openStudy(/Phantom D/);
  await restored.waitForImages();
  await restored.openCard('Levels');
  await expect(
    page.getByRole('radiogroup', { name: 'Counted' }).getByRole('radio', { name: 'ribs' }),
  ).toBeChecked();
  const kept = readdirSync(userData).filter((name) => /^rim-reader\.damaged-.*\.sqlite$/.test(name));
  expect(kept).toHaveLength(1);
  expect(readFileSync(path.join(userData, kept[0] ?? '')).equals(damaged)).toBe(true);
});
