import path from 'node:path';
import type { Page } from '@playwright/test';
import { phantomCase } from '../scripts/phantom/cases';
import { planCase, writeCases } from '../scripts/phantom/generate-case';
import type { PhantomImage } from '../scripts/phantom/images';
import type { Truth } from '../scripts/phantom/truth';
import { cross, dot, subtract, type Vector3 } from '../shared/geometry/vector';
import { accessibilityFindings } from './support/accessibility';
import { phantomFolder } from './support/launch';
import { ReadingRoom } from './support/reading-room';
import { expect, test } from './support/test';
import { Viewport } from './support/viewport';

const first = phantomCase('a-t12-superior');
/** The same spine in another posture, on other pixels and slices. */
const second: typeof first = {
  ...first,
  name: 'a-follow-up',
  posture: { aboutZ: -5, aboutY: 4, shift: [14, -22, 31] },
  sagittal: { rows: 216, columns: 216, pixelSpacing: [1.5, 1.5], slices: 11, thickness: 4.5, step: 5 },
  axial: { size: 112, pixelSpacing: 1.8 },
};
const other = phantomCase('d-no-fracture');

async function openStudy(page: Page, uid: string): Promise<void> {
  await page.locator(`button[data-study="${uid}"]`).click();
  await new ReadingRoom(page).waitForImages();
}

async function readPart(room: ReadingRoom, truth: Truth): Promise<void> {
  const [fracture] = truth.fractures;
  if (fracture === undefined) throw new Error('the case has no fracture');
  await room.activate(room.sagittal);
  await room.key('x');
  await room.markLevels(truth.levels.filter(({ level }) => ['T11', 'T12', 'L1'].includes(level)));
  await room.markFracture(truth, fracture);
  await room.key('x');
  const [corner] = fracture.landmarks;
  await room.enlarge(room.sagittal, corner?.lps ?? [0, 0, 0], 1.6);
  await room.placeLandmarks(fracture);
  await room.showAll(room.sagittal);
  await room.waitForSaved();
}

function markOf(truth: Truth, level: string) {
  const mark = truth.levels.find((one) => one.level === level);
  if (mark === undefined) throw new Error(`no ${level}`);
  return mark.point;
}

/** Signed distance of a point from an image's plane, mm. */
function distanceFrom({ orientation, position }: PhantomImage, point: Vector3): number {
  const [rx = 0, ry = 0, rz = 0, cx = 0, cy = 0, cz = 0] = orientation;
  const [x = 0, y = 0, z = 0] = position;
  return dot(subtract(point, [x, y, z]), cross([rx, ry, rz], [cx, cy, cz]));
}

const numberIn = (words: string) => Number.parseFloat(words.replace('−', '-').replace('+', ''));

