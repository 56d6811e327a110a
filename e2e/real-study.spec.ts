import path from 'node:path';
import { answerOpenDialog } from './support/dialogs';
import type { RunningApp } from './support/launch';
import { ReadingRoom } from './support/reading-room';
import { expect, hasRealData, realDataFolder, test } from './support/test';
import { Viewport } from './support/viewport';

const cdFolder = path.join(realDataFolder, 'lspine-hitachi-cc0/CD');

async function viewportNames({ page }: RunningApp): Promise<(string | null)[]> {
  const cells = await page.getByRole('group', { name: /^Viewport \d/ }).all();
  return Promise.all(cells.map((cell) => cell.getAttribute('aria-label')));
}

test.describe('a real lumbar study off a CD', () => {
  test.skip(!hasRealData, 'skipped: ../shared/data is not here');

  test('opens with every sequence in place, and everything is back after a kill', async ({ launch }) => {
    const first = await launch();
    await answerOpenDialog(first.app, [cdFolder]);
    await first.page.getByRole('button', { name: 'Open folder…' }).first().click();
    const room = new ReadingRoom(first.page);
    await room.waitForImages();
    await expect(first.page.getByRole('contentinfo')).toContainText('67 images · 13 stacks');
    const names = await viewportNames(first);
    expect(names[0]).toBe('Viewport 1: T2 sagittal');
    expect(names[1]).toBe('Viewport 2: T1 sagittal');
    expect(names[2]).toBe('Viewport 3: STIR sagittal');
    expect(names[3]).toMatch(/^Viewport 4: T2 axial · block \d of 5$/);
    const sagittal = room.sagittal;
    expect((await sagittal.slice()).count).toBe(11);

    // Levels by one click each, upward from L5, where the bodies are in this study.
    await room.openCard('Levels');
    await first.page.getByRole('button', { name: /^Mark levels/ }).click();
    const box = await sagittal.cell.boundingBox();
    if (box === null) throw new Error('no viewport');
    for (const down of [0.8, 0.65, 0.5, 0.35, 0.2]) {
      await first.page.mouse.click(box.x + box.width * 0.45, box.y + box.height * down);
    }
    await room.key('v');
    await room.choose('Counted', 'from the sacrum');
    await room.choose('Level confidence', '3');
    await first.page.mouse.move(box.x + box.width * 0.45, box.y + box.height * 0.4);
    await first.page.mouse.wheel(0, 200);
    await expect.poll(async () => (await sagittal.slice()).number).not.toBe(6);
    const slice = await sagittal.slice();
    await room.waitForSaved();
    // The view is kept apart from the findings, a moment later.
    await first.page.waitForTimeout(1000);
    await expect(room.summary('Levels')).toContainText('L1–L5');
    const levels = await room.summary('Levels').textContent();
    await first.kill();

    const second = await launch();
    await expect(second.page.locator('button[data-study]')).toContainText(/draft/i);
    await second.page.locator('button[data-study]').click();
    const back = new ReadingRoom(second.page);
    await back.waitForImages();
    await expect(back.summary('Levels')).toHaveText(levels ?? '');
    expect(await viewportNames(second)).toEqual(names);
    expect(await new Viewport(second.page, 'Viewport 1: T2 sagittal').slice()).toEqual(slice);
    await back.openCard('Levels');
    await expect(
      second.page.getByRole('radiogroup', { name: 'Level confidence' }).getByRole('radio', { name: '3' }),
    ).toBeChecked();
    expect(second.log.join('\n')).not.toMatch(/page error/);
  });
});
