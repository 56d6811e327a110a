import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Locator, Page } from '@playwright/test';
import { accessibilityFindings } from './support/accessibility';
import { answerSaveDialog } from './support/dialogs';
import { phantomFolder } from './support/launch';
import { ReadingRoom } from './support/reading-room';
import { expect, test } from './support/test';
import { Viewport } from './support/viewport';

const study = path.join(phantomFolder, 'a-t12-superior');

async function windowOf(viewport: Viewport): Promise<readonly [number, number]> {
  const match = /W (\d+) L (-?\d+)/.exec(await viewport.cell.innerText());
  return [Number(match?.[1]), Number(match?.[2])];
}

/** Grey values of the image as it stands on the screen, in a square about its middle. */
function greys(viewport: Viewport): Promise<number[]> {
  return viewport.cell
    .locator('canvas')
    .first()
    .evaluate((canvas: HTMLCanvasElement) => {
      const side = 160;
      const { data } = canvas
        .getContext('2d')
        ?.getImageData(
          Math.round(canvas.width / 2 - side / 2),
          Math.round(canvas.height / 2 - side / 2),
          side,
          side,
        ) ?? { data: [] };
      return Array.from({ length: side * side }, (_, index) => data[4 * index] ?? 0);
    });
}

/** How many of the neighbours in a row of the screen are of one grey. */
async function sameNeighbours(viewport: Viewport): Promise<number> {
  const values = await greys(viewport);
  return values.filter((value, index) => value === values[index + 1]).length / values.length;
}

async function boxOf(cell: Locator) {
  const box = await cell.boundingBox();
  if (box === null) throw new Error('not on the screen');
  return box;
}

async function chooseInImageMenu(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name: 'Image', exact: true }).click();
  await page.getByRole('menu', { name: 'Image' }).getByText(name, { exact: true }).click();
}

test('grey windows by key, by menu and from a region; pixels smooth or not; a magnifier', async ({
  launch,
}) => {
  const { page } = await launch({ open: [study] });
  const room = new ReadingRoom(page);
  await room.waitForImages();
  await room.activate(room.sagittal);
  const [width, centre] = await windowOf(room.sagittal);
  await room.key('3');
  await expect.poll(() => windowOf(room.sagittal)).toEqual([Math.round(width * 0.55), centre]);
  await chooseInImageMenu(page, 'Bright cortex');
  await expect.poll(async () => (await windowOf(room.sagittal))[0]).toBe(Math.round(width * 0.45));
  await room.key('5');
  await expect.poll(async () => (await windowOf(room.sagittal))[0]).toBeGreaterThan(width);
  await room.key('1');
  await expect.poll(() => windowOf(room.sagittal)).toEqual([width, centre]);

  const box = await boxOf(room.sagittal.cell);
  const middle = [box.x + box.width / 2, box.y + box.height / 2] as const;
  await room.key('k');
  await room.key('a');
  await page.mouse.move(middle[0] - 10, middle[1] - 60);
  await page.mouse.down();
  await page.mouse.move(middle[0] + 30, middle[1] + 60, { steps: 3 });
  await room.key('Escape');
  await page.mouse.up();
  await expect(page.getByRole('button', { name: 'Landmark' })).toHaveAttribute('aria-pressed', 'true');
  expect(await windowOf(room.sagittal)).toEqual([width, centre]);
  await room.key('v');
  await chooseInImageMenu(page, 'Window from a region');
  await page.mouse.move(middle[0] - 10, middle[1] - 60);
  await page.mouse.down();
  await page.mouse.move(middle[0] + 30, middle[1] + 60, { steps: 3 });
  await page.mouse.up();
  await expect.poll(() => windowOf(room.sagittal)).not.toEqual([width, centre]);
  await expect(page.getByRole('button', { name: 'Select' })).toHaveAttribute('aria-pressed', 'true');
  await room.key('1');

  await room.key('x');
  await room.sagittal.zoom(6);
  const smooth = await sameNeighbours(room.sagittal);
  await room.key('e');
  await expect.poll(() => sameNeighbours(room.sagittal)).toBeGreaterThan(0.75);
  expect(smooth).toBeLessThan(0.6);
  await chooseInImageMenu(page, 'Smooth pixels');
  await expect.poll(() => sameNeighbours(room.sagittal)).toBe(smooth);

  await page.mouse.move(middle[0], middle[1]);
  const canvases = room.sagittal.cell.locator('canvas');
  await expect(canvases).toHaveCount(1);
  await room.key('q');
  await expect(canvases).toHaveCount(2);
  const loupe = await boxOf(canvases.last());
  expect(loupe.x + loupe.width / 2).toBeCloseTo(middle[0], 0);
  await room.key('q');
  await expect(canvases).toHaveCount(1);
  await page.keyboard.down('q');
  await expect(canvases).toHaveCount(2);
  await page.waitForTimeout(500);
  await page.keyboard.up('q');
  await expect(canvases).toHaveCount(1);
});

