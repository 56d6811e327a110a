import { launchApp, temporaryFolder } from '../e2e/support/launch';
import { launchBareCornerstone } from './support/bare-cornerstone';
import { against, type Bench, compare } from './support/bench';
import { leadingStackFiles, lumbarStudy } from './support/studies';
import { firstViewportSize, openFolderAndStudy, openStudyFromList } from './support/viewer-page';

const runs = 5;
/** Between the start and the choice, ms: nobody finds the button sooner, and neither side has begun to rest before. */
const settleMs = 1500;
/** Opening an indexed study, ms. */
const soon = 300;

/** From choosing the folder of a lumbar study to its first image, against Cornerstone that is handed the sorted files. */
export const firstImage: Bench = {
  name: 'first-image',
  about: 'from choosing a folder to the first diagnostic image',
  async run() {
    const folder = lumbarStudy();
    const files = leadingStackFiles(folder);
    const ours: number[] = [];
    const fromList: number[] = [];
    const baseline = { webgl: [] as number[], processor: [] as number[] };
    let size = { width: 0, height: 0 };
    for (let run = 0; run < runs; run++) {
      const data = temporaryFolder('bench');
      const app = await launchApp({ userData: data.path });
      try {
        await app.page.waitForTimeout(settleMs);
        ours.push(await openFolderAndStudy(app, folder));
        size = await firstViewportSize(app.page);
        fromList.push(await openStudyFromList(app.page));
      } finally {
        await app.kill();
        data.dispose();
      }
      for (const processor of [false, true]) {
        const bare = await launchBareCornerstone();
        try {
          await bare.start({ ...size, processor });
          await bare.chooseFiles(files);
          await bare.page.waitForTimeout(settleMs);
          const time = await bare.showFirst(Math.floor((files.length - 1) / 2));
          baseline[processor ? 'processor' : 'webgl'].push(time);
        } finally {
          await bare.close();
        }
      }
    }
    const unit = 'ms';
    return [
      compare(
        'first image',
        { ours, baseline: baseline.webgl },
        { unit, baselineName: 'bare Cornerstone, files sorted' },
      ),
      compare(
        'first image, processor',
        { ours, baseline: baseline.processor },
        { unit, baselineName: "bare Cornerstone's CPU renderer, files sorted" },
      ),
      against('first image, study from the list', fromList, soon, { unit, baselineName: 'limit' }),
    ];
  },
};
