import type { ElectronApplication, Page } from '@playwright/test';
import { benchFolder, makeFolder } from './make-folder';
import { withStudies } from './support/app-with-studies';
import { launchBareCornerstone } from './support/bare-cornerstone';
import { against, type Bench, compare } from './support/bench';
import { memoryOfTree } from './support/process-memory';
import { lumbarStudy, orderedStudyFiles } from './support/studies';

const runs = 2;
const limit = 580;
const studies = { count: 50, imagesPerSeries: 11, seriesPerStudy: 6, matrix: 256 };
/** The study after which memory has to stay as it is. */
const settled = 5;
const allowedGrowth = 1.1;

/** Size of the reading room's first viewport in a window of 1440 × 900. */
const viewport = { width: 416, height: 413 };
/** How long is waited for everything that follows the opening of a study, ms. */
const rest = 3000;

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
      ours.push(await withStudies(folder, async (app) => app.memory()));
      const bare = await launchBareCornerstone();
      try {
        await bare.start({ ...viewport, processor: true });
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
  return withStudies(folder, async (app) => {
    let early = 0;
    let late = 0;
    for (let opened = 1; opened <= count; opened++) {
      const isMeasured = opened === settled || (opened > settled && opened % 15 === 5);
      if (opened > 1) await app.openNext(isMeasured ? rest : 500);
      if (opened === settled) early = app.memory();
      else if (isMeasured) late = Math.max(late, app.memory());
    }
    return { early, late };
  });
}
