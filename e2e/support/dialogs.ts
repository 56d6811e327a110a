import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { ElectronApplication } from '@playwright/test';

/** Stands in for the user in the system's "save as" dialog, which no test can reach: picks a file, or cancels (null). */
export async function answerSaveDialog(app: ElectronApplication, filePath: string | null): Promise<void> {
  await app.evaluate(({ dialog }, answer) => {
    dialog.showSaveDialog = async () =>
      answer === null ? { canceled: true, filePath: '' } : { canceled: false, filePath: answer };
  }, filePath);
}

/** Stands in for the user in the system's "open" dialog: picks files or folders, or cancels (empty). */
export async function answerOpenDialog(app: ElectronApplication, filePaths: string[]): Promise<void> {
  await app.evaluate(({ dialog }, answer) => {
    dialog.showOpenDialog = async () => ({ canceled: answer.length === 0, filePaths: answer });
  }, filePaths);
}

/**
 * Stands in for the user in the system's message boxes from the start of the app on: presses the button of that name.
 * `loadFirst` goes to the launch; `asked` gives the message and detail of every box so far.
 */
export function pressInMessageBoxes(
  folder: string,
  button: string,
): { loadFirst: string; asked(): string[] } {
  const record = path.join(folder, `asked-${button}.ndjson`);
  const loadFirst = path.join(folder, `press-${button}.cjs`.replaceAll(' ', '-'));
  writeFileSync(
    loadFirst,
    `const { dialog } = require('electron');
     dialog.showMessageBoxSync = (...given) => {
       const { message, detail, buttons } = given.at(-1);
       require('node:fs').appendFileSync(${JSON.stringify(record)}, JSON.stringify(message + ' ' + detail) + '\\n');
       return buttons.indexOf(${JSON.stringify(button)});
     };`,
  );
  const asked = () =>
    existsSync(record)
      ? readFileSync(record, 'utf8')
          .trim()
          .split('\n')
          .map((line) => String(JSON.parse(line)))
      : [];
  return { loadFirst, asked };
}
