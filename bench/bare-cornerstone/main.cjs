/** Electron main process of the baseline: one window with Cornerstone and nothing else. Parameter: the built page's folder. */
const { readFile } = require('node:fs/promises');
const path = require('node:path');
const { app, BrowserWindow, protocol } = require('electron');

const folder = process.argv.at(-1) ?? '';
/** @type {Record<string, string>} */
const types = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.wasm': 'application/wasm',
  '.css': 'text/css',
};
protocol.registerSchemesAsPrivileged([
  { scheme: 'app', privileges: { standard: true, secure: true, supportFetchAPI: true } },
]);
app.setPath('userData', path.join(folder, '.profile'));
app.whenReady().then(() => {
  protocol.handle('app', async ({ url }) => {
    const file = path.join(folder, path.normalize(new URL(url).pathname));
    return new Response(await readFile(file), {
      headers: { 'content-type': types[path.extname(file)] ?? 'application/octet-stream' },
    });
  });
  const window = new BrowserWindow({ width: 1440, height: 900, useContentSize: true });
  void window.loadURL('app://bare/index.html');
});
app.on('window-all-closed', () => app.quit());
