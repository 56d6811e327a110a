import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, type Page } from '@playwright/test';
import { answerOpenDialog, answerSaveDialog } from './dialogs';
import { phantomFolder, type RunningApp } from './launch';

/** The projects of the app, used as a person uses them. */
export class ProjectDesk {
  readonly page: Page;

  constructor(private readonly running: RunningApp) {
    this.page = running.page;
  }

  /** Shows a page of the open project. */
  async show(name: string): Promise<void> {
    await this.page.getByRole('tab', { name, exact: true }).click();
  }

  /** Waits for the sentence that says what was done. */
  async said(sentence: string | RegExp): Promise<void> {
    await expect(this.page.getByRole('status', { name: 'Done' })).toContainText(sentence);
  }

  /** Makes a project below a folder by keyboard alone; its key table lies beside it. The coordinator signs in with the PIN. */
  async create(workFolder: string, coordinator: { code: string; pin: string }): Promise<string> {
    const { page, running } = this;
    const folder = path.join(workFolder, 'study');
    mkdirSync(folder);
    await answerOpenDialog(running.app, [folder]);
    await answerSaveDialog(running.app, path.join(workFolder, 'key-table.json'));
    await page.keyboard.press('Alt+p');
    await expect(page.getByRole('button', { name: 'New project…' })).toBeFocused();
    await page.keyboard.press('Enter');
    await page.keyboard.type('Rim of the posterior wall');
    await page.keyboard.press('Tab');
    await page.keyboard.type(coordinator.code);
    await page.keyboard.press('Tab');
    await page.keyboard.press('Tab');
    await page.keyboard.type(coordinator.pin);
    await page.keyboard.press('Enter');
    await expect(page.getByRole('heading', { name: 'Rim of the posterior wall' })).toBeVisible();
    return folder;
  }

  /** Signs somebody in who has a PIN. */
  async signIn(code: string, pin: string): Promise<void> {
    const { page } = this;
    await page
      .getByRole('list', { name: 'Readers' })
      .getByRole('button', { name: new RegExp(`^${code}\\b`) })
      .click();
    await page.getByLabel(`PIN of ${code}`).fill(pin);
    await page.keyboard.press('Enter');
    await expect(page.getByRole('tab', { name: 'Worklist' })).toBeVisible();
  }

  /** Lets somebody else sign in. */
  async switchReader(): Promise<void> {
    await this.page.keyboard.press('Alt+r');
    await expect(this.page.getByRole('form', { name: 'Who reads?' })).toBeVisible();
  }

  /** Adds a reader with a PIN. */
  async addReader(code: string, pin: string): Promise<void> {
    const form = this.page.getByRole('form', { name: 'Add a reader' });
    await form.getByRole('textbox', { name: 'Code', exact: true }).fill(code);
    await form.getByLabel('PIN, optional', { exact: true }).fill(pin);
    await form.getByRole('button', { name: 'Add a reader' }).click();
    await this.said(`${code} is saved.`);
  }

  /** Writes a CSV list of phantom cases, a case id to each, and adds what it finds. */
  async planCases(
    workFolder: string,
    cases: readonly (readonly [caseId: string, phantom: string])[],
  ): Promise<void> {
    const list = path.join(workFolder, 'cases.csv');
    const lines = cases.map(([caseId, phantom]) => `${caseId},"${path.join(phantomFolder, phantom)}"`);
    writeFileSync(list, ['case_id,path', ...lines, ''].join('\n'));
    await answerOpenDialog(this.running.app, [list]);
    await this.page.getByRole('button', { name: 'Add from a CSV list…' }).click();
    await expect(this.page.getByRole('grid', { name: 'What would be added' })).toBeVisible();
  }

  /** The lines of the worklist as they are shown, heading left out. */
  async lines(): Promise<string[]> {
    const rows = this.page.getByRole('grid').getByRole('row');
    return (await rows.allInnerTexts()).slice(1).map((words) => words.replaceAll(/\s+/g, ' ').trim());
  }
}
