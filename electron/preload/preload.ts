import { contextBridge, ipcRenderer, webFrame, webUtils } from 'electron';
import type { Bridge, Channel, Events, Replies } from '../../shared/ipc/contract';

/** Paths come from files the user dropped, never from the page: this channel is not open to `invoke`. */
const droppedChannel: Channel = 'library:openDropped';

const events: Readonly<Record<keyof Events, true>> = {
  'library:changed': true,
  'library:show': true,
  'app:command': true,
  'import:done': true,
  'project:changed': true,
  'project:reportsProgress': true,
  'app:closing': true,
  'window:fullScreen': true,
  'secondWindow:changed': true,
  'secondWindow:crosshair': true,
  'secondWindow:lead': true,
  'secondWindow:reading': true,
  'secondWindow:compared': true,
};

function invoke<C extends Channel>(channel: C, request?: unknown): Promise<Replies[C]> {
  return ipcRenderer.invoke(channel, request);
}

const bridge = {
  invoke(channel, ...request) {
    if (channel === droppedChannel)
      return Promise.reject(new Error('Drop files on the window to open them.'));
    return invoke(channel, request[0]);
  },
  on<E extends keyof Events>(event: E, listener: (payload: Events[E]) => void) {
    if (!Object.hasOwn(events, event)) throw new Error('There is no such event.');
    const forward = (_event: unknown, payload: Events[E]) => listener(payload);
    ipcRenderer.on(event, forward);
    return () => ipcRenderer.off(event, forward);
  },
  openDropped(files) {
    const paths = files
      .filter((file) => file instanceof File)
      .map((file) => webUtils.getPathForFile(file))
      .filter((path) => path !== '');
    if (paths.length === 0) {
      return Promise.resolve({
        ok: false,
        problem:
          'What was dropped is not a file or folder of this computer; drop DICOM files or their folder.',
      });
    }
    return invoke('library:openDropped', paths);
  },
  setScale: (factor) => webFrame.setZoomFactor(Math.min(2, Math.max(1, factor))),
  readyToClose: () => ipcRenderer.send('app:readyToClose'),
} satisfies Bridge;

contextBridge.exposeInMainWorld('rimReader', bridge);
