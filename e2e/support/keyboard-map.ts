import type { Page } from '@playwright/test';

/** The help sheet as it is shown, as the Markdown of docs/keyboard.md. The reading room must be open. */
export async function keyboardMap(page: Page): Promise<string> {
  await page.keyboard.press('?');
  const sheet = page.getByRole('dialog', { name: 'Shortcuts' });
  await sheet.waitFor();
  const sections: string[] = [];
  for (const section of await sheet.getByRole('region').all()) {
    const rows: string[] = [];
    for (const row of await section.locator('dl > div').all()) {
      const keys = await row.locator('kbd').allInnerTexts();
      rows.push(
        `| ${keys.map((key) => `\`${key.replace(/\s+/g, ' ')}\``).join(' or ')} | ${await row.locator('dt').innerText()} |`,
      );
    }
    sections.push(
      `## ${await section.getAttribute('aria-label')}\n\n| key | what it does |\n|---|---|\n${rows.join('\n')}\n`,
    );
  }
  await page.keyboard.press('Escape');
  await sheet.waitFor({ state: 'hidden' });
  const introduction = [
    '`?` shows this list in the app, with the keys as the reader has them. `Ctrl + K` finds every command that applies by',
    'a few letters of its name. Keys are changed under Settings (`Ctrl + ,`) and kept for each reader. Of two meanings of',
    'a key, the one of the line or point in hand comes first.',
  ].join('\n');
  return `# Keyboard map\n\n${introduction}\n\n${sections.join('\n')}`;
}
