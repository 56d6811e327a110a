import path from 'node:path';
import { phantomFolder } from './support/launch';
import { ReadingRoom } from './support/reading-room';
import { expect, test } from './support/test';

test('the renderer reaches only what the user opened', async ({ launch }) => {
  const { app, page } = await launch({ open: [path.join(phantomFolder, 'd-no-fracture')] });
  await new ReadingRoom(page).waitForImages();
  const seen = await page.evaluate(async () => {
    const status = async (address: string): Promise<string> => {
      try {
        return String((await fetch(address)).status);
      } catch {
        return 'blocked';
      }
    };
    return {
      node: ['require', 'process', 'module'].filter((name) => name in window),
      unknownFrame: await status('dicom://frame/1.2.3%2F1'),
      path: await status('dicom://frame/..%2F..%2Fetc%2Fpasswd'),
      file: await status('file:///etc/passwd'),
      web: await status('https://example.org/'),
    };
  });
  expect(seen.node).toEqual([]);
  expect(seen.unknownFrame).toBe('404');
  expect(seen.path).toBe('404');
  expect(seen.file).toBe('blocked');
  expect(seen.web).toBe('blocked');

  const before = page.url();
  await page.evaluate(() => {
    window.location.href = 'https://example.org/';
    window.open('https://example.org/');
  });
  await page.waitForTimeout(500);
  expect(page.url()).toBe(before);
  const windows = await app.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows().map((one) => one.getTitle()),
  );
  expect(windows).toHaveLength(1);
  expect(windows[0]).not.toMatch(/phantom/i);
});

test('a malformed request is refused without a stack', async ({ launch }) => {
  const { page } = await launch();
  const answer = await page.evaluate(async () => {
    const bridge: unknown = Reflect.get(window, 'rimReader');
    if (typeof bridge !== 'object' || bridge === null) return 'no bridge';
    const invoke: unknown = Reflect.get(bridge, 'invoke');
    if (typeof invoke !== 'function') return 'no invoke';
    const replies: string[] = [];
    for (const [channel, request] of [
      ['reading:save', { reading: { schemaVersion: 1 } }],
      ['library:study', 42],
      ['no:such', undefined],
    ]) {
      try {
        replies.push(JSON.stringify(await invoke(channel, request)));
      } catch (error) {
        replies.push(String(error));
      }
    }
    return replies.join('\n');
  });
  expect(answer).not.toMatch(/\n\s+at |\/work|node_modules/);
  expect(answer.split('\n')).toHaveLength(3);
  for (const reply of answer.split('\n')) expect(reply).not.toMatch(/"ok":true/);
});
