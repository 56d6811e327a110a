import { existsSync } from 'node:fs';
import path from 'node:path';
import { test as base, type Page } from '@playwright/test';
import { type LaunchOptions, launchApp, projectRoot, type RunningApp, temporaryFolder } from './launch';

export { expect } from '@playwright/test';

/** Real DICOM beside the project; absent on a user's machine. */
export const realDataFolder = path.resolve(projectRoot, '../shared/data');
export const hasRealData = existsSync(realDataFolder);

interface Fixtures {
  /** A data folder of this test's own. */
  userData: string;
  /** A folder of this test's own for input and output files. */
  workFolder: string;
  /** Starts the app in the test's data folder; what still runs at the end of the test is closed. */
  launch: (options?: Partial<LaunchOptions>) => Promise<RunningApp>;
}

/** Playwright's `test` with a data folder of its own for each test and an app that is closed after it. */
export const test = base.extend<Fixtures>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright wants the destructuring
  userData: async ({}, use) => {
    const folder = temporaryFolder('data');
    await use(folder.path);
    folder.dispose();
  },
  // biome-ignore lint/correctness/noEmptyPattern: Playwright wants the destructuring
  workFolder: async ({}, use) => {
    const folder = temporaryFolder('work');
    await use(folder.path);
    folder.dispose();
  },
  launch: async ({ userData }, use, testInfo) => {
    const running: RunningApp[] = [];
    await use(async (options = {}) => {
      const app = await launchApp({ userData, ...options });
      running.push(app);
      return app;
    });
    for (const app of running) {
      if (testInfo.status !== testInfo.expectedStatus) {
        await screenshot(app.page, testInfo.outputPath('failed.png'));
        await testInfo.attach('log', { body: app.log.join('\n'), contentType: 'text/plain' });
      }
      await app.kill();
    }
  },
});

async function screenshot(page: Page, file: string): Promise<void> {
  try {
    await page.screenshot({ path: file });
  } catch {
    // The page is gone: there is nothing to show.
  }
}
