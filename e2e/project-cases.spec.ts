import { spawnSync } from 'node:child_process';
import { cpSync, linkSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Locator, Page } from '@playwright/test';
import { parse } from 'csv-parse/sync';
import { readTruth } from '../scripts/phantom/read-truth';
import { setRimCell } from '../shared/findings/edits';
import { answerOpenDialog, answerSaveDialog } from './support/dialogs';
import { phantomFolder, type RunningApp } from './support/launch';
import { ProjectDesk } from './support/project';
import { ask, makeProject, readAllCases } from './support/reader-study';
import { ReadingRoom } from './support/reading-room';
import { expect, test } from './support/test';

const coordinator = { code: 'CO', pin: '9876' };
const hasDcmtk = spawnSync('dcmmkdir', ['--version']).error === undefined;
const canReadPdf = spawnSync('pdftotext', ['-v']).error === undefined;

/** What the dry run says of each line: verdict, case, place and problems, without what varies between machines. */
async function planned(page: Page): Promise<string[]> {
  const grid = page.getByRole('grid', { name: 'What would be added' });
  await expect(grid).toBeVisible({ timeout: 30_000 });
  const rows = await grid.getByRole('row').all();
  const cells = await Promise.all(rows.slice(1).map((row) => row.getByRole('gridcell').allInnerTexts()));
  return cells.map((texts) => texts.map((one) => one.trim()).join(' | '));
}

async function plan({ app, page }: RunningApp, button: string, paths: string[]): Promise<string[]> {
  await answerOpenDialog(app, paths);
  await page.getByRole('button', { name: button }).click();
  return planned(page);
}

/** Puts a stack of a phantom into a folder of its own. */
function place(stack: string, ...to: string[]): string {
  const folder = path.join(...to);
  mkdirSync(path.dirname(folder), { recursive: true });
  cpSync(path.join(phantomFolder, stack), folder, { recursive: true });
  return folder;
}

test('cases come from folders and a list, and what cannot be one is said in a sentence', async ({
  launch,
  workFolder,
}, testInfo) => {
  const running = await launch();
  const { page } = running;
  const desk = new ProjectDesk(running);
  await desk.create(workFolder, coordinator);
  await desk.show('Cases');
  const parent = path.join(workFolder, 'parent');
  place('a-t12-superior/sagittal-t2', parent, 'first');
  place('b-l2-left-foramen/sagittal-t2', parent, 'group', 'one');
  place('c-l1-wedge-intact/sagittal-t2', parent, 'group', 'two');
  for (const stack of ['axial-t2', 'sagittal-t2']) {
    place(`d-no-fracture/${stack}`, parent, 'mixed', `d ${stack}`);
    place(`e-two-fractures/${stack}`, parent, 'mixed', `e ${stack}`);
  }
  mkdirSync(path.join(parent, 'nothing'));

  await test.step('a parent folder and a study folder', async () => {
    const lines = await plan(running, 'Add folders…', [parent, path.join(parent, 'first')]);
    expect(lines).toEqual([
      expect.stringMatching(/^will be added \| C001 \| parent\/first \|/),
      expect.stringMatching(/^will be added \| C002 \| group\/one \|/),
      expect.stringMatching(/^will be added \| C003 \| group\/two \|/),
      expect.stringMatching(
        /^left out \| {2}\| parent\/mixed \| .*2 studies were found there; a case is one/,
      ),
      expect.stringMatching(/^left out \| {2}\| parent\/nothing \| .*No DICOM study that can be read/),
      expect.stringMatching(/^left out \| {2}\| parent\/first \| .*listed as C001 already/),
    ]);
    await page.screenshot({ path: testInfo.outputPath('folders.png') });
    await page.getByRole('button', { name: 'Add nothing' }).click();
  });

  await test.step('a part of a study is no case', async () => {
    const stacks = ['sagittal-t2', 'axial-t2'].map((stack) =>
      path.join(phantomFolder, 'a-t12-superior', stack),
    );
    for (const line of await plan(running, 'Add folders…', stacks))
      expect(line).toMatch(
        /^left out .*Only \d+ of the 44 images of this study lie there; choose the folder/,
      );
    await expect(page.getByRole('button', { name: 'Add 0 cases' })).toBeDisabled();
    await page.getByRole('button', { name: 'Add nothing' }).click();
  });

  await test.step('two study folders, added', async () => {
    const folders = ['first', 'group/one'].map((name) => path.join(parent, name));
    expect(await plan(running, 'Add folders…', folders)).toHaveLength(2);
    await page.getByRole('button', { name: 'Add 2 cases' }).click();
    await desk.said('2 cases added.');
  });

  await test.step('a list with clinical columns', async () => {
    const list = path.join(workFolder, 'cases.csv');
    const lines = [
      'case_id;path;age_years;sex;pain_refractory;conservative_care_weeks;remark',
      'K-001;parent/group/two;71;F;yes;8;seen twice',
      'k-001;parent/mixed;;;;;',
      'K-002;parent/nowhere;;;;;',
      'K-003;parent/mixed;;;;;',
      'K-004;parent/first;seventy;F;maybe;;',
      'C001;parent/mixed;;;;;',
    ];
    writeFileSync(list, `\ufeff${lines.join('\r\n')}\r\n`);
    expect(await plan(running, 'Add from a CSV list…', [list])).toEqual([
      expect.stringMatching(/^will be added \| 2 \| K-001 \| group\/two \| .* \| F · 71 y · 2 clinical \| $/),
      expect.stringMatching(/^left out \| 3 \| k-001 .*The id is used in line 2 already\./),
      expect.stringMatching(/^left out \| 4 \| K-002 .*The folder or file is not there; check the path/),
      expect.stringMatching(/^left out \| 5 \| K-003 .*2 studies were found there; a case is one/),
      expect.stringMatching(
        /^left out \| 6 \| K-004 .*“maybe” is none of yes, no, unknown.*“seventy” is not/,
      ),
      expect.stringMatching(/^left out \| 7 \| C001 .*A case with this id is in the project already\./),
    ]);
    await expect(page.getByText('Columns that are not used: remark.')).toBeVisible();
    await page.screenshot({ path: testInfo.outputPath('list.png') });
    await page.getByRole('button', { name: 'Add 1 case' }).click();
    await desk.said('1 case added.');
    await desk.show('Worklist');
    await expect.poll(() => desk.lines()).toHaveLength(3);
  });
});

