import type { Page } from '@playwright/test';
import { answerOpenDialog } from '../e2e/support/dialogs';
import { launchApp, type RunningApp, temporaryFolder } from '../e2e/support/launch';
import { benchFolder, makeFolder } from './make-folder';
import { against, type Bench } from './support/bench';
import { lumbarStudy } from './support/studies';
import { allowFunctions, firstViewport, openFolderAndStudy, waitForIndexing } from './support/viewer-page';

const runs = 2;
const longestTask = 50;
const soonClickable = 1000;

/** Notes every task of the interface thread over 50 ms from here on. */
async function watchTasks(page: Page): Promise<void> {
  await allowFunctions(page);
  await page.evaluate(() => {
    const tasks: number[] = [];
    Reflect.set(window, 'benchLongTasks', tasks);
    new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) tasks.push(duration);
    }).observe({ type: 'longtask' });
  });
}

/** The longest task noted, ms; 0 where none took over 50 ms. */
async function longestNoted(page: Page): Promise<number> {
  await page.waitForTimeout(300);
  return page.evaluate(() => Math.max(0, ...(Reflect.get(window, 'benchLongTasks') as number[])));
}

/** Chooses `folder` as the user does; ms from the click until the first study in it can be clicked. */
async function timeToFirstStudy({ app, page }: RunningApp, folder: string): Promise<number> {
  await answerOpenDialog(app, [folder]);
  return page.evaluate(
    () =>
      new Promise<number>((resolve, reject) => {
        const button = [...document.querySelectorAll('button')].find(({ textContent }) =>
          textContent?.startsWith('Open folder'),
        );
        if (button === undefined) return reject(new Error('The library has no button to open a folder.'));
        const start = performance.now();
        const observer = new MutationObserver(() => {
          if (document.querySelector('button[data-study]') === null) return;
          observer.disconnect();
          resolve(performance.now() - start);
        });
        observer.observe(document.body, { childList: true, subtree: true });
        button.click();
      }),
  );
}

/** The longest task of the interface thread while files are indexed and while images are decoded. */
export const interfaceThread: Bench = {
  name: 'interface-thread',
  about: 'longest task of the interface thread (0: none over 50 ms)',
  async run() {
    const options = { files: 10_000 };
    const many = makeFolder(benchFolder(options), options);
    const indexing: number[] = [];
    const decoding: number[] = [];
    const clickable: number[] = [];
    for (let run = 0; run < runs; run++) {
      const data = temporaryFolder('bench');
      const app = await launchApp({ userData: data.path });
      try {
        const { page } = app;
        await page.waitForTimeout(1500);
        await watchTasks(page);
        clickable.push(await timeToFirstStudy(app, many));
        await waitForIndexing(page);
        await page.waitForTimeout(1500);
        indexing.push(await longestNoted(page));
      } finally {
        await app.kill();
        data.dispose();
      }
      const fresh = temporaryFolder('bench');
      const viewer = await launchApp({ userData: fresh.path });
      try {
        const { page } = viewer;
        await openFolderAndStudy(viewer, lumbarStudy());
        await page.locator(firstViewport).focus();
        await watchTasks(page);
        // Every slice is loaded and decoded now, while the reader scrolls.
        for (let step = 0; step < 30; step++) {
          await page.keyboard.press(step % 15 < 8 ? 'ArrowDown' : 'ArrowUp');
          await page.waitForTimeout(60);
        }
        decoding.push(await longestNoted(page));
      } finally {
        await viewer.kill();
        fresh.dispose();
      }
    }
    const limit = { unit: 'ms' as const, baselineName: 'limit' };
    return [
      against('longest task, indexing 10,000 files', indexing, longestTask, limit),
      against('longest task, decoding and scrolling', decoding, longestTask, limit),
      against('first study clickable of 10,000 files', clickable, soonClickable, limit),
    ];
  },
};
