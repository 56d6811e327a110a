import { join } from 'node:path';
import { app, BrowserWindow, dialog, screen } from 'electron';
import { appOrigin } from './app-files';
import { send } from './ipc';
import { logFault } from './log';
import { defaultWindow, reachableBounds, smallestWindow, type WindowBounds } from './window-bounds';

/** What the window needs from the rest of the program. */
export interface WindowEnvironment {
  remembered: WindowBounds | null;
  onBounds(bounds: WindowBounds): void;
  /** Asks the interface to save what is pending; resolves when it has, or has had its time. */
  beforeClose(window: BrowserWindow): Promise<void>;
  /** Why something could still not be saved, or null. */
  unsavedProblem(): string | null;
  /** The interface had to be loaded again. */
  onRecovered(): void;
}

/** So many crashes within this time end the program instead of loading the interface once more. */
const crashLimit = { count: 3, withinMs: 60_000 };
const background = '#101214';

/** A window with a page of the interface in it, under its rules; it appears once it has something to show. */
export function createInterfaceWindow(bounds: WindowBounds | null, title: string): BrowserWindow {
  const window = new BrowserWindow({
    ...(bounds === null
      ? defaultWindow
      : { x: bounds.x, y: bounds.y, width: bounds.width, height: bounds.height }),
    minWidth: smallestWindow.width,
    minHeight: smallestWindow.height,
    title,
    backgroundColor: background,
    autoHideMenuBar: true,
    show: false,
    webPreferences: {
      preload: join(import.meta.dirname, '../preload/preload.cjs'),
      contextIsolation: true,
      sandbox: true,
      nodeIntegration: false,
      webviewTag: false,
      spellcheck: false,
    },
  });
  window.on('page-title-updated', (event) => event.preventDefault());
  window.once('ready-to-show', () => {
    if (bounds?.maximised) window.maximize();
    window.show();
  });
  window.on('enter-full-screen', () => send(window, 'window:fullScreen', { isOn: true }));
  window.on('leave-full-screen', () => send(window, 'window:fullScreen', { isOn: false }));
  return window;
}

/** Opens the reading window. */
export function openWindow(environment: WindowEnvironment): BrowserWindow {
  const displays = screen.getAllDisplays().map((display) => display.workArea);
  const window = createInterfaceWindow(reachableBounds(environment.remembered, displays), app.getName());
  window.on('close', () =>
    environment.onBounds({ ...window.getNormalBounds(), maximised: window.isMaximized() }),
  );
  askBeforeClose(window, environment);
  recoverFromCrashes(window, environment);
  void window.loadURL(`${appOrigin}/`).catch((error: unknown) => logFault('loading the interface', error));
  return window;
}

/** Keeps the window until the interface has saved; where saving failed, asks whether to close all the same. */
function askBeforeClose(window: BrowserWindow, environment: WindowEnvironment): void {
  let stage: 'open' | 'saving' | 'closing' = 'open';
  let quitting = false;
  const onQuit = () => {
    quitting = true;
  };
  app.on('before-quit', onQuit);
  window.on('closed', () => app.off('before-quit', onQuit));
  const close = async () => {
    await environment.beforeClose(window);
    const problem = environment.unsavedProblem();
    if (problem !== null) {
      const { response } = await dialog.showMessageBox(window, {
        type: 'warning',
        message: 'The last changes are not saved.',
        detail: problem,
        buttons: ['Keep open', 'Close without saving'],
        defaultId: 0,
        cancelId: 0,
      });
      if (response === 0) {
        stage = 'open';
        quitting = false;
        return;
      }
    }
    stage = 'closing';
    if (quitting) app.quit();
    else window.close();
  };
  window.on('close', (event) => {
    if (stage === 'closing') return;
    event.preventDefault();
    if (stage === 'saving') return;
    stage = 'saving';
    void close();
  });
}

function recoverFromCrashes(window: BrowserWindow, environment: WindowEnvironment): void {
  const crashes: number[] = [];
  window.webContents.on('render-process-gone', (_event, { reason }) => {
    if (reason === 'clean-exit') return;
    process.stderr.write(`rim-reader: the interface ended (${reason})\n`);
    const now = Date.now();
    crashes.push(now);
    if (crashes.filter((time) => now - time < crashLimit.withinMs).length > crashLimit.count) {
      dialog.showErrorBox(
        'Rim Reader has to close',
        'The window stopped working several times. All readings are as last saved. Start the program again.',
      );
      app.exit(1);
      return;
    }
    environment.onRecovered();
    window.webContents.reload();
  });
}
