import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { ElectronApplication } from '@playwright/test';
import { readTruth } from '../scripts/phantom/read-truth';
import type { Truth, TruthFracture } from '../scripts/phantom/truth';
import { checkConsistency } from '../shared/findings/consistency';
import { parseReading } from '../shared/findings/parse-reading';
import type { Reading } from '../shared/findings/reading';
import { nearestOnPolyline, pointAtArcLength, polylineLength } from '../shared/geometry/polyline';
import { distance, type Vector3 } from '../shared/geometry/vector';
import { answerSaveDialog } from './support/dialogs';
import { phantomFolder } from './support/launch';
import { ReadingRoom } from './support/reading-room';
import { expect, test } from './support/test';

const caseA = 'a-t12-superior';

function fractureOf(truth: Truth): TruthFracture {
  const [fracture] = truth.fractures;
  if (fracture === undefined) throw new Error('the case has no fracture');
  return fracture;
}

/** The reading as it is exported, which must agree with itself. */
async function exported(app: ElectronApplication, room: ReadingRoom, file: string): Promise<Reading> {
  await answerSaveDialog(app, file);
  await room.exportFindings();
  const parsed = parseReading(JSON.parse(readFileSync(file, 'utf8')));
  if ('problem' in parsed) throw new Error(parsed.problem);
  expect(checkConsistency(parsed.reading)).toEqual([]);
  return parsed.reading;
}

/** Places evenly along a line, both ends included. */
function along(line: readonly Vector3[], count: number): Vector3[] {
  const whole = polylineLength(line);
  return Array.from(
    { length: count },
    (_, index) => pointAtArcLength(line, (index / (count - 1)) * whole) ?? [0, 0, 0],
  );
}

test('levels between two marks are proposed, and marked one by one or all in one act', async ({
  launch,
  workFolder,
}) => {
  const truth = readTruth(phantomFolder, caseA);
  const { app, page } = await launch({ open: [path.join(phantomFolder, caseA)] });
  const room = new ReadingRoom(page);
  await room.waitForImages();
  const placeOf = (level: string): Vector3 =>
    truth.levels.find((one) => one.level === level)?.point ?? [0, 0, 0];
  const [upper, lower] = [placeOf('T11'), placeOf('L4')];
  await room.openCard('Levels');
  await room.activate(room.sagittal);
  await room.key('x');
  await room.sagittal.scrollTo(lower);
  await room.key('l');
  const next = page.getByRole('combobox', { name: 'Level of the next click' });
  await room.key('u');
  await expect(next).toHaveValue('L4');
  await room.sagittal.click(lower);
  await expect(next).toHaveValue('L3');
  for (let level = 0; level < 5; level++) await room.key('u');
  await expect(next).toHaveValue('T11');
  await room.sagittal.click(upper);

  const proposed = page.getByText('4 proposed between the marks: T12, L1, L2, L3');
  await expect(proposed).toBeVisible();
  await expect(room.summary('Levels')).toContainText('T11–L4');
  const marks = () => page.locator('[data-point^="level "]');
  const undo = page.getByRole('button', { name: /^Undo/ });

  // Dragged from where it is proposed to where the vertebra is.
  const step = (part: number): Vector3 => [
    upper[0],
    upper[1] + (lower[1] - upper[1]) * part,
    upper[2] + (lower[2] - upper[2]) * part,
  ];
  await room.sagittal.drag(step(2 / 5), placeOf('L1'));
  await expect(page.getByText('3 proposed between the marks: T12, L2, L3')).toBeVisible();
  await room.key('Enter');
  await expect(page.getByText(/proposed between the marks/)).toHaveCount(0);
  await expect(undo).toHaveAccessibleName('Undo: T12, L2, L3 marked as proposed');
  const reading = await exported(app, room, path.join(workFolder, 'levels.json'));
  expect(reading.levels.map(({ level }) => level)).toEqual(['T11', 'T12', 'L1', 'L2', 'L3', 'L4']);
  for (const { level, point } of reading.levels) {
    const limit = level === 'L1' ? 0.6 : 8;
    expect(distance(point.lps, placeOf(level)), level).toBeLessThan(limit);
  }
  await room.key('x');
  await expect.poll(() => marks().count()).toBeGreaterThan(6);
  await room.key('Control+z');
  await expect(page.getByText('3 proposed between the marks: T12, L2, L3')).toBeVisible();
  await room.key('Control+Shift+z');
  await room.key('Shift+J');
  await expect(room.summary('Levels')).toContainText('T12–L5');
  await room.key('Control+z');
  await expect(room.summary('Levels')).toContainText('T11–L4');
});

