import { app, Menu, type MenuItemConstructorOptions } from 'electron';

/** What the menu starts. */
export interface MenuActions {
  openFolder(): void;
  openFiles(): void;
}

/** Sets the application menu. Undo and redo are the interface's own, except on macOS, whose text fields need the menu. */
export function setMenu(actions: MenuActions): void {
  const isMac = process.platform === 'darwin';
  const separator: MenuItemConstructorOptions = { type: 'separator' };
  const editing: MenuItemConstructorOptions[] = [
    ...(isMac ? ([{ role: 'undo' }, { role: 'redo' }, separator] as const) : []),
    { role: 'cut' },
    { role: 'copy' },
    { role: 'paste' },
    { role: 'selectAll' },
  ];
  const template: MenuItemConstructorOptions[] = [
    ...(isMac ? [{ role: 'appMenu' } as const] : []),
    {
      label: 'File',
      submenu: [
        { label: 'Open folder…', accelerator: 'CmdOrCtrl+O', click: actions.openFolder },
        { label: 'Open files…', accelerator: 'CmdOrCtrl+Shift+O', click: actions.openFiles },
        separator,
        isMac ? { role: 'close' } : { role: 'quit' },
      ],
    },
    { label: 'Edit', submenu: editing },
    {
      label: 'View',
      submenu: [
        { role: 'resetZoom' },
        { role: 'zoomIn' },
        { role: 'zoomOut' },
        separator,
        { role: 'togglefullscreen' },
        ...(app.isPackaged ? [] : [separator, { role: 'toggleDevTools' } as const]),
      ],
    },
    { role: 'windowMenu' },
  ];
  Menu.setApplicationMenu(Menu.buildFromTemplate(template));
}
