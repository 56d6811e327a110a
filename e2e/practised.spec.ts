import { readFileSync } from 'node:fs';
import path from 'node:path';
import { compareWithTruth } from '../scripts/demo/compare-with-truth';
import { readTruth } from '../scripts/phantom/read-truth';
import { parseReading } from '../shared/findings/parse-reading';
import { countActions } from './support/count-actions';
import { answerSaveDialog } from './support/dialogs';
import { phantomFolder } from './support/launch';
import { PractisedReader } from './support/practised-reading';
import { ReadingRoom } from './support/reading-room';
import { expect, test } from './support/test';

test('a single-level fracture takes a practised reader at most 60 acts', async ({ launch, workFolder }) => {
  test.setTimeout(240_000);
  const truth = readTruth(phantomFolder, 'a-t12-superior');
  const { app, page } = await launch({ bundled: phantomFolder });
  const reader = new PractisedReader(page);
  await reader.chooseFreehand(/Phantom D · /);
  const counted = await countActions(page);
  await reader.read(truth, /Phantom A · /);
  const { clicks, keys } = await counted();
  expect(clicks + keys).toBeLessThanOrEqual(60);
  const file = path.join(workFolder, 'findings.json');
  await answerSaveDialog(app, file);
  await new ReadingRoom(page).exportFindings();
  const parsed = parseReading(JSON.parse(readFileSync(file, 'utf8')));
  if ('problem' in parsed) throw new Error(parsed.problem);
  const { error, ok } = compareWithTruth(needed(truth), parsed.reading);
  expect(ok, JSON.stringify(error)).toBe(true);
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
