import type { Page } from '@playwright/test';
import { launchApp, temporaryFolder } from '../e2e/support/launch';
import { launchBareCornerstone } from './support/bare-cornerstone';
import { type Bench, compare, median, quantile } from './support/bench';
import { leadingStackFiles, lumbarStudy } from './support/studies';
import { allowFunctions, firstViewport, firstViewportSize, openFolderAndStudy } from './support/viewer-page';

const runs = 2;
/** A full turn through the stack and back, this many times. */
const rounds = 2;

/** From a key to the slice on the screen when all slices are loaded, against Cornerstone called directly. */
export const sliceChange: Bench = {
  name: 'slice-change',
  about: 'from a key to the next slice on the screen, all slices loaded',
  async run() {
    const folder = lumbarStudy();
    const files = leadingStackFiles(folder);
    const ours = { alone: [] as number[], linked: [] as number[], late: [] as number[] };
    const baseline = { processor: [] as number[], webgl: [] as number[], late: [] as number[] };
    for (let run = 0; run < runs; run++) {
      const data = temporaryFolder('bench');
      const app = await launchApp({ userData: data.path });
      let size = { width: 0, height: 0 };
      try {
        await openFolderAndStudy(app, folder);
        size = await firstViewportSize(app.page);
        await app.page.locator(firstViewport).focus();
        await app.page.waitForTimeout(3000);
        const linked = await keyTimes(app.page, files.length);
        await app.page.keyboard.press('y');
        const alone = await keyTimes(app.page, files.length);
        ours.linked.push(median(linked));
        ours.alone.push(median(alone));
        ours.late.push(quantile(alone, 0.95));
      } finally {
        await app.kill();
        data.dispose();
      }
      for (const processor of [true, false]) {
        const bare = await launchBareCornerstone();
        try {
          await bare.start({ ...size, processor });
          await bare.chooseFiles(files);
          await bare.showFirst(0);
          await bare.changeSlices();
          const times = await bare.changeSlices();
          baseline[processor ? 'processor' : 'webgl'].push(median(times));
          if (processor) baseline.late.push(quantile(times, 0.95));
        } finally {
          await bare.close();
        }
      }
    }
    const result = (name: string, a: number[], b: number[], baselineName: string) =>
      compare(name, { ours: a, baseline: b }, { unit: 'ms', baselineName });
    const direct = "bare Cornerstone's CPU renderer, called directly";
    return [
      result('key to slice', ours.alone, baseline.processor, direct),
      result('key to slice, 95th percentile', ours.late, baseline.late, `${direct}, 95th percentile`),
      result('key to slice (WebGL)', ours.alone, baseline.webgl, 'bare Cornerstone over software WebGL'),
      result('key to three linked slices', ours.linked, baseline.processor, `${direct}, one viewport`),
    ];
  },
};

/** Times in ms from each key to the frame that shows the slice, going down and up through the first viewport's stack. */
async function keyTimes(page: Page, slices: number): Promise<number[]> {
  await allowFunctions(page);
  await page.evaluate((viewport) => {
    const times: number[] = [];
    Reflect.set(window, 'benchKeyTimes', times);
    let pressed = 0;
    document.addEventListener(
      'keydown',
      ({ timeStamp }) => {
        pressed = timeStamp;
      },
      true,
    );
    document.addEventListener(
      'CORNERSTONE_IMAGE_RENDERED',
      ({ target }) => {
        if (pressed === 0 || !(target instanceof Element) || target.closest(viewport) === null) return;
        const start = pressed;
        pressed = 0;
        requestAnimationFrame(() => {
          const channel = new MessageChannel();
          channel.port1.onmessage = () => times.push(performance.now() - start);
          channel.port2.postMessage(null);
        });
      },
      true,
    );
  }, firstViewport);
  const count = () => page.evaluate(() => (Reflect.get(window, 'benchKeyTimes') as number[]).length);
  let expected = 0;
  const press = async (key: string, times: number, counts: boolean) => {
    for (let step = 0; step < times; step++) {
      await page.keyboard.press(key);
      if (counts) expected += 1;
      for (let wait = 0; counts && (await count()) < expected; wait++) {
        if (wait > 200) throw new Error('The slice does not change.');
        await page.waitForTimeout(10);
      }
    }
  };
  await press('ArrowUp', slices, false);
  await page.waitForTimeout(500);
  await page.evaluate(() => {
    (Reflect.get(window, 'benchKeyTimes') as number[]).length = 0;
  });
  for (let round = 0; round < rounds; round++) {
    await press('ArrowDown', slices - 1, true);
    await press('ArrowUp', slices - 1, true);
  }
  return page.evaluate(() => Reflect.get(window, 'benchKeyTimes') as number[]);
}
