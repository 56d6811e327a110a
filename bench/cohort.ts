import { rmSync, statSync } from 'node:fs';
import path from 'node:path';
import type { Page } from '@playwright/test';
import { answerOpenDialog, answerSaveDialog } from '../e2e/support/dialogs';
import { launchApp, temporaryFolder } from '../e2e/support/launch';
import { ask } from '../e2e/support/reader-study';
import { fromJsonText } from '../shared/ipc/json-text';
import { against, type Bench } from './support/bench';
import { cohortFolder } from './support/cohort-folder';
import { memoryOfTree } from './support/process-memory';
import { allowFunctions } from './support/viewer-page';

const runs = 5;
const limits = { worklist: 300, filter: 50, agreement: 2, table: 5, memory: 800 } as const;

/** Clicks the one reader of that code on the sign-in page; ms until the worklist's lines are on the screen. */
function timeToWorklist(page: Page, code: string): Promise<number> {
  return page.evaluate(async (wanted) => {
    const frame = () => new Promise<number>((seen) => requestAnimationFrame(seen));
    const button = [...document.querySelectorAll('form button')].find((one) =>
      one.textContent?.startsWith(wanted),
    );
    if (!(button instanceof HTMLElement)) throw new Error('Nobody of that code can sign in.');
    const start = performance.now();
    button.click();
    while (document.querySelector('[role=grid] [aria-rowindex="2"]') === null) await frame();
    await frame();
    return performance.now() - start;
  }, code);
}

/** Types a search into the worklist; ms until the lines that fit are on the screen. */
function timeToFilter(page: Page, search: string, lines: number): Promise<number> {
  return page.evaluate(
    async ({ search, lines }) => {
      const frame = () => new Promise<number>((seen) => requestAnimationFrame(seen));
      const input = document.querySelector('#worklist-search');
      const grid = document.querySelector('[role=grid]');
      if (!(input instanceof HTMLInputElement) || grid === null) throw new Error('There is no worklist.');
      const start = performance.now();
      const set = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')?.set;
      set?.call(input, search);
      input.dispatchEvent(new Event('input', { bubbles: true }));
      while (grid.getAttribute('aria-rowcount') !== String(lines + 1)) await frame();
      await frame();
      return performance.now() - start;
    },
    { search, lines },
  );
}

/** Has every case compared once, as each is when its last reading is submitted. */
async function untilCompared(page: Page): Promise<void> {
  await ask(page, 'project:signIn', { code: 'lead', pin: '' });
  while (!fromJsonText(await ask(page, 'project:worklist')).isCompared) await page.waitForTimeout(2000);
  await ask(page, 'project:signOut');
}

/** Seconds from the page's request for the agreement of everything to its reply there. */
function timeToAgreement(page: Page): Promise<number> {
  return page.evaluate(async () => {
    const start = performance.now();
    const outcome = await window.rimReader.invoke('project:agreement');
    if (!outcome.ok) throw new Error(outcome.problem);
    return (performance.now() - start) / 1000;
  });
}

async function seconds(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return (performance.now() - start) / 1000;
}

/** Pages and exports of a project of 2,000 cases, each read by three readers, in the real app. */
export const cohort: Bench = {
  name: 'cohort',
  about: 'a project of 2,000 cases read by three readers: worklist, filter, agreement, tables',
  async run() {
    const folder = path.join(cohortFolder(), 'project');
    const data = temporaryFolder('bench');
    const { app, page, kill } = await launchApp({ userData: data.path });
    const times = {
      worklist: [] as number[],
      filter: [] as number[],
      agreement: [] as number[],
      wide: [] as number[],
      long: [] as number[],
    };
    let memory = 0;
    try {
      await answerOpenDialog(app, [folder]);
      const file = path.join(data.path, 'table.csv');
      await answerSaveDialog(app, file);
      await ask(page, 'project:open');
      await untilCompared(page);
      await page.reload();
      await allowFunctions(page);
      for (let run = 0; run < runs; run++) {
        await page.getByRole('form', { name: 'Who reads?' }).waitFor();
        times.worklist.push(await timeToWorklist(page, 'lead'));
        times.filter.push(await timeToFilter(page, 'C0199', 10));
        times.filter.push(await timeToFilter(page, '', 2000));
        times.agreement.push(await timeToAgreement(page));
        for (const form of ['wide', 'long'] as const) {
          times[form].push(await seconds(() => ask(page, 'project:exportReadings', `csv-${form}`)));
          if (statSync(file).size < 1e6) throw new Error(`The table ${form} is too small to be all of it.`);
          rmSync(file);
        }
        memory = Math.max(memory, memoryOfTree(app.process().pid ?? 0));
        await ask(page, 'project:signOut');
      }
    } finally {
      await kill();
      data.dispose();
    }
    const limit = { baselineName: 'limit' } as const;
    return [
      against('worklist of 2,000 cases opens', times.worklist, limits.worklist, { unit: 'ms', ...limit }),
      against('worklist filtered', times.filter, limits.filter, { unit: 'ms', ...limit }),
      against('agreement of 6,000 readings', times.agreement, limits.agreement, { unit: 's', ...limit }),
      against('wide table of 6,000 readings', times.wide, limits.table, { unit: 's', ...limit }),
      against('long table of 6,000 readings', times.long, limits.table, { unit: 's', ...limit }),
      against('memory, project of 2,000 cases', [memory], limits.memory, { unit: 'MB', ...limit }),
    ];
  },
};
