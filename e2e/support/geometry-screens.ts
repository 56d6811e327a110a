import { expect, type Locator, type Page } from '@playwright/test';

/** A stack in the first viewport, with everything that is known of its geometry. */
export interface ShownGeometry {
  /** Its entry in the list of stacks. */
  button: Locator;
  viewport: Locator;
  /** The list of findings, opened from the footer. */
  findings: Locator;
  /** Closes the list of findings. */
  close(): Promise<void>;
}

/** Puts the first stack whose entry in the list has these words into the first viewport and opens its findings. */
export async function showGeometry(page: Page, entry: RegExp): Promise<ShownGeometry> {
  const button = page
    .getByRole('navigation', { name: 'Cases and stacks' })
    .getByRole('button', { name: entry })
    .first();
  await page.keyboard.press('Alt+1');
  await button.focus();
  await page.keyboard.press('Enter');
  await expect(button).toContainText(/in viewport 1/);
  const viewport = page.getByRole('group', { name: /^Viewport 1: / });
  await page.getByRole('button', { name: /^Geometry: / }).click();
  const findings = page.getByRole('list', { name: /^Geometry of / });
  await expect(findings).toBeVisible();
  return {
    button,
    viewport,
    findings,
    close: async () => {
      await page.keyboard.press('Escape');
      await expect(findings).toBeHidden();
    },
  };
}