test('the wall is drawn freehand, as a spline and by live-wire, and taken to the next slice', async ({
  launch,
  workFolder,
}) => {
  test.setTimeout(300_000);
  const truth = readTruth(phantomFolder, caseA);
  const fracture = fractureOf(truth);
  const wall = fracture.posteriorWall.trace;
  const { app, page } = await launch({ open: [path.join(phantomFolder, caseA)] });
  const room = new ReadingRoom(page);
  await room.waitForImages();
  await room.markLevels(truth.levels.filter(({ level }) => ['T11', 'T12', 'L1'].includes(level)));
  await room.markFracture(truth, fracture);
  await room.enlarge(room.sagittal, fracture.landmarks[0]?.lps ?? [0, 0, 0], 1.6);
  await room.placeLandmarks(fracture);
  await room.openCard('Landmarks and wall');
  await room.sagittal.centre(along(wall, 3)[1] ?? [0, 0, 0]);
  await room.sagittal.zoom(2.2);
  const mode = (name: string) =>
    page.getByRole('group', { name: 'Drawing' }).getByRole('button', { name, exact: true });
  /** How far the trace and the true wall lie apart where they are farthest, mm. */
  const off = (reading: Reading, index = 0): number => {
    const points = reading.fractures[0]?.posteriorWall.traces[index]?.points.map(({ lps }) => lps) ?? [];
    const farthest = (from: readonly Vector3[], to: readonly Vector3[]) =>
      Math.max(...from.map((point) => nearestOnPolyline(to, point)?.distance ?? Infinity));
    return Math.max(farthest(points, wall), farthest(wall, points));
  };
  const tracesOf = (reading: Reading) => reading.fractures[0]?.posteriorWall.traces ?? [];

  await room.key('w');
  await room.key('m');
  await expect(mode('Freehand')).toHaveAttribute('aria-pressed', 'true');
  const at = async (point: Vector3) => room.sagittal.locate(point);
  const places = along(wall, 60);
  const first = await at(places[0] ?? [0, 0, 0]);
  const last = await at(places.at(-1) ?? [0, 0, 0]);
  const scale = (last.y - first.y) / ((places.at(-1)?.[2] ?? 0) - (places[0]?.[2] ?? 0));
  const screen = (point: Vector3) => ({
    x: first.x - scale * (point[1] - (places[0]?.[1] ?? 0)),
    y: first.y + scale * (point[2] - (places[0]?.[2] ?? 0)),
  });
  const draw = async (line: readonly Vector3[]) => {
    await page.mouse.move(first.x, first.y);
    await page.mouse.down();
    for (const point of line) await page.mouse.move(screen(point).x, screen(point).y);
  };
  await draw(places);
  await room.key('Escape');
  await page.mouse.up();
  await expect(page.getByText('Trace 1:')).toHaveCount(0);
  await draw(places);
  await page.mouse.up();
  await room.key('Enter');
  await expect(page.getByText(/^Trace 1:/)).toBeVisible();
  const freehand = await exported(app, room, path.join(workFolder, 'freehand.json'));
  expect(off(freehand)).toBeLessThan(0.3);

  await room.key('m');
  await expect(mode('Spline')).toHaveAttribute('aria-pressed', 'true');
  for (const point of along(wall, 10)) await page.mouse.click(screen(point).x, screen(point).y);
  await page.mouse.click(first.x + 90, first.y + 40);
  await room.key('Backspace');
  await room.key('Enter');
  const spline = await exported(app, room, path.join(workFolder, 'spline.json'));
  expect(off(spline)).toBeLessThan(0.8);
  expect(tracesOf(spline)).toHaveLength(1);
  expect(tracesOf(spline)[0]?.points.length ?? 0).toBeGreaterThan(8);

  await mode('Live-wire').click();
  await room.sagittal.positionAt(first.x, first.y);
  for (const point of along(wall, 3)) {
    await page.mouse.move(screen(point).x, screen(point).y, { steps: 6 });
    await page.mouse.click(screen(point).x, screen(point).y);
  }
  await room.key('Enter');
  const wire = await exported(app, room, path.join(workFolder, 'wire.json'));
  expect(off(wire)).toBeLessThan(1.1);

  await room.key('Shift+PageDown');
  await expect(page.getByText(/^Trace 2:/)).toBeVisible();
  const copied = await exported(app, room, path.join(workFolder, 'copied.json'));
  const [own, other] = tracesOf(copied);
  expect(other?.points.map(({ lps }) => lps.slice(1).map((value) => value.toFixed(6)))).toEqual(
    own?.points.map(({ lps }) => lps.slice(1).map((value) => value.toFixed(6))),
  );
  expect(Math.abs((other?.points[0]?.lps[0] ?? 0) - (own?.points[0]?.lps[0] ?? 0))).toBeGreaterThan(2);

  // The whole trace selected by its line, removed, and put back.
  await room.key('v');
  // Between two of its points, so that it is the line that is hit.
  const hit = screen(pointAtArcLength(other?.points.map(({ lps }) => lps) ?? [], 8.4) ?? [0, 0, 0]);
  await page.mouse.click(hit.x, hit.y);
  await room.key('Delete');
  await expect(page.getByText(/^Trace 2:/)).toHaveCount(0);
  await room.key('Control+z');
  await expect(page.getByText(/^Trace 2:/)).toBeVisible();
  await room.key('Control+z');

  // A landmark by a tenth of a pixel, and all of them to the next slice.
  await room.key('PageUp');
  const before = await exported(app, room, path.join(workFolder, 'before.json'));
  const corner = fracture.landmarks.find((one) => one.level === 'T12' && one.landmark === 'PI')?.lps;
  if (corner === undefined) throw new Error('no PI of T12');
  await room.sagittal.click(corner);
  await room.key('Control+ArrowRight');
  await room.key('v');
  await room.key('Shift+PageDown');
  const after = await exported(app, room, path.join(workFolder, 'after.json'));
  const landmarks = (reading: Reading) => reading.fractures[0]?.landmarks ?? [];
  const pixel = before.study.images[0]?.pixelSpacing?.[1] ?? 0;
  for (const [index, { level, landmark, point }] of landmarks(after).entries()) {
    const earlier = landmarks(before)[index]?.point.lps ?? [0, 0, 0];
    const nudged = level === 'T12' && landmark === 'PI' ? 0.1 * pixel : 0;
    expect(point.lps[1] - earlier[1]).toBeCloseTo(nudged, 6);
    expect(point.lps[2] - earlier[2]).toBeCloseTo(0, 6);
    expect(Math.abs(point.lps[0] - earlier[0])).toBeGreaterThan(2);
  }
});
