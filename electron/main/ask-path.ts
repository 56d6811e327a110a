import { type BrowserWindow, dialog, type OpenDialogOptions, type SaveDialogOptions } from 'electron';

/** Lets the user choose files or folders, in a dialog of the window where there is one; none where it was closed. */
export async function askPaths(window: BrowserWindow | null, options: OpenDialogOptions): Promise<string[]> {
  const chosen = await (window === null
    ? dialog.showOpenDialog(options)
    : dialog.showOpenDialog(window, options));
  return chosen.canceled ? [] : chosen.filePaths;
}

/** Lets the user name a file to be written, in a dialog of the window where there is one; null where it was closed. */
export async function askNewPath(
  window: BrowserWindow | null,
  options: SaveDialogOptions,
): Promise<string | null> {
  const chosen = await (window === null
    ? dialog.showSaveDialog(options)
    : dialog.showSaveDialog(window, options));
  return chosen.canceled || chosen.filePath === '' ? null : chosen.filePath;
}
