import { app, Menu, type MenuItemConstructorOptions } from 'electron';

/**
 * Sets the application menu. What it starts are commands of the interface, told by id; their keys are the interface's
 * too, as the reader has them, so that no accelerator of the menu can clash with them: only the roles of the system
 * (`reservedKeys`) have accelerators. Undo and redo are the interface's own, except on macOS, whose text fields need
 * the menu.
 */
export function setMenu(runCommand: (id: string) => void): void {
  const isMac = process.platform === 'darwin';
  const separator: MenuItemConstructorOptions = { type: 'separator' };
  const command = (label: string, id: string): MenuItemConstructorOptions => ({
    label,
    click: () => runCommand(id),
  });
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
        command('Open folder…', 'app.openFolder'),
        command('Open files…', 'app.openFiles'),
        separator,
        command('Projects…', 'project.show'),
        command('Open project…', 'project.open'),
        command('Next case', 'project.nextCase'),
        command('Switch reader', 'project.switchReader'),
        command('Close project', 'project.close'),
        separator,
        command('Settings…', 'app.settings'),
        separator,
        isMac ? { role: 'close' } : { role: 'quit' },
      ],
    },
    { label: 'Edit', submenu: editing },
    {
      label: 'View',
      submenu: [
        command('Commands…', 'app.palette'),
        separator,
        command('Interface larger', 'app.larger'),
        command('Interface smaller', 'app.smaller'),
        command('Interface at 100 %', 'app.normalSize'),
        command('Dark / light theme', 'app.theme'),
        separator,
        command('Full screen', 'app.fullScreen'),
        ...(app.isPackaged ? [] : [separator, { role: 'toggleDevTools' } as const]),
      ],
    },
    { role: 'windowMenu' },
  ];
  Menu.setApplicationMenu(Menu.buildFromTemplate(template));
}
