import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { entryOf, geometryKinds, writeGeometryKinds } from './support/geometry-kinds';
import { showGeometry } from './support/geometry-screens';
import { projectRoot } from './support/launch';
import { ReadingRoom } from './support/reading-room';
import { expect, test } from './support/test';

const screens = path.join(projectRoot, 'out/screens');

test('the verdict on every kind of stack is in the list, in the viewport and in full', async ({
  launch,
  workFolder,
}) => {
  test.setTimeout(600_000);
  mkdirSync(screens, { recursive: true });
  writeGeometryKinds(workFolder);
  const { page } = await launch({ open: [workFolder] });
  const room = new ReadingRoom(page);
  await room.waitForImages();
  for (const kind of geometryKinds) {
    await test.step(kind.name, async () => {
      const shown = await showGeometry(page, entryOf(kind));
      await expect(shown.button).toContainText(kind.verdict);
      await expect(shown.findings.getByRole('listitem').filter({ hasText: kind.sentence })).toHaveCount(1);
      const warning = shown.viewport.getByText(/^cannot be measured: /);
      await expect(warning).toHaveCount(kind.measurable ? 0 : 1);
      await expect(shown.viewport.getByText(/^no scale bar/)).toHaveCount(kind.measurable ? 0 : 1);
      await page.screenshot({ path: path.join(screens, `geometry-${kind.name}.png`) });
      await shown.close();
    });
  }
});
