/**
 * Takes the screenshots of docs/screens from the real app (a larger window's go to out/screens, to be looked at) and
 * writes docs/keyboard.md from its help sheet.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { keyboardMap } from '../e2e/support/keyboard-map';
import { launchApp, phantomFolder, projectRoot, temporaryFolder } from '../e2e/support/launch';
import { ReadingRoom } from '../e2e/support/reading-room';
import { readTruth } from './phantom/read-truth';

const sizes = [
  { width: 1440, height: 900, folder: path.join(projectRoot, 'docs/screens') },
  { width: 1920, height: 1080, folder: path.join(projectRoot, 'out/screens') },
] as const;

const data = temporaryFolder('screens');
const truth = readTruth(phantomFolder, 'a-t12-superior');
const [fracture] = truth.fractures;
if (fracture === undefined) throw new Error('The case has no fracture.');
for (const { folder } of sizes) mkdirSync(folder, { recursive: true });

const { app, page, close } = await launchApp({ userData: data.path, bundled: phantomFolder });
const room = new ReadingRoom(page);

async function take(name: string): Promise<void> {
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

const study = page
  .getByRole('list', { name: 'Studies', exact: true })
  .getByRole('button', { name: /Phantom A · / });
await study.waitFor({ timeout: 120_000 });
await page.waitForTimeout(4000);
await take('library');
await room.openStudy(/Phantom A · /);
writeFileSync(path.join(projectRoot, 'docs/keyboard.md'), await keyboardMap(page));
await room.markLevels(truth.levels);
await room.markFracture(truth, fracture);
const centre = fracture.landmarks.find((one) => one.level === fracture.level && one.landmark === 'PS')?.lps;
if (centre === undefined) throw new Error('The truth has no posterior superior corner.');
await room.enlarge(room.sagittal, centre, 1.8);
await room.placeLandmarks(fracture);
await room.traceWall(fracture);
await take('posterior-wall');
await room.readRim(fracture);
await room.enterClinical(truth.clinical);
await room.openCard('Rim map');
await room.key('x');
await room.key('.');
await page.waitForTimeout(500);
await room.sagittal.centre(centre);
await room.sagittal.zoom(2);
await take('reading-room');
await page.getByRole('button', { name: /E2/ }).first().click();
await take('evidence');
await close();
data.dispose();
