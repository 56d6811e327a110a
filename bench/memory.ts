import type { ElectronApplication, Page } from '@playwright/test';
import { launchApp, temporaryFolder } from '../e2e/support/launch';
import { benchFolder, makeFolder } from './make-folder';
import { launchBareCornerstone } from './support/bare-cornerstone';
import { against, type Bench, compare } from './support/bench';
import { memoryOfTree } from './support/process-memory';
import { lumbarStudy, orderedStudyFiles } from './support/studies';
import {
  chooseFolder,
  firstViewportSize,
  openFolderAndStudy,
  waitForIndexing,
  waitForStudy,
} from './support/viewer-page';

const runs = 2;
const limit = 580;
const studies = { count: 50, imagesPerSeries: 11, seriesPerStudy: 6, matrix: 256 };
/** The study after which memory has to stay as it is. */
const settled = 5;
const allowedGrowth = 1.1;

/** Memory once nothing happens any more and garbage is gone, MB. */
async function memoryAtRest(app: ElectronApplication, page: Page): Promise<number> {
  const session = await page.context().newCDPSession(page);
  await page.waitForTimeout(2500);
  await session.send('HeapProfiler.collectGarbage');
  await session.detach();
  await page.waitForTimeout(500);
  return memoryOfTree(app.process().pid ?? 0);
}

/** Memory of all processes with a study open, and after going through many. */
export const memory: Bench = {
  name: 'memory',
  about: 'memory of all processes with a study open, and after 50 studies',
  async run() {
    const folder = lumbarStudy();
    const files = orderedStudyFiles(folder);
    const ours: number[] = [];
    const baseline: number[] = [];
    for (let run = 0; run < runs; run++) {
      const data = temporaryFolder('bench');
      const app = await launchApp({ userData: data.path });
      let size = { width: 0, height: 0 };
      try {
        await openFolderAndStudy(app, folder);
        size = await firstViewportSize(app.page);
        ours.push(await memoryAtRest(app.app, app.page));
      } finally {
        await app.kill();
        data.dispose();
      }
      const bare = await launchBareCornerstone();
      try {
        await bare.start({ ...size, processor: true });
        await bare.chooseFiles(files);
        await bare.showFirst(0);
        await bare.changeSlices();
        baseline.push(await memoryAtRest(bare.app, bare.page));
      } finally {
        await bare.close();
      }
    }
    const { early, late } = await throughStudies();
    const unit = 'MB';
    return [
      against('memory, lumbar study open', ours, limit, { unit, baselineName: 'limit' }),
      compare(
        'memory, lumbar study open (bare)',
        { ours, baseline },
        { unit, baselineName: 'bare Cornerstone, the same images loaded' },
      ),
      against('memory after 50 studies', [late], early * allowedGrowth, {
        unit,
        baselineName: `110 % of the memory after ${settled} studies (${early.toFixed(0)} MB)`,
      }),
    ];
  },
};

/** Opens many studies one after the other; memory after the first few, and the most there was later. */
async function throughStudies(): Promise<{ early: number; late: number }> {
  const { count, imagesPerSeries, seriesPerStudy, matrix } = studies;
  const options = {
    files: count * imagesPerSeries * seriesPerStudy,
    imagesPerSeries,
    seriesPerStudy,
    matrix,
  };
  const folder = makeFolder(`${benchFolder(options)}-in-${count}-studies`, options);
  const data = temporaryFolder('bench');
  const app = await launchApp({ userData: data.path });
  try {
    await chooseFolder(app, folder);
    await waitForIndexing(app.page);
    await app.page.locator('button[data-study]').first().click();
    let early = 0;
    let late = 0;
    for (let opened = 1; opened <= count; opened++) {
      await waitForStudy(app.page, opened, count);
      if (opened === settled) early = await memoryAtRest(app.app, app.page);
      else if (opened > settled && opened % 15 === 5)
        late = Math.max(late, await memoryAtRest(app.app, app.page));
      if (opened < count) await app.page.keyboard.press('Control+PageDown');
    }
    return { early, late };
  } finally {
    await app.kill();
    data.dispose();
  }
}
