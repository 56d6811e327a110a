import type { Page } from '@playwright/test';
import { answerOpenDialog } from '../../e2e/support/dialogs';
import type { RunningApp } from '../../e2e/support/launch';

/** The first viewport of the reading room. */
export const firstViewport = '[data-viewport="0"]';

/**
 * Chooses the folder of one study as the user does, which shows it; resolves to the time in ms from the click on
 * "Open folder…" until the first viewport had its image on the screen.
 */
export async function openFolderAndStudy({ app, page }: RunningApp, folder: string): Promise<number> {
  await answerOpenDialog(app, [folder]);
  return timeToFirstImage(page, 'Open folder');
}

/** Goes back to the library and opens its first study; ms from the click in the list until the image is on the screen. */
export async function openStudyFromList(page: Page): Promise<number> {
  await page.getByRole('button', { name: 'Library' }).click();
  await page.locator('button[data-study]').first().waitFor();
  await page.waitForTimeout(1500);
  return timeToFirstImage(page, null);
}

/** Clicks the button whose words begin so, or the first study, and waits for the first viewport's image. */
async function timeToFirstImage(page: Page, words: string | null): Promise<number> {
  await allowFunctions(page);
  return page.evaluate(
    ({ viewport, words }) =>
      new Promise<number>((resolve) => {
        let start = 0;
        const onRendered = ({ target }: Event) => {
          const canvas = target instanceof Element ? target.querySelector('canvas') : null;
          if (canvas === null || canvas.closest(viewport) === null) return;
          requestAnimationFrame(() => {
            const channel = new MessageChannel();
            channel.port1.onmessage = () => {
              const image = performance.now() - start;
              if (isBlack(canvas)) return;
              document.removeEventListener('CORNERSTONE_IMAGE_RENDERED', onRendered, true);
              resolve(image);
            };
            channel.port2.postMessage(null);
          });
        };
        const isBlack = (canvas: HTMLCanvasElement) => {
          const small = document.createElement('canvas');
          small.width = 16;
          small.height = 16;
          const context = small.getContext('2d');
          context?.drawImage(canvas, 0, 0, 16, 16);
          const { data } = context?.getImageData(0, 0, 16, 16) ?? { data: [] };
          return !Array.from(data).some((value, index) => index % 4 !== 3 && value > 16);
        };
        document.addEventListener('CORNERSTONE_IMAGE_RENDERED', onRendered, true);
        const buttons = [...document.querySelectorAll('button')];
        const button = buttons.find(({ textContent, dataset }) =>
          words === null ? dataset.study !== undefined : textContent?.startsWith(words),
        );
        if (button === undefined) throw new Error('The library has no such button.');
        start = performance.now();
        button.click();
      }),
    { viewport: firstViewport, words },
  );
}

/** tsx names functions by a helper that functions sent into a page must find there. */
export async function allowFunctions(page: Page): Promise<void> {
  await page.evaluate('globalThis.__name = (value) => value');
}

/** Size of the first viewport, CSS pixels. */
export async function firstViewportSize(page: Page): Promise<{ width: number; height: number }> {
  const box = await page.locator(firstViewport).boundingBox();
  if (box === null) throw new Error('The reading room shows no viewport.');
  return { width: Math.round(box.width), height: Math.round(box.height) };
}

/** Waits until the reading room shows the study at a place of the library's list and has drawn its first images. */
export async function waitForStudy(page: Page, place: number, count: number): Promise<void> {
  await page.getByRole('heading', { name: `Cases · ${place} of ${count}` }).waitFor();
  await page.locator(`${firstViewport} output`).first().waitFor({ state: 'attached' });
  await page.waitForTimeout(400);
}

/** Waits until a chosen folder has been read to its end. */
export async function waitForIndexing(page: Page): Promise<void> {
  await page.locator('button[data-study]').first().waitFor({ timeout: 120_000 });
  await page.getByRole('status', { name: 'Indexing' }).waitFor({ state: 'detached', timeout: 120_000 });
}