test('another study stands beside the open one, linked by level, its values compared, nothing of it changed', async ({
  launch,
  workFolder,
}) => {
  test.setTimeout(300_000);
  await writeCases([second], workFolder, { ifMissing: false });
  const plans = { first: planCase(first), second: planCase(second), other: planCase(other) };
  const uid = (name: keyof typeof plans) => plans[name].study.studyInstanceUid;
  const [truth, later] = [plans.first.truth, plans.second.truth];
  const running = await launch({
    open: [
      path.join(phantomFolder, first.name),
      path.join(workFolder, second.name),
      path.join(phantomFolder, other.name),
    ],
  });
  const { page } = running;
  const room = new ReadingRoom(page);
  const toLibrary = page.getByRole('button', { name: 'Library' });
  // What was asked for last opens by itself once it is indexed.
  await expect(toLibrary).toBeVisible();
  await room.waitForImages();
  await toLibrary.click();
  await expect(page.locator('button[data-study]')).toHaveCount(3);

  await openStudy(page, uid('second'));
  await readPart(room, later);
  await toLibrary.click();
  await openStudy(page, uid('first'));
  await readPart(room, truth);

  // Chosen by key; studies of the same subject come first, others only after an explicit step.
  await room.key('Alt+c');
  const sheet = page.getByRole('dialog', { name: 'Compare with another study' });
  await expect(sheet.getByRole('heading', { name: /^Same subject: S-/ })).toBeVisible();
  await expect(sheet.getByRole('button', { name: /Phantom D/ })).toBeHidden();
  await sheet.getByRole('button', { name: /Phantom A/ }).click();
  await expect(sheet).toBeHidden();
  const sagittal = new Viewport(page, /^Viewport 2: comparison, T2 sagittal/);
  const axial = new Viewport(page, /^Viewport 4: comparison, T2 axial/);
  const ownAxial = new Viewport(page, /^Viewport 3: T2 axial/);
  await room.waitForImages();
  await expect(sagittal.cell).toContainText('Post-operative');
  await expect(sagittal.cell).toContainText('compared, read-only');
  await expect(room.sagittal.cell).toContainText('Pre-operative');

  // By level, although the two lie 30 mm apart: cross-hair, axial slices, sagittal offset.
  const onNearestSlice = async (level: string) => {
    const mark = markOf(later, level);
    const images = plans.second.study.series.find(({ name }) => name === 'axial-t2')?.images ?? [];
    const nearest = Math.min(...images.map((image) => Math.abs(distanceFrom(image, mark))));
    await expect(async () => {
      expect(Math.abs((await axial.locate(mark)).distance)).toBeCloseTo(nearest, 0);
    }).toPass({ timeout: 8000 });
  };
  await room.activate(room.sagittal);
  await room.key('h');
  for (const level of ['T11', 'L1', 'T12']) {
    await room.sagittal.scrollTo(markOf(truth, level));
    await room.sagittal.click(markOf(truth, level));
    await onNearestSlice(level);
  }
  await room.key('v');
  await room.key('Escape');
  await room.key('Escape');
  await room.activate(ownAxial);
  await room.key('PageDown');
  await ownAxial.scrollTo(markOf(truth, 'T12'));
  await onNearestSlice('T12');
  const middle = markOf(truth, 'T12');
  const laterMiddle = markOf(later, 'T12');
  await room.activate(room.sagittal);
  await room.sagittal.scrollTo([middle[0] + 9, middle[1], middle[2]]);
  await expect(async () => {
    const target = [laterMiddle[0] + 9, laterMiddle[1], laterMiddle[2]] as const;
    expect(Math.abs((await sagittal.locate(target)).distance)).toBeLessThan(5.2);
    expect(Math.abs((await sagittal.locate(laterMiddle)).distance)).toBeGreaterThan(3.5);
  }).toPass({ timeout: 8000 });
  await room.sagittal.scrollTo(middle);

  // The other reading is drawn, and nothing can be placed on its images.
  await expect(sagittal.cell.getByText('L1', { exact: true }).first()).toBeVisible();
  const undo = page.getByRole('button', { name: /^Undo/ });
  const lastAct = await undo.getAttribute('aria-label');
  await page.getByRole('button', { name: 'Level', exact: true }).click();
  await sagittal.click(markOf(later, 'T11'));
  await expect(sagittal.cell.getByText(/shown for comparison/)).toBeVisible();
  await room.key('v');
  await sagittal.drag(markOf(later, 'T12'), [laterMiddle[0], laterMiddle[1] + 15, laterMiddle[2]]);
  expect(await undo.getAttribute('aria-label')).toBe(lastAct);

  // The same measurements by the same methods.
  await page.getByRole('button', { name: 'Comparison…' }).click();
  const table = sheet.getByRole('table', { name: 'The same measurements in both studies' });
  await expect(table).toBeVisible();
  const row = async (method: string) => {
    const cells = await table
      .getByRole('row', { name: new RegExp(` ${method} `) })
      .getByRole('cell')
      .allInnerTexts();
    return {
      before: cells[0] ?? '',
      after: cells[1] ?? '',
      difference: cells[2] ?? '',
      verdict: cells[3] ?? '',
    };
  };
  for (const method of ['WEDGE', 'COBB', 'CC-MSD2']) {
    const { before, after, difference, verdict } = await row(method);
    for (const words of [before, after, difference]) expect(words).toMatch(/± .* ?(°|mm|%)/);
    expect(Math.abs(numberIn(after) - numberIn(before) - numberIn(difference))).toBeLessThan(1.2);
    expect(verdict).toMatch(/larger/);
  }
  const wedge = await row('WEDGE');
  await expect(sheet.getByText(/The dates do not say/)).toBeVisible();
  await expect(sheet.getByText('Linked by level: T11, T12, L1.')).toBeVisible();
  expect(await accessibilityFindings(page)).toEqual([]);
  await page.screenshot({ path: test.info().outputPath('table-1440x900.png') });
  await sheet.getByText('the compared study', { exact: true }).click();
  expect((await row('WEDGE')).before).toBe(wedge.after);
  expect(numberIn((await row('WEDGE')).difference)).toBeCloseTo(-numberIn(wedge.difference), 5);
  await page.keyboard.press('Escape');
  await expect(sheet).toBeHidden();
  await expect(sagittal.cell).toContainText('Pre-operative');
  expect(await accessibilityFindings(page)).toEqual([]);
  await page.screenshot({ path: test.info().outputPath('images-1440x900.png') });
  await page.waitForTimeout(800);
  await running.close();

  // It is there after a restart; an unlike subject is warned of; closed, the open study is alone again.
  const again = await launch({ size: { width: 1920, height: 1080 } });
  const restarted = new ReadingRoom(again.page);
  await openStudy(again.page, uid('first'));
  const restored = new Viewport(again.page, /^Viewport 2: comparison, T2 sagittal/);
  await expect(restored.cell).toContainText('Pre-operative');
  await again.page.screenshot({ path: test.info().outputPath('images-1920x1080.png') });
  await restarted.key('Alt+c');
  const dialog = again.page.getByRole('dialog', { name: 'Compare with another study' });
  await again.page.screenshot({ path: test.info().outputPath('table-1920x1080.png') });
  await dialog.getByRole('button', { name: 'Choose another study' }).click();
  await dialog.getByText(/^Other subjects: 1 study/).click();
  await again.page.screenshot({ path: test.info().outputPath('choice-1920x1080.png') });
  await dialog.getByRole('button', { name: /Phantom D/ }).click();
  await expect(dialog).toBeHidden();
  await expect(restored.cell).toContainText('not linked by level');
  await expect(restored.cell).toContainText('another pseudonym');
  await restarted.key('Alt+c');
  await expect(dialog.getByText(/^The pseudonyms differ: S-\w+ is open, S-\w+ is compared/)).toBeVisible();
  await expect(dialog.getByText('Not linked: no level is marked in the compared study.')).toBeVisible();
  await expect(dialog.getByText(/You have not read the compared study/)).toBeVisible();
  await again.page.screenshot({ path: test.info().outputPath('unlike-1920x1080.png') });
  await again.page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
  await restarted.key('Alt+Shift+C');
  await expect(again.page.getByRole('group', { name: /comparison/ })).toHaveCount(0);
  await expect(again.page.getByText('compared, read-only')).toHaveCount(0);
  await expect(again.page.getByRole('group', { name: /^Viewport \d: (?!empty)/ })).toHaveCount(4);
});