test('each study of a DICOMDIR is a case', async ({ launch, workFolder }) => {
  test.skip(!hasDcmtk, 'skipped: dcmmkdir (dcmtk) is not here');
  const disc = path.join(workFolder, 'disc');
  const files = ['d-no-fracture', 'f-t12-enhanced'].flatMap((phantom, study) => {
    mkdirSync(path.join(disc, `S${study}`), { recursive: true });
    const folder = path.join(phantomFolder, phantom);
    const found = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) =>
      name.endsWith('.dcm'),
    );
    return found.map((name, index) => {
      const fileId = path.join(`S${study}`, `I${index}`);
      cpSync(path.join(folder, name), path.join(disc, fileId));
      return fileId;
    });
  });
  const made = spawnSync('dcmmkdir', ['-Nxc', '+id', disc, '+D', path.join(disc, 'DICOMDIR'), ...files]);
  expect(String(made.stderr)).not.toContain('E: ');
  // One image is not on the disc.
  linkSync(path.join(disc, 'S0', 'I0'), path.join(workFolder, 'kept'));
  spawnSync('rm', [path.join(disc, 'S0', 'I0')]);
  const running = await launch();
  const { page } = running;
  const desk = new ProjectDesk(running);
  await desk.create(workFolder, coordinator);
  await desk.show('Cases');
  expect(await plan(running, 'Add a DICOMDIR…', [path.join(disc, 'DICOMDIR')])).toEqual([
    expect.stringMatching(/^will be added \| C001 \| .*No fracture, 58 images/),
    expect.stringMatching(/^will be added \| C002 \| .*enhanced multi-frame, 70 images/),
  ]);
  await expect(page.getByRole('alert')).toContainText(/lists \d+ images; 1 is missing/);
  await page.getByRole('button', { name: 'Add 2 cases' }).click();
  await desk.said('2 cases added.');
});

