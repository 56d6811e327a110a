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
