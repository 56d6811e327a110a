import path from 'node:path';
import { readTruth } from '../scripts/phantom/read-truth';
import { phantomFolder } from './support/launch';
import { ReadingRoom } from './support/reading-room';
import { expect, test } from './support/test';
import { Viewport } from './support/viewport';

const caseA = 'a-t12-superior';

test('a second window shows the same study, follows the first and changes nothing of the reading', async ({
  launch,
}) => {
  const truth = readTruth(phantomFolder, caseA);
  const { app, page } = await launch({ open: [path.join(phantomFolder, caseA)] });
  const room = new ReadingRoom(page);
  await room.waitForImages();
  await room.markLevels(truth.levels.filter(({ level }) => level === 'L1' || level === 'L2'));

  const opened = app.waitForEvent('window');
  await page.getByRole('button', { name: 'View', exact: true }).click();
  await page.getByRole('menuitemcheckbox', { name: 'Second window' }).click();
  const second = await opened;
  const problems: string[] = [];
  second.on('pageerror', (error) => problems.push(error.message));
  const other = new ReadingRoom(second);
  await other.waitForImages();
  // One viewport, for the axial images.
  await expect(second.getByRole('group', { name: /^Viewport \d:/ })).toHaveCount(1);
  const axial = new Viewport(second, /^Viewport 1: T2 axial/);
  await expect(axial.cell).toBeVisible();

  // The cross-hair of either window is that of both.
  const level = truth.levels.find((one) => one.level === 'T12');
  if (level === undefined) throw new Error('no T12');
  await room.sagittal.scrollTo(level.point);
  await room.key('h');
  await room.sagittal.click(level.point);
  await expect(second.getByRole('status', { name: 'Cross-hair' })).toBeVisible();
  expect(Math.abs((await axial.locate(level.point)).distance)).toBeLessThan(4.4);
  await second.keyboard.press('Escape');
  await expect(page.getByRole('status', { name: 'Cross-hair' })).toHaveCount(0);
  await second.keyboard.press('Shift+H');
  await expect(page.getByRole('status', { name: 'Cross-hair' })).toHaveCount(4);
  // The first Escape lets go of the mark that is selected.
  await page.keyboard.press('Escape');
  await page.keyboard.press('Escape');
  await expect(second.getByRole('status', { name: 'Cross-hair' })).toHaveCount(0);

  // Linked slices follow, and the reading is drawn.
  await second.getByRole('combobox', { name: 'Stack in the active viewport' }).selectOption('T1 sagittal');
  const t1 = new Viewport(second, /^Viewport 1: T1 sagittal/);
  await expect.poll(() => t1.slice()).toEqual(await room.sagittal.slice());
  await room.activate(room.sagittal);
  await room.key('PageDown');
  await expect.poll(() => t1.slice()).toEqual(await room.sagittal.slice());
  await room.key('PageUp');
  await expect(t1.cell.getByText('L2', { exact: true })).toBeVisible();
  await expect.poll(() => t1.slice()).toEqual(await room.sagittal.slice());
  const before = await t1.cell.getByText('L2', { exact: true }).boundingBox();
  const mark = truth.levels.find((one) => one.level === 'L2');
  if (mark === undefined || before === null) throw new Error('no L2');
  const undo = page.getByRole('button', { name: /^Undo/ });
  const lastAct = await undo.getAttribute('aria-label');
  const target = await t1.locate(mark.point);
  await second.mouse.move(target.x, target.y);
  await second.mouse.down();
  await second.mouse.move(target.x + 40, target.y + 10, { steps: 4 });
  await second.mouse.up();
  await page.waitForTimeout(300);
  expect(await undo.getAttribute('aria-label')).toBe(lastAct);
  expect(await t1.cell.getByText('L2', { exact: true }).boundingBox()).toEqual(before);
  let acts = 0;
  for (; await undo.isEnabled(); acts++) await room.key('Control+z');
  await expect(t1.cell.getByText('L2', { exact: true })).toHaveCount(0);
  for (let act = 0; act < acts; act++) await room.key('Control+Shift+z');
  await expect(t1.cell.getByText('L2', { exact: true })).toBeVisible();

  // It is bound to the same rules, and may ask for less.
  const refused = await second.evaluate(async () => {
    const bridge: unknown = Reflect.get(window, 'rimReader');
    if (typeof bridge !== 'object' || bridge === null) return 'no bridge';
    const invoke: unknown = Reflect.get(bridge, 'invoke');
    if (typeof invoke !== 'function') return 'no invoke';
    const answers = [];
    for (const channel of ['library:cancel', 'library:state', 'export:findings'])
      answers.push(
        JSON.stringify(await Promise.resolve(invoke(channel)).catch((error: unknown) => String(error))),
      );
    return [...answers, 'require' in window, 'process' in window].join('\n');
  });
  expect(refused.match(/only shows images/g)).toHaveLength(3);
  expect(refused).toMatch(/false\nfalse$/);
  const titles = await app.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows().map((one) => one.getTitle()),
  );
  expect(titles).toHaveLength(2);
  for (const title of titles) expect(title).not.toMatch(/phantom/i);

  await second.keyboard.press('Control+2');
  await expect(second.getByRole('group', { name: /^Viewport \d:/ })).toHaveCount(2);
  await second.getByRole('button', { name: 'Close this window' }).click();
  await expect.poll(() => app.windows().length).toBe(1);
  await expect(page.getByText('L2', { exact: true }).first()).toBeVisible();
  expect(problems).toEqual([]);

  const again = app.waitForEvent('window');
  await page.keyboard.press('Shift+F11');
  const third = await again;
  await new ReadingRoom(third).waitForImages();
  await expect(third.getByRole('group', { name: /^Viewport \d:/ })).toHaveCount(2);
  await page.getByRole('button', { name: 'Library' }).click();
  await expect(third.getByText('No study is open in the reading window.')).toBeVisible();
});
