import path from 'node:path';
import type { Page } from '@playwright/test';
import { phantomFolder } from './support/launch';
import { ReadingRoom } from './support/reading-room';
import { expect, test } from './support/test';

const study = path.join(phantomFolder, 'a-t12-superior');

/** Types into the command palette and runs the first command found. */
async function runCommand(page: Page, typed: string, expected: RegExp): Promise<void> {
  await page.keyboard.press('Control+k');
  await expect(page.getByRole('combobox', { name: 'Search commands' })).toBeFocused();
  await page.keyboard.type(typed);
  const results = page.getByRole('listbox', { name: 'Commands that apply now' });
  await expect(results.getByRole('option', { selected: true })).toHaveText(expected);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('combobox', { name: 'Search commands' })).toBeHidden();
}

/** Opens the settings by key and finds one command in them. */
async function findInSettings(page: Page, label: string): Promise<void> {
  await page.keyboard.press('Control+,');
  await page.getByRole('textbox', { name: 'Find a command or key' }).fill(label);
}

async function closeSettings(page: Page): Promise<void> {
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog', { name: 'Settings' })).toBeHidden();
}

test('the command palette reaches cases, tools, steps and stacks by keyboard alone', async ({ launch }) => {
  const { page } = await launch({ bundled: phantomFolder });
  await expect(page.getByRole('list', { name: 'Studies', exact: true }).getByText('Phantom A ·')).toBeVisible(
    {
      timeout: 60_000,
    },
  );
  await expect(page.getByRole('status', { name: 'Indexing' })).toHaveCount(0, { timeout: 60_000 });
  await page.keyboard.press('Control+k');
  await expect(page.getByRole('option', { name: /^Open folder/ })).toBeVisible();
  await expect(page.getByRole('option', { name: /^Landmark/ })).toHaveCount(0);
  await page.keyboard.press('Escape');
  await runCommand(page, 'phantom a', /^Open .*Phantom A/);
  const room = new ReadingRoom(page);
  await room.waitForImages();
  await runCommand(page, 'fractur', /^FractureTools/);
  await expect(page.getByRole('button', { name: 'Fracture', exact: true }).first()).toHaveAttribute(
    'aria-pressed',
    'true',
  );
  await runCommand(page, 'clinical', /^Go to Clinical/);
  await expect(room.card('Clinical')).toBeFocused();
  await expect(room.card('Clinical')).toHaveAttribute('aria-expanded', 'true');
  await page.keyboard.press('Alt+1');
  await runCommand(page, 'show stir', /^Show STIR sagittal/);
  await expect(page.getByRole('group', { name: 'Viewport 1: STIR sagittal' })).toBeVisible();
  await runCommand(page, 'back lib', /^Back to the library/);
  await expect(page.getByRole('list', { name: 'Studies', exact: true })).toBeVisible();
});

test('keys are re-mapped per reader, clashes are named, and all survive a restart', async ({ launch }) => {
  const first = await launch({ open: [study] });
  const room = new ReadingRoom(first.page);
  await room.waitForImages();
  const { page } = first;
  await page.keyboard.press('Control+,');
  const sheet = page.getByRole('dialog', { name: 'Settings' });
  await expect(sheet.getByRole('listitem').first()).toBeVisible();
  await expect(sheet.getByRole('alert')).toHaveCount(0);
  await closeSettings(page);

  await findInSettings(page, 'Next missing item');
  await sheet.getByRole('button', { name: 'Add a key: Next missing item' }).click();
  await page.keyboard.press('l');
  await expect(sheet.getByRole('alert')).toHaveText('L belongs to “Level”.');
  await page.keyboard.press('Control+q');
  await expect(sheet.getByRole('alert')).toContainText("Ctrl + Q is the program's own: quits");
  await page.keyboard.press('F9');
  await expect(sheet.getByRole('button', { name: 'Remove F9 from Next missing item' })).toBeVisible();
  await sheet.getByRole('button', { name: 'Remove N from Next missing item' }).click();
  await sheet.getByRole('button', { name: 'Remove Enter from Next missing item' }).click();
  await closeSettings(page);
  const next = page.getByRole('button', { name: 'Next missing item' });
  await expect(next).toHaveAttribute('title', 'Next missing item (F9)');
  await page.keyboard.press('f');
  await room.openCard('Clinical');
  await page.keyboard.press('n');
  await expect(room.card('Clinical')).toHaveAttribute('aria-expanded', 'true');
  await page.keyboard.press('F9');
  await expect(room.card('Levels')).toHaveAttribute('aria-expanded', 'true');
  await first.close();

  const second = await launch();
  const list = second.page.getByRole('list', { name: 'Studies', exact: true });
  await expect(list).toBeVisible();
  await second.page.keyboard.press('?');
  const help = second.page.getByRole('dialog', { name: 'Shortcuts' });
  const row = help.locator('dl > div', { hasText: 'Next missing item' });
  await expect(row.locator('kbd')).toHaveText(['F9']);
  await second.page.keyboard.press('Escape');
  await expect(help).toBeHidden();
  const reader = second.page.getByRole('textbox', { name: 'Reader' });
  await reader.fill('another reader');
  await reader.press('Enter');
  await second.page.keyboard.press('?');
  await expect(row.locator('kbd')).toHaveText(['N', 'Enter']);
});

test('no key of a command is an accelerator of the menu', async ({ launch }) => {
  const { app, page } = await launch();
  const accelerators = await app.evaluate(({ Menu }) => {
    const found: string[] = [];
    const collect = (items: Electron.MenuItem[]) => {
      for (const item of items) {
        // Electron types only the accelerators given, not those of the roles.
        const ofRole: unknown = Reflect.get(item, 'getDefaultRoleAccelerator');
        const own: unknown = item.accelerator ?? (typeof ofRole === 'function' ? ofRole.call(item) : null);
        if (typeof own === 'string') found.push(own);
        if (item.submenu) collect(item.submenu.items);
      }
    };
    collect(Menu.getApplicationMenu()?.items ?? []);
    return found;
  });
  expect(accelerators.length).toBeGreaterThan(4);
  await page.keyboard.press('Control+,');
  const keys = await page.getByRole('dialog', { name: 'Settings' }).locator('kbd').allInnerTexts();
  const plain = (key: string) => key.replaceAll(' ', '').toLowerCase();
  const taken = new Set(
    accelerators.map((accelerator) =>
      plain(accelerator.replace(/CommandOrControl|CmdOrCtrl|Control/, 'Ctrl')),
    ),
  );
  expect(keys.length).toBeGreaterThan(60);
  expect(keys.filter((key) => taken.has(plain(key)))).toEqual([]);
});
