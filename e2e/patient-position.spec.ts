import type { Page } from '@playwright/test';
import { add, distance, dot, scale, type Vector3 } from '../shared/geometry/vector';
import { brightCentre } from './support/bright-centre';
import { type WrittenImage, writeMrStudy } from './support/mr-files';
import { type PatientPosition, patientPositions, scannerAxes } from './support/patient-positions';
import { ReadingRoom } from './support/reading-room';
import { expect, test } from './support/test';
import { Viewport } from './support/viewport';

const size = 96;
const spacing = 2;
/** On the patient's right, behind the middle and towards the head; LPS mm. */
const mark: Vector3 = [-24, 30, 46];
const markRadius = 14;

/**
 * A slice as a scanner writes it: rows and columns along the axes of the scanner, centred on the patient's origin but
 * for its place along the third axis. What lies near the mark is bright.
 */
function slice(row: Vector3, column: Vector3, normal: Vector3, place: number): WrittenImage {
  const half = ((size - 1) / 2) * spacing;
  const position = add(scale(normal, place), add(scale(row, -half), scale(column, -half)));
  const pixels = new Uint16Array(size * size).fill(10);
  for (let down = 0; down < size; down++) {
    for (let right = 0; right < size; right++) {
      const point = add(position, add(scale(row, right * spacing), scale(column, down * spacing)));
      const away = distance(point, mark);
      if (away < markRadius) pixels[down * size + right] = 800 - 20 * away;
    }
  }
  return {
    position,
    orientation: [...row, ...column],
    rows: size,
    columns: size,
    pixelSpacing: [spacing, spacing],
    thickness: 4,
    pixels,
  };
}

/** Transverse slices of the scanner, and those of its two upright planes that is sagittal to the patient. */
function writePosition(folder: string, position: PatientPosition): void {
  const { right, down, along } = scannerAxes(position);
  const towardsTop = scale(along, -1);
  const isOnSide = position.includes('D');
  const upright = isOnSide
    ? { row: right, column: towardsTop, normal: down }
    : { row: down, column: towardsTop, normal: right };
  const places = (normal: Vector3) => [-4, 0, 4].map((step) => dot(mark, normal) + step);
  writeMrStudy(
    folder,
    { name: `position ${position}`, description: `Lying ${position}`, more: { PatientPosition: position } },
    [
      {
        number: 1,
        description: 'upright',
        images: places(upright.normal).map((place) =>
          slice(upright.row, upright.column, upright.normal, place),
        ),
      },
      {
        number: 2,
        description: 'transverse',
        images: places(along).map((place) => slice(right, down, along, place)),
      },
    ],
  );
}

/** The letters at the left, right, upper and lower edge of a viewport. */
async function edgeLetters(viewport: Viewport): Promise<string> {
  const box = await viewport.cell.boundingBox();
  if (box === null) throw new Error('no viewport');
  const found = { left: '', right: '', top: '', bottom: '' };
  for (const letter of ['L', 'R', 'A', 'P', 'H', 'F']) {
    const shown = viewport.cell.getByText(letter, { exact: true });
    const place = (await shown.count()) === 0 ? null : await shown.first().boundingBox();
    if (place === null) continue;
    const x = (place.x + place.width / 2 - box.x) / box.width;
    const y = (place.y + place.height / 2 - box.y) / box.height;
    const edge = x < 0.2 ? 'left' : x > 0.8 ? 'right' : y < 0.2 ? 'top' : 'bottom';
    found[edge] += letter;
  }
  return `${found.left} ${found.right} ${found.top} ${found.bottom}`;
}

/** The patient coordinates the interface prints where the mark is seen. */
async function placeOfMark(page: Page, viewport: Viewport): Promise<Vector3> {
  const box = await viewport.cell.boundingBox();
  if (box === null) throw new Error('no viewport');
  await page.mouse.move(box.x + 5, box.y + box.height / 2 - 60);
  // Away from the texts and letters at the edges.
  const seen = await brightCentre(page, {
    x: Math.round(box.x + box.width * 0.2),
    y: Math.round(box.y + box.height * 0.14),
    width: Math.round(box.width * 0.6),
    height: Math.round(box.height * 0.72),
  });
  return viewport.positionAt(seen.x, seen.y);
}

test('left and right, front and back, head and feet are right however the patient lay', async ({
  launch,
  workFolder,
}) => {
  test.setTimeout(600_000);
  for (const position of patientPositions) writePosition(`${workFolder}/${position}`, position);
  const { page } = await launch({ open: [workFolder] });
  const room = new ReadingRoom(page);
  for (const position of patientPositions) {
    await test.step(position, async () => {
      const library = page.getByRole('button', { name: 'Library' });
      if (await library.isVisible()) await library.click();
      await room.openStudy(`Lying ${position}`);
      const sagittal = new Viewport(page, /^Viewport \d: T2 sagittal/);
      const axial = new Viewport(page, /^Viewport \d: T2 axial/);
      await expect.poll(() => edgeLetters(sagittal), { message: 'sagittal letters' }).toBe('A P H F');
      await expect.poll(() => edgeLetters(axial), { message: 'axial letters' }).toBe('R L A P');
      // Without texts and lines only the mark is bright.
      await room.key('b');
      for (const viewport of [sagittal, axial]) {
        const millimetres = await viewport.millimetresPerPixel();
        const said = await placeOfMark(page, viewport);
        expect(distance(said, mark), `${said} on the screen, ${mark} in the patient`).toBeLessThan(
          0.5 * millimetres + 0.2,
        );
      }
      await room.key('b');
    });
  }
});