test('slices run, linked ones along, and stop on any scroll', async ({ launch }) => {
  const { page } = await launch({ open: [study] });
  const room = new ReadingRoom(page);
  await room.waitForImages();
  await room.activate(room.sagittal);
  const { count } = await room.sagittal.slice();
  const t1 = new Viewport(page, 'Viewport 2: T1 sagittal');
  const controls = room.sagittal.cell.getByRole('group', { name: 'Cine' });
  const seen = async (most: number) => {
    const numbers = new Set<number>();
    await expect(async () => {
      numbers.add((await room.sagittal.slice()).number);
      expect(numbers.size).toBeGreaterThanOrEqual(most);
    }).toPass({ timeout: 20_000, intervals: [20] });
  };

  await chooseInImageMenu(page, 'Play the slices');
  await expect(controls).toContainText('10 slices/s');
  await seen(count);
  await controls.getByRole('button', { name: 'Faster' }).click();
  await room.key('r');
  await expect(controls).toContainText('15 slices/s');
  await room.key('Shift+T');
  await expect(controls.getByRole('button', { name: 'Plays round' })).toBeVisible();
  await seen(4);
  await room.key('PageDown');
  await expect(controls).toBeHidden();
  const { number } = await room.sagittal.slice();
  await expect.poll(async () => (await t1.slice()).number).toBe(number);
  await page.waitForTimeout(400);
  expect((await room.sagittal.slice()).number).toBe(number);

  await room.key('t');
  await seen(3);
  await controls.getByRole('button', { name: 'Stop' }).click();
  await expect(controls).toBeHidden();
});

test('key images are marked, noted, gone to, undone and kept', async ({ launch }) => {
  const first = await launch({ open: [study] });
  const { page } = first;
  const room = new ReadingRoom(page);
  await room.waitForImages();
  await room.activate(room.sagittal);
  const { number, count } = await room.sagittal.slice();
  const list = page.getByRole('region', { name: 'Key images' });
  const mark = list.getByRole('button', { name: /^Mark this image/ });
  await room.key('s');
  await expect(mark).toHaveAttribute('aria-pressed', 'true');
  const name = `T2 sagittal ${number}/${count}`;
  await list.getByRole('textbox', { name: `Note of key image ${name}` }).fill('step in the wall');
  await expect(room.sagittal.cell).toContainText('Key image: step in the wall');

  await room.activate(room.sagittal);
  await page.keyboard.press('Escape');
  await room.sagittal.cell.focus();
  await room.key('PageDown');
  await expect.poll(async () => (await room.sagittal.slice()).number).toBe(number + 1);
  await expect(room.sagittal.cell).not.toContainText('Key image');
  await mark.click();
  await expect(list.getByRole('listitem')).toHaveCount(2);
  await list.getByRole('button', { name: `Show key image ${name}` }).click();
  await expect.poll(async () => (await room.sagittal.slice()).number).toBe(number);

  await room.key('t');
  await expect(page.getByRole('group', { name: 'Cine' })).toBeVisible();
  expect(await accessibilityFindings(page)).toEqual([]);
  await room.key('t');
  await page.getByRole('button', { name: 'Image', exact: true }).click();
  await expect(page.getByRole('menuitem', { name: /^Save the view as PDF/ })).toBeVisible();
  await page.waitForTimeout(300);
  expect(await accessibilityFindings(page)).toEqual([]);
  await page.keyboard.press('Escape');
  await room.key('Alt+t');
  expect(await accessibilityFindings(page)).toEqual([]);

  await list.getByRole('button', { name: `Remove key image ${name}` }).click();
  await expect(list.getByRole('listitem')).toHaveCount(1);
  await page.getByRole('button', { name: /^Undo/ }).click();
  await expect(list.getByRole('textbox', { name: `Note of key image ${name}` })).toHaveValue(
    'step in the wall',
  );
  await expect(page.getByRole('status', { name: 'Save state' })).toContainText('Saved');
  await first.close();

  const again = await launch({ open: [study] });
  await new ReadingRoom(again.page).waitForImages();
  await expect(again.page.getByRole('region', { name: 'Key images' }).getByRole('listitem')).toHaveCount(2);
});