test('what a protocol asks and repeats is what its readers meet', async ({
  launch,
  workFolder,
}, testInfo) => {
  test.setTimeout(120_000);
  const phantoms = ['a-t12-superior', 'c-l1-wedge-intact'];
  const running = await launch();
  const { app, page } = running;
  const desk = new ProjectDesk(running);
  const room = new ReadingRoom(page);
  const signIn = async (code: string) => {
    await ask(page, 'project:signIn', { code, pin: '' });
    await page.reload();
  };
  await makeProject(
    running,
    workFolder,
    [
      { code: 'lead', roles: ['coordinator'] },
      { code: 'anna', roles: ['reader'] },
    ],
    phantoms,
  );
  await page.reload();

  await test.step('the protocol: half of the cases again, own hanging, no outlines, sizes only where there is a fragment', async () => {
    await desk.show('Protocol');
    await page.getByLabel('Readings of each case').fill('1');
    const seeds = page.getByRole('textbox', { name: 'Seed' });
    await seeds.first().fill('7');
    await page.getByRole('switch', { name: /^Some cases are read again/ }).check();
    await page.getByLabel('Share of the cases').fill('50');
    await page.getByLabel('Not before, days').fill('0');
    await seeds.nth(1).fill('7');
    await page.getByRole('combobox', { name: 'Asked: Canal: outlines' }).selectOption('no');
    await page.getByRole('combobox', { name: 'Only where: Fragment: sizes' }).selectOption('Fragment');
    await page.getByRole('switch', { name: /^The project has a hanging protocol/ }).check();
    await page.getByLabel('Layout on opening a study').selectOption('1 × 3');
    await page.getByLabel('Weighting: Viewport 1').selectOption('T1');
    await page.getByLabel('Weighting: Viewport 2').selectOption('STIR');
    await page.getByRole('button', { name: 'Save the protocol' }).click();
    await desk.said('Saved. Version 1 is in force.');
  });

  await readAllCases(page, 'anna', phantoms, (reading) => reading);
  await signIn('anna');
  const again = page.getByRole('row', { name: /again 1/ });
  const caseId = /C00\d/.exec(await again.innerText())?.[0] ?? '';
  const first: Locator = page.getByRole('row', { name: new RegExp(`${caseId}(?! · again)`) });

  await test.step('the repeat comes last, blank, in the viewports of the protocol', async () => {
    expect((await desk.lines()).at(-1)).toContain('again 1 not started');
    await again.click();
    await room.waitForImages();
    await expect(page.getByRole('region', { name: 'Case' })).toContainText(`${caseId}repeat 1`);
    await expect(page.getByRole('button', { name: 'Layout: 1 × 3' })).toBeVisible();
    await expect(page.getByRole('group', { name: 'Viewport 1: T1 sagittal' })).toBeVisible();
    await expect(page.getByRole('group', { name: 'Viewport 2: STIR sagittal' })).toBeVisible();
    await expect(page.getByRole('status', { name: 'Save state' })).toHaveText('Nothing entered yet');
    await expect(page.getByRole('region', { name: /^Missing/ })).toContainText('No level is marked.');
  });

  await test.step('tools for what is not asked are put away and say why', async () => {
    const tools = page.getByRole('toolbar', { name: 'Tools' });
    await expect(tools.getByRole('button', { name: 'Level' })).toBeVisible();
    await expect(tools.getByRole('button', { name: 'Outline' })).toHaveCount(0);
    await page.keyboard.press('o');
    const told = page.getByRole('alert').filter({ hasText: 'protocol of this project' });
    await expect(told).toContainText('does not ask for this (Canal: outlines).');
    await page.keyboard.press('l');
    await expect(told).toHaveCount(0);
    await page.keyboard.press('g');
    await expect(told).toContainText('(Fragment: sizes) only where “Fragment” is present.');
    await expect(tools.getByRole('button', { name: 'Level', pressed: true })).toBeVisible();
    await page.keyboard.press('Control+k');
    await page.keyboard.type('outline');
    await expect(page.getByText('Nothing matches. Erase a letter or two.')).toBeVisible();
    await page.keyboard.press('Escape');
  });

  await test.step('while it is read, the first reading stays closed', async () => {
    await room.choose('Counted', 'from the sacrum');
    await room.waitForSaved();
    await page.getByRole('button', { name: 'Worklist' }).click();
    await expect(first).toContainText('You are reading this case again');
    await first.click();
    await expect(page.getByRole('alert')).toContainText('can be opened when that is submitted.');
    await expect(first).toBeVisible();
  });

  const [{ reading } = { reading: null }] = await readAllCases(page, 'anna', phantoms, (seen) =>
    seen.fractures.reduce(
      (changed, { level }) => setRimCell(changed, level, 'inferior-right', 'interrupted').reading,
      seen,
    ),
  );
  expect(reading?.project).toMatchObject({ caseId, repeat: 1 });

  await test.step('its report and its files name the case alone; DICOM SR is refused with what to do', async () => {
    await signIn('anna');
    await again.click();
    await room.waitForImages();
    await page.getByRole('button', { name: 'DICOM SR' }).click();
    await expect(page.getByRole('status', { name: 'Export' })).toContainText(
      'The coordinator exports DICOM SR under Exchange, with the key table',
    );
    await page.keyboard.press('Control+r');
    const sheet = page.getByRole('dialog', { name: 'Report of this reading' });
    await expect(sheet.getByRole('checkbox', { name: /^Add the patient’s name/ })).toBeDisabled();
    const saved: string[] = [];
    for (const format of ['HTML', 'PDF'] as const) {
      const file = testInfo.outputPath(`report.${format.toLowerCase()}`);
      await answerSaveDialog(app, file);
      await sheet.getByText(format, { exact: true }).click();
      await sheet.getByRole('button', { name: `Save as ${format}…` }).click();
      await expect(sheet.getByRole('status', { name: 'Report of this reading' })).toHaveText(
        `Saved as ${path.basename(file)}`,
      );
      saved.push(readFileSync(file, 'latin1'));
      if (format === 'PDF' && canReadPdf)
        saved.push(spawnSync('pdftotext', ['-raw', file, '-'], { encoding: 'utf8' }).stdout);
    }
    await page.keyboard.press('Escape');
    const json = path.join(workFolder, 'reading.json');
    await answerSaveDialog(app, json);
    await room.exportFindings();
    saved.push(readFileSync(json, 'utf8'));
    expect(saved.filter((one) => one.includes(caseId)).length).toBeGreaterThanOrEqual(2);
    for (const phantom of phantoms) {
      const truth = readTruth(phantomFolder, phantom);
      for (const one of saved) {
        expect(one).not.toContain(truth.studyInstanceUid);
        expect(one).not.toMatch(/Phantom\^|PHANTOM-|2024-?03-?18/);
      }
    }
  });

  await test.step('both readings are exported, and their agreement is shown', async () => {
    await signIn('lead');
    await desk.show('Exchange');
    const table = path.join(workFolder, 'wide.csv');
    await answerSaveDialog(app, table);
    await page.getByRole('combobox', { name: 'Format of the export' }).selectOption('csv-wide');
    await page.getByRole('button', { name: 'Export readings…' }).click();
    await desk.said('wide.csv');
    const rows: Record<string, string>[] = parse(readFileSync(table, 'utf8'), { bom: true, columns: true });
    expect(
      rows.filter((row) => row.case_id === caseId).map((row) => [row.reader_id, row.repeat_number]),
    ).toEqual([
      ['anna', '0'],
      ['anna', '1'],
    ]);
    await desk.show('Agreement');
    await expect(page.getByRole('combobox', { name: 'Comparison' })).toHaveValue('0');
    await expect(page.getByRole('option', { name: 'anna, first and second time' })).toHaveCount(1);
    await expect(page.getByText('1 case; 1 fracture found at the same level by all')).toBeVisible();
    const answers = page.getByRole('table', { name: 'Answers' });
    await expect(answers.getByRole('row', { name: /^rim, inferior right/ })).toContainText(/fracture1000 %/);
    await expect(answers.getByRole('row', { name: /^rim, superior left/ })).toContainText(/fracture100100 %/);
  });

  await test.step('in a second program, which may only read, nothing of a reading is changed', async () => {
    const second = await launch({ userData: path.join(workFolder, 'other data') });
    const looking = second.page;
    await answerOpenDialog(second.app, [path.join(workFolder, 'project')]);
    await looking.keyboard.press('Control+Alt+o');
    await looking.getByRole('list', { name: 'Readers' }).getByRole('button', { name: /^anna/ }).click();
    await answerOpenDialog(second.app, [path.join(workFolder, 'key table.json')]);
    await looking.getByRole('button', { name: 'Choose the key table…' }).click();
    const row = looking.getByRole('row', { name: /again 1/ });
    await expect(row).not.toContainText(/key table|looked for/);
    await row.click();
    await new ReadingRoom(looking).waitForImages();
    await expect(looking.getByRole('button', { name: /^Re-open/ })).toHaveCount(0);
    await looking.keyboard.press('l');
    await expect(looking.getByRole('alert')).toContainText('here it is open for reading only');
  });
});
