import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Page } from '@playwright/test';
import { projectRoot } from './launch';

interface Violation {
  id: string;
  impact: string;
  nodes: { html: string }[];
}

/** Serious and critical findings of axe-core on the screen as it is, a line each. */
export async function accessibilityFindings(page: Page): Promise<string[]> {
  await page.evaluate(await readFile(path.join(projectRoot, 'node_modules/axe-core/axe.min.js'), 'utf8'));
  return page.evaluate(async () => {
    const axe: unknown = Reflect.get(window, 'axe');
    if (typeof axe !== 'object' || axe === null) throw new Error('axe did not load');
    const run: unknown = Reflect.get(axe, 'run');
    if (typeof run !== 'function') throw new Error('axe cannot run');
    const { violations }: { violations: Violation[] } = await run();
    return violations
      .filter(({ impact }) => impact === 'serious' || impact === 'critical')
      .map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(' | ')}`);
  });
}

/** What has the keyboard focus: its role or tag and its name, and whether a ring or its own drawing shows it. */
export interface FocusedElement {
  name: string;
  isVisible: boolean;
  hasRing: boolean;
}

/** Presses Tab until the focus is where it was first, or `most` times; what had the focus, in order. */
export async function focusOrder(page: Page, most = 200): Promise<FocusedElement[]> {
  const seen: FocusedElement[] = [];
  await page.evaluate(() => {
    if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
  });
  for (let press = 0; press < most; press++) {
    await page.keyboard.press('Tab');
    const focused = await page.evaluate(() => {
      const element = document.activeElement;
      if (!(element instanceof HTMLElement) || element === document.body) return null;
      const again = element.dataset.tabbed !== undefined;
      element.dataset.tabbed = '';
      const box = element.getBoundingClientRect();
      // A control drawn by another element shows its focus there: chips of radio buttons, headings of cards.
      const drawn = [element, element.nextElementSibling, element.parentElement].filter(
        (one): one is Element => one !== null,
      );
      const rings = drawn.flatMap((one) => [getComputedStyle(one), getComputedStyle(one, '::after')]);
      return {
        again,
        name: `${element.getAttribute('role') ?? element.tagName.toLowerCase()} ${
          element.getAttribute('aria-label') ?? element.textContent?.trim().slice(0, 40) ?? ''
        }`,
        isVisible: box.width > 0 && box.height > 0 && box.right > 0 && box.left < window.innerWidth,
        hasRing: rings.some(
          ({ outlineStyle, outlineWidth }) => outlineStyle !== 'none' && Number.parseFloat(outlineWidth) >= 1,
        ),
      };
    });
    if (focused === null) continue;
    if (focused.again) break;
    seen.push(focused);
  }
  return seen;
}
