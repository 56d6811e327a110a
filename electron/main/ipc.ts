import { type BrowserWindow, type IpcMainEvent, type IpcMainInvokeEvent, ipcMain } from 'electron';
import { type Channel, type Events, requestSchemas, type WindowRole } from '../../shared/ipc/contract';
import { logFault } from './log';
import { answer, type Handlers } from './requests';
import { isAppAddress } from './security';

/** The message with which the interface says that it has saved; sent by the preload's `readyToClose`. */
const readyToClose = 'app:readyToClose';

function isFromInterface(event: IpcMainInvokeEvent | IpcMainEvent, window: BrowserWindow | null): boolean {
  const frame = event.senderFrame;
  return (
    window !== null &&
    !window.isDestroyed() &&
    event.sender === window.webContents &&
    frame !== null &&
    frame === window.webContents.mainFrame &&
    isAppAddress(frame.url)
  );
}

/** Answers the interface, and nobody else, on every channel its window may use. */
export function answerInterface(
  handlers: Handlers,
  windowOf: (role: WindowRole) => BrowserWindow | null,
): void {
  const roles: readonly WindowRole[] = ['reading', 'second'];
  for (const channel of Object.keys(requestSchemas) as Channel[]) {
    ipcMain.handle(channel, (event, request: unknown) => {
      const sender = roles.find((role) => isFromInterface(event, windowOf(role)));
      if (sender === undefined) throw new Error('Only the interface of Rim Reader is answered.');
      return answer(handlers, channel, request, (where, error) => logFault(where, error), sender);
    });
  }
}

/** Sends a message to the interface, if it is there. */
export function send<E extends keyof Events>(
  window: BrowserWindow | null,
  event: E,
  payload: Events[E],
): void {
  if (window !== null && !window.isDestroyed() && !window.webContents.isCrashed()) {
    window.webContents.send(event, payload);
  }
}

/** Asks the interface to save what is pending; resolves when it has, or after `patience` ms. */
export function askToSave(window: BrowserWindow, patience: number): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      ipcMain.off(readyToClose, onReady);
      resolve();
    };
    const onReady = (event: IpcMainEvent) => {
      if (isFromInterface(event, window)) done();
    };
    const timer = setTimeout(done, patience);
    ipcMain.on(readyToClose, onReady);
    send(window, 'app:closing', null);
  });
}
