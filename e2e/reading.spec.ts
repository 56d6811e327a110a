import path from 'node:path';
import { readTruth } from '../scripts/phantom/read-truth';
import type { Truth, TruthFracture } from '../scripts/phantom/truth';
import { phantomFolder } from './support/launch';
import { ReadingRoom } from './support/reading-room';
import { expect, test } from './support/test';

const caseA = 'a-t12-superior';

function fractureOf(truth: Truth): TruthFracture {
  const [fracture] = truth.fractures;
  if (fracture === undefined) throw new Error('the case has no fracture');
  return fracture;
}

test('numbers appear with their points, follow a dragged point, and undo and redo cover everything', async ({
  launch,
}) => {
  const truth = readTruth(phantomFolder, caseA);
  const fracture = fractureOf(truth);
  const { page } = await launch({ open: [path.join(phantomFolder, caseA)] });
  const room = new ReadingRoom(page);
  await room.waitForImages();
  const value = async (method: string): Promise<number> => {
    const row = page.getByRole('row', { name: new RegExp(method) }).first();
    return Number.parseFloat((await row.getByRole('cell').last().innerText()).replace('−', '-'));
  };
  const nearby = truth.levels.filter(({ level }) => ['T11', 'T12', 'L1'].includes(level));
  await room.markLevels(nearby);
  await room.markFracture(truth, fracture);
  await expect(page.getByRole('row', { name: /RETRO-ADJ/ })).toHaveCount(0);
  const landmarks = fracture.landmarks.map(({ lps }) => lps);
  await room.enlarge(room.sagittal, landmarks[0] ?? [0, 0, 0], 1.6);
  await room.placeLandmarks(fracture);
  await room.traceWall(fracture);
  await room.openCard('Landmarks and wall');
  const placed = await value('RETRO-ADJ');
  expect(placed).toBeGreaterThan(3.6);
  expect(placed).toBeLessThan(5.2);

  const corner = fracture.landmarks.find((one) => one.level === 'T11' && one.landmark === 'PI')?.lps;
  if (corner === undefined) throw new Error('no PI of T11');
  await room.sagittal.drag(corner, [corner[0], corner[1] - 4, corner[2]]);
  const dragged = await value('RETRO-ADJ');
  expect(dragged).toBeGreaterThan(placed + 1);
  await room.key('Control+z');
  await expect.poll(() => value('RETRO-ADJ')).toBe(placed);
  await room.key('Control+Shift+z');
  await expect.poll(() => value('RETRO-ADJ')).toBe(dragged);

  const undo = page.getByRole('button', { name: /^Undo/ });
  let acts = 0;
  while (await undo.isEnabled()) {
    await room.key('Control+z');
    acts += 1;
    expect(acts).toBeLessThan(200);
  }
  expect(acts).toBeGreaterThan(30);
  await expect(room.summary('Levels')).toContainText('not begun');
  for (let act = 0; act < acts; act++) await room.key('Control+Shift+z');
  await room.openCard('Landmarks and wall');
  await expect.poll(() => value('RETRO-ADJ')).toBe(dragged);
  await room.waitForSaved();
});

test('the numeric pad acts on the cell in its place, the patient’s right on the screen’s left', async ({
  launch,
}) => {
  const truth = readTruth(phantomFolder, caseA);
  const { page } = await launch({ open: [path.join(phantomFolder, caseA)] });
  const room = new ReadingRoom(page);
  await room.waitForImages();
  await room.markLevels(truth.levels.filter(({ level }) => ['T11', 'T12', 'L1'].includes(level)));
  await room.markFracture(truth, fractureOf(truth));
  await room.openCard('Rim map');
  await expect(page.getByText(/screen left is patient right/i).first()).toBeVisible();
  const cell = (name: string) => page.getByRole('button', { name: new RegExp(`^Rim ${name}: `) });
  const places = new Map<string, { x: number; y: number }>();
  for (const row of ['superior', 'middle', 'inferior'])
    for (const column of ['right', 'central', 'left']) {
      const box = await cell(`${row} ${column}`).boundingBox();
      if (box === null) throw new Error(`no cell ${row} ${column}`);
      places.set(`${row} ${column}`, { x: box.x, y: box.y });
    }
  const at = (name: string) => places.get(name) ?? { x: Number.NaN, y: Number.NaN };
  expect(at('superior right').x).toBeLessThan(at('superior central').x);
  expect(at('superior central').x).toBeLessThan(at('superior left').x);
  expect(at('superior right').y).toBeLessThan(at('inferior right').y);
  await room.key('Numpad7');
  await expect(cell('superior right')).toHaveAccessibleName('Rim superior right: intact');
  await room.key('Numpad3');
  await room.key('Numpad3');
  await expect(cell('inferior left')).toHaveAccessibleName('Rim inferior left: interrupted');
  await expect(cell('superior left')).toHaveAccessibleName('Rim superior left: unread');
  await room.key('Control+z');
  await expect(cell('inferior left')).toHaveAccessibleName('Rim inferior left: intact');
});

test('what is missing is listed, a click goes there; submitted is read-only, re-opening is a new revision', async ({
  launch,
}) => {
  const truth = readTruth(phantomFolder, 'd-no-fracture');
  const first = await launch({ open: [path.join(phantomFolder, 'd-no-fracture')] });
  const room = new ReadingRoom(first.page);
  await room.waitForImages();
  const before = await room.missing();
  expect(before.length).toBeGreaterThan(2);
  await room.openCard('Clinical');
  await first.page
    .getByRole('region', { name: /^Missing/ })
    .getByRole('button', { name: /counted/ })
    .click();
  await expect(room.card('Levels')).toHaveAttribute('aria-expanded', 'true');
  await room.markLevels(truth.levels);
  await room.openCard('Fracture');
  await room.choose('Fracture', 'absent');
  await expect.poll(() => room.missing()).toEqual([]);
  await room.submit();
  await room.openCard('Fracture');
  const absent = first.page
    .getByRole('radiogroup', { name: 'Fracture' })
    .getByRole('radio', { name: 'absent' });
  await expect(absent).toBeDisabled();
  await first.close();

  const second = await launch();
  await second.page.locator('button[data-study]').first().click();
  const again = new ReadingRoom(second.page);
  await again.waitForImages();
  await second.page.getByRole('button', { name: 'Re-open as revision 2' }).click();
  await again.openCard('Fracture');
  await expect(
    second.page.getByRole('radiogroup', { name: 'Fracture' }).getByRole('radio', { name: 'absent' }),
  ).toBeEnabled();
  await again.waitForSaved();
  await expect(second.page.getByRole('button', { name: /^Submit/ })).toBeVisible();
});
