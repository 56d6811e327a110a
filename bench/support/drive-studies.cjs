/**
 * Loaded into the app's main process before its own code: chooses the folder in BENCH_FOLDER, opens its first study and
 * then, for each line on stdin, the next one. Prints a line whenever a study is shown and nothing is left to be done.
 * Memory is measured this way, since tools that drive a page from outside make it keep a copy of all it loads.
 */
const readline = require('node:readline');
const { app, dialog } = require('electron');

dialog.showOpenDialog = async () => ({ canceled: false, filePaths: [process.env.BENCH_FOLDER ?? ''] });

/** In the page: clicks through the library to the first study; a folder of one study shows it by itself. */
const openFirst = `(async () => {
  const until = async (find) => {
    for (;;) {
      const found = find();
      if (found) return found;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  };
  (await until(() => [...document.querySelectorAll('button')].find((button) => button.textContent.startsWith('Open folder')))).click();
  // Behind the list a room is laid out as well, but not seen.
  const inRoom = () => document.querySelector('[data-viewport="0"]')?.checkVisibility({ visibilityProperty: true }) === true;
  await until(() => inRoom() || document.querySelector('button[data-study]'));
  await until(() => document.querySelector('[aria-label="Indexing"]') === null);
  if (!inRoom()) document.querySelector('button[data-study]').click();
})()`;
const openNext = `document.body.dispatchEvent(new KeyboardEvent('keydown', { key: 'PageDown', code: 'PageDown', ctrlKey: true, bubbles: true }))`;

/** In the page: waits until no more images come, then lets garbage go. */
const settle = (/** @type {number} */ pause) => `(async () => {
  await new Promise((resolve) => setTimeout(resolve, ${pause}));
  gc();
})()`;

app.on('browser-window-created', (_event, window) => {
  window.setContentSize(1440, 900);
  window.webContents.once('did-finish-load', async () => {
    const run = (/** @type {string} */ script) => window.webContents.executeJavaScript(script, true);
    await run(openFirst);
    await run(settle(4000));
    process.stdout.write('study\n');
    for await (const pause of readline.createInterface({ input: process.stdin })) {
      await run(openNext);
      await run(settle(Number(pause)));
      process.stdout.write('study\n');
    }
  });
});
