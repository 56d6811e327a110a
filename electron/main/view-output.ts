import { join } from 'node:path';
import { app, type BrowserWindow, dialog } from 'electron';
import type { Area, Outcome } from '../../shared/ipc/contract';
import { writeWhole } from '../export/write-whole';

const noWindow = { ok: false, problem: 'The window is not there any more.' } as const;

/** What a window shows in an area of its page, as a PNG. */
export async function viewPicture(
  window: BrowserWindow | null,
  { x, y, width, height }: Area,
): Promise<Outcome<Uint8Array<ArrayBuffer>>> {
  if (window === null) return noWindow;
  const { webContents } = window;
  // The page counts in CSS pixels, the window in pixels before the interface is enlarged.
  const factor = webContents.getZoomFactor();
  const picture = await webContents.capturePage({
    x: Math.round(x * factor),
    y: Math.round(y * factor),
    width: Math.round(width * factor),
    height: Math.round(height * factor),
  });
  return picture.isEmpty()
    ? { ok: false, problem: 'The view could not be taken: nothing is shown there.' }
    : { ok: true, value: new Uint8Array(picture.toPNG()) };
}

/** Prints the page as the interface lays it out for paper, through the system's dialog. */
function printPage({ webContents }: BrowserWindow): Promise<Outcome<string | null>> {
  return new Promise((resolve) => {
    webContents.print({ printBackground: true }, (isDone, reason) => {
      if (isDone) resolve({ ok: true, value: '' });
      else if (/cancel/i.test(reason)) resolve({ ok: true, value: null });
      else
        resolve({
          ok: false,
          problem: 'No printer could be used. Set one up, or save the page as a PDF file.',
        });
    });
  });
}

/** Writes the page as the interface lays it out for paper to a PDF file the user chooses. */
async function savePage(window: BrowserWindow): Promise<Outcome<string | null>> {
  const chosen = await dialog.showSaveDialog(window, {
    title: 'Save the view as PDF',
    defaultPath: join(app.getPath('documents'), 'view.pdf'),
    filters: [{ name: 'PDF', extensions: ['pdf'] }],
  });
  if (chosen.canceled || chosen.filePath === '') return { ok: true, value: null };
  const pdf = await window.webContents.printToPDF({ printBackground: true, preferCSSPageSize: true });
  return writeWhole(chosen.filePath, pdf);
}

/** Prints the page of the interface, or saves it as a PDF file. */
export async function printView(
  window: BrowserWindow | null,
  to: 'printer' | 'pdf',
): Promise<Outcome<string | null>> {
  if (window === null) return noWindow;
  return to === 'printer' ? printPage(window) : savePage(window);
}
