/**
 * Takes the screenshots of docs/screens from the real app (a larger window's go to out/screens, to be looked at) and
 * writes docs/keyboard.md from its help sheet.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { writeGeometryKinds } from '../e2e/support/geometry-kinds';
import { keyboardMap } from '../e2e/support/keyboard-map';
import {
  launchApp,
  phantomFolder,
  projectRoot,
  type RunningApp,
  temporaryFolder,
} from '../e2e/support/launch';
import { ReadingRoom } from '../e2e/support/reading-room';
import { readTruth } from './phantom/read-truth';
import { takeProject, takeStudy } from './project-screens';

const sizes = [
  { width: 1440, height: 900, folder: path.join(projectRoot, 'docs/screens') },
  { width: 1920, height: 1080, folder: path.join(projectRoot, 'out/screens') },
] as const;

const data = temporaryFolder('screens');
const truth = readTruth(phantomFolder, 'a-t12-superior');
const [fracture] = truth.fractures;
if (fracture === undefined) throw new Error('The case has no fracture.');
for (const { folder } of sizes) mkdirSync(folder, { recursive: true });

async function take({ app, page }: RunningApp, name: string): Promise<void> {
  for (const size of sizes) {
    await app.evaluate(
      ({ BrowserWindow }, wanted) =>
        BrowserWindow.getAllWindows()[0]?.setContentSize(wanted.width, wanted.height),
      size,
    );
    await page.mouse.move(2, 2);
    await page.waitForTimeout(1500);
    await page.screenshot({ path: path.join(size.folder, `${name}-${size.width}x${size.height}.png`) });
  }
  const [first] = sizes;
  await app.evaluate(
    ({ BrowserWindow }, wanted) =>
      BrowserWindow.getAllWindows()[0]?.setContentSize(wanted.width, wanted.height),
    first,
  );
  await page.waitForTimeout(1000);
}

/** A study with every kind of geometry in the library, each stack with all that is found about it. */
async function takeGeometry(): Promise<void> {
  const kinds = temporaryFolder('geometry-kinds');
  writeGeometryKinds(kinds.path);
  const own = temporaryFolder('geometry-screens');
  const running = await launchApp({ userData: own.path, open: [kinds.path] });
  await new ReadingRoom(running.page).waitForImages();
  await running.page.getByRole('button', { name: 'Library' }).click();
  await running.page.getByRole('button', { name: /^Stacks of / }).click();
  await running.page
    .getByRole('list', { name: /^Geometry of / })
    .first()
    .waitFor();
  await running.page.waitForTimeout(4000);
  await take(running, 'geometry-verdicts');
  await running.close();
  kinds.dispose();
  own.dispose();
}

await takeGeometry();
await takeProject(take);
await takeStudy(take);
const running = await launchApp({ userData: data.path, bundled: phantomFolder });
const { page, close } = running;
const room = new ReadingRoom(page);
const study = page
  .getByRole('list', { name: 'Studies', exact: true })
  .getByRole('button', { name: /Phantom A · / });
await study.waitFor({ timeout: 120_000 });
await page.waitForTimeout(4000);
await take(running, 'library');
await room.openStudy(/Phantom A · /);
writeFileSync(path.join(projectRoot, 'docs/keyboard.md'), await keyboardMap(page));
await room.markLevels(truth.levels);
await room.markFracture(truth, fracture);
const centre = fracture.landmarks.find((one) => one.level === fracture.level && one.landmark === 'PS')?.lps;
if (centre === undefined) throw new Error('The truth has no posterior superior corner.');
await room.enlarge(room.sagittal, centre, 1.8);
await room.placeLandmarks(fracture);
await room.traceWall(fracture);
await take(running, 'posterior-wall');
await room.readRim(fracture);
await room.enterClinical(truth.clinical);
await room.openCard('Rim map');
await room.key('x');
await room.key('.');
await page.waitForTimeout(500);
await room.sagittal.centre(centre);
await room.sagittal.zoom(2);
await take(running, 'reading-room');
await page.getByRole('button', { name: /E2/ }).first().click();
await take(running, 'evidence');
await page.keyboard.press('Escape');
// What a key opens over the reading room.
for (const [key, name] of [
  ['Control+k', 'commands'],
  ['?', 'help'],
  ['Control+,', 'settings-shortcuts'],
  ['Alt+c', 'compare'],
] as const) {
  await page.locator('[data-viewport="0"]').focus();
  await page.keyboard.press(key);
  await page.getByRole('dialog').first().waitFor();
  await take(running, name);
  if (name === 'settings-shortcuts') {
    for (const tab of ['Hanging', 'Look'] as const) {
      await page.getByRole('tab', { name: tab }).click();
      await take(running, `settings-${tab.toLowerCase()}`);
    }
  }
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').first().waitFor({ state: 'detached' });
}
await page.keyboard.press('Alt+t');
await take(running, 'reading-room-light');
await close();
data.dispose();
