import { app, type BrowserWindow, screen } from 'electron';
import type { Events, Replies } from '../../shared/ipc/contract';
import { appOrigin } from './app-files';
import { send } from './ipc';
import { logFault } from './log';
import { createInterfaceWindow } from './window';
import { reachableBounds, type WindowBounds } from './window-bounds';

/** What the second window needs from the rest of the program. */
export interface SecondWindowEnvironment {
  reading(): BrowserWindow | null;
  remembered(): WindowBounds | null;
  onBounds(bounds: WindowBounds): void;
}

/**
 * The window for a second monitor: it shows images of the study that is read and follows the reading window. It keeps
 * nothing and saves nothing; what it shows of the reading it is told, so it may be closed or crash at any time.
 */
export class SecondWindow {
  private window: BrowserWindow | null = null;
  private lead: Events['secondWindow:lead'] = null;
  private document: Events['secondWindow:reading'] = null;
  private compared: Events['secondWindow:compared'] = null;

  constructor(private readonly environment: SecondWindowEnvironment) {}

  current(): BrowserWindow | null {
    return this.window;
  }

  /** What it shows when it comes up. */
  state(): Replies['secondWindow:state'] {
    return { lead: this.lead, reading: this.document, compared: this.compared };
  }

  setOpen(isOpen: boolean): void {
    if (!isOpen) this.window?.close();
    else if (this.window === null) this.open();
    else this.window.focus();
  }

  follow(lead: Events['secondWindow:lead']): void {
    this.lead = lead;
    send(this.window, 'secondWindow:lead', lead);
  }

  show(reading: Events['secondWindow:reading']): void {
    this.document = reading;
    send(this.window, 'secondWindow:reading', reading);
  }

  compare(compared: Events['secondWindow:compared']): void {
    this.compared = compared;
    send(this.window, 'secondWindow:compared', compared);
  }

  /** Tells the reading window whether there is a second one. */
  tell(): void {
    send(this.environment.reading(), 'secondWindow:changed', { isOpen: this.window !== null });
  }

  /** With the reading window gone there is nothing to follow. */
  dispose(): void {
    this.window?.destroy();
  }

  private open(): void {
    const window = createInterfaceWindow(this.bounds(), `${app.getName()} – second window`);
    this.window = window;
    window.on('close', () =>
      this.environment.onBounds({ ...window.getNormalBounds(), maximised: window.isMaximized() }),
    );
    window.on('closed', () => {
      this.window = null;
      this.lead = null;
      this.document = null;
      this.compared = null;
      this.tell();
    });
    window.webContents.on('render-process-gone', (_event, { reason }) => {
      if (reason !== 'clean-exit') window.destroy();
    });
    void window
      .loadURL(`${appOrigin}/second-window.html`)
      .catch((error: unknown) => logFault('loading the second window', error));
    this.tell();
  }

  /** Where it was; else all of a display that the reading window is not on; else anywhere. */
  private bounds(): WindowBounds | null {
    const displays = screen.getAllDisplays();
    const remembered = reachableBounds(
      this.environment.remembered(),
      displays.map(({ workArea }) => workArea),
    );
    if (remembered !== null) return remembered;
    const reading = this.environment.reading();
    const used = reading === null ? null : screen.getDisplayMatching(reading.getBounds()).id;
    const free = displays.find(({ id }) => id !== used);
    return free === undefined || used === null ? null : { ...free.workArea, maximised: true };
  }
}