test('the view is copied as an image, and saved as one page without a name', async ({
  launch,
  workFolder,
}) => {
  const { app, page } = await launch({ open: [study] });
  const room = new ReadingRoom(page);
  await room.waitForImages();
  await room.activate(room.sagittal);
  await room.key('s');
  const before = await greys(room.sagittal);
  const done = page.getByRole('status', { name: 'Copies and prints' });

  await chooseInImageMenu(page, 'Copy the view');
  await expect(done).toHaveText('View copied');
  // What takes the paste must have the focus before it comes.
  const pasted = await page.evaluateHandle(() => {
    const target = document.body.appendChild(document.createElement('div'));
    target.contentEditable = 'true';
    target.focus();
    const image = new Promise<ImageBitmap>((resolve, reject) => {
      target.addEventListener('paste', (event) => {
        event.preventDefault();
        target.remove();
        const [file] = event.clipboardData?.files ?? [];
        if (file === undefined) reject(new Error('no image in the clipboard'));
        else resolve(createImageBitmap(file));
      });
    });
    return { image };
  });
  await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.webContents.paste());
  const { width, height, bright } = await pasted.evaluate(async (handed) => {
    const image = await handed.image;
    const context = new OffscreenCanvas(image.width, image.height).getContext('2d');
    context?.drawImage(image, 0, 0);
    const { data = [] } = context?.getImageData(0, 0, image.width, image.height) ?? {};
    const bright = Array.from(data).filter((value, index) => index % 4 === 0 && value > 200).length;
    return { width: image.width, height: image.height, bright };
  });
  const box = await boxOf(room.sagittal.cell);
  expect([width, height]).toEqual([Math.round(box.width), Math.round(box.height)]);
  // The cerebrospinal fluid of a T2 image.
  expect(bright).toBeGreaterThan(1000);

  await page.evaluate(() => {
    new MutationObserver(() => {
      const sheet = document.querySelector('[data-page]');
      if (sheet !== null) document.documentElement.dataset.printed = sheet.textContent ?? '';
    }).observe(document.body, { childList: true });
  });
  const file = path.join(workFolder, 'view.pdf');
  await answerSaveDialog(app, file);
  await room.sagittal.cell.focus();
  await room.key('Control+Shift+P');
  await expect(done).toHaveText('Saved view.pdf');
  const pdf = readFileSync(file, 'latin1');
  expect(pdf.startsWith('%PDF-')).toBe(true);
  expect(pdf.match(/\/Type\s*\/Page\b/g)).toHaveLength(1);
  expect(pdf.match(/\/Subtype\s*\/Image/g)?.length).toBeGreaterThanOrEqual(2);
  const printed = await page.evaluate(() => document.documentElement.dataset.printed ?? '');
  expect(printed).toContain('not a diagnosis');
  expect(printed).toMatch(/Rim Reader · S-\w+/);
  expect(pdf + printed).not.toMatch(/phantom/i);
  expect(await greys(room.sagittal)).toEqual(before);
});

test('images go on with the processor when the graphics processor is lost, and nothing is lost', async ({
  launch,
}) => {
  const { page } = await launch({ open: [study] });
  const room = new ReadingRoom(page);
  await room.waitForImages();
  await page.addInitScript(() => {
    localStorage.setItem('rim-reader.backend', 'webgl');
    // The test's graphics are emulated, so the measurement would choose the processor: it is answered for.
    const measured = { webgl: 'hardware', webglMs: 1, processorMs: 10 };
    window.Worker = new Proxy(Worker, {
      construct: (worker, [address, options]) => {
        if (!String(address).includes('backend-worker')) return new worker(address, options);
        const answering = {
          terminate: () => undefined,
          onmessage: (_message: { data: unknown }) => undefined,
        };
        setTimeout(() => answering.onmessage({ data: measured }));
        return answering;
      },
    });
    const contexts = new Set<WebGL2RenderingContext>();
    const { getContext } = HTMLCanvasElement.prototype;
    Reflect.set(
      HTMLCanvasElement.prototype,
      'getContext',
      function (this: HTMLCanvasElement, ...wanted: never[]) {
        const context: unknown = Reflect.apply(getContext, this, wanted);
        if (context instanceof WebGL2RenderingContext) contexts.add(context);
        return context;
      },
    );
    window.addEventListener('lose-graphics', () => {
      for (const context of contexts) context.getExtension('WEBGL_lose_context')?.loseContext();
    });
  });
  await page.reload();
  await room.openStudy(/Phantom A/);
  const rendering = page.getByRole('status', { name: 'Rendering' });
  await expect(rendering).toHaveText('GPU rendering');
  await room.activate(room.sagittal);
  await room.key('PageDown');
  await room.key('3');
  await room.key('s');
  await room.sagittal.zoom(2);
  const smooth = await sameNeighbours(room.sagittal);
  await room.key('e');
  await expect.poll(() => sameNeighbours(room.sagittal)).toBeGreaterThan(smooth + 0.1);
  await room.key('e');
  await expect.poll(() => sameNeighbours(room.sagittal)).toBe(smooth);
  const state = async () => ({
    slice: await room.sagittal.slice(),
    window: await windowOf(room.sagittal),
    place: (await room.sagittal.calibrate()).origin,
    keyImages: await page.getByRole('region', { name: 'Key images' }).getByRole('listitem').count(),
  });
  const before = await state();
  const drawn = await greys(room.sagittal);
  const mean = (values: readonly number[]) => values.reduce((sum, one) => sum + one, 0) / values.length;
  expect(mean(drawn)).toBeGreaterThan(10);

  await page.evaluate(() => window.dispatchEvent(new Event('lose-graphics')));
  await expect(rendering).toHaveText('CPU rendering · graphics processor failed, nothing was lost');
  await expect
    .poll(async () => {
      const values = await greys(room.sagittal);
      return mean(values.map((value, index) => Math.abs(value - (drawn[index] ?? 0))));
    })
    .toBeLessThan(4);
  expect(await state()).toEqual(before);
  await room.key('PageDown');
  await expect.poll(async () => (await room.sagittal.slice()).number).toBe(before.slice.number + 1);
});
