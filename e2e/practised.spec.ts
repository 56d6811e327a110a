import { readFileSync } from 'node:fs';
import path from 'node:path';
import { compareWithTruth } from '../scripts/demo/compare-with-truth';
import { readTruth } from '../scripts/phantom/read-truth';
import { parseReading } from '../shared/findings/parse-reading';
import { countActions } from './support/count-actions';
import { answerSaveDialog } from './support/dialogs';
import { KeyboardReader } from './support/keyboard-reading';
import { phantomFolder, type RunningApp } from './support/launch';
import { MouseReader, PractisedReader } from './support/practised-reading';
import { ReadingRoom } from './support/reading-room';
import { expect, test } from './support/test';

const truth = readTruth(phantomFolder, 'a-t12-superior');

/** Exports the submitted reading that is open and compares it with what is true. */
async function expectTrue(
  { app, page }: RunningApp,
  file: string,
  pressesExport: () => Promise<void>,
): Promise<void> {
  await answerSaveDialog(app, file);
  await pressesExport();
  await expect(page.getByText(/^Exported to /)).toBeVisible();
  const parsed = parseReading(JSON.parse(readFileSync(file, 'utf8')));
  if ('problem' in parsed) throw new Error(parsed.problem);
  const { error, ok } = compareWithTruth(needed(truth), parsed.reading);
  expect(ok, JSON.stringify(error)).toBe(true);
}

test('a single-level fracture takes a practised reader at most 60 acts', async ({ launch, workFolder }) => {
  test.setTimeout(240_000);
  const running = await launch({ bundled: phantomFolder });
  const { page } = running;
  const reader = new PractisedReader(page);
  await reader.chooseFreehand(/Phantom D · /);
  const counted = await countActions(page);
  await reader.read(truth, /Phantom A · /);
  const { clicks, keys } = await counted();
  expect(clicks + keys).toBeLessThanOrEqual(60);
  await expectTrue(running, path.join(workFolder, 'findings.json'), () =>
    new ReadingRoom(page).exportFindings(),
  );
});

test('the whole job with the mouse alone', async ({ launch, workFolder }) => {
  test.setTimeout(240_000);
  const running = await launch({ bundled: phantomFolder });
  const { page } = running;
  const counted = await countActions(page);
  await new MouseReader(page).read(truth, /Phantom A · /);
  expect((await counted()).keys).toBe(0);
  await expectTrue(running, path.join(workFolder, 'findings.json'), () =>
    new ReadingRoom(page).exportFindings(),
  );
});

test('the whole job with the keyboard alone', async ({ launch, workFolder }) => {
  test.setTimeout(300_000);
  const running = await launch({ bundled: phantomFolder });
  const { page } = running;
  const counted = await countActions(page);
  await new KeyboardReader(page).read(truth, 'Phantom A · ');
  expect((await counted()).clicks).toBe(0);
  await expectTrue(running, path.join(workFolder, 'findings.json'), () => page.keyboard.press('Control+E'));
});

/** Without what takes more points than a reading needs: canal outlines, and mid-endplate points of the neighbours. */
function needed(truth: ReturnType<typeof readTruth>): ReturnType<typeof readTruth> {
  const fractures = truth.fractures.map((fracture) => ({
    ...fracture,
    measurements: fracture.measurements.filter(
      ({ method, name }) => !['CC-AREA2', 'GENANT'].includes(method) && name !== 'height loss, middle',
    ),
  }));
  return { ...truth, fractures };
}
