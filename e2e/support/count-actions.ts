import type { Page } from '@playwright/test';

/** Deliberate acts of a reader: presses of a mouse button and of a key. */
export interface Actions {
  clicks: number;
  keys: number;
}

/** Counts every press of a mouse button and of a key in a page from here on. Turning the wheel and moving are no acts. */
export async function countActions(page: Page): Promise<() => Promise<Actions>> {
  await page.evaluate(() => {
    const counted = { clicks: 0, keys: 0 };
    Reflect.set(window, 'countedActions', counted);
    window.addEventListener('pointerdown', (event) => event.isTrusted && counted.clicks++, true);
    const modifiers = ['Control', 'Shift', 'Alt', 'Meta'];
    window.addEventListener(
      'keydown',
      ({ key, isTrusted, repeat }) => isTrusted && !repeat && !modifiers.includes(key) && counted.keys++,
      true,
    );
  });
  return () => page.evaluate(() => Reflect.get(window, 'countedActions') as Actions);
}
