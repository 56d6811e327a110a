import { readTruth } from '../scripts/phantom/read-truth';
import { accessibilityFindings } from './support/accessibility';
import { answerOpenDialog } from './support/dialogs';
import { phantomFolder, temporaryFolder } from './support/launch';
import { PractisedReader } from './support/practised-reading';
import { ProjectDesk } from './support/project';
import { ReadingRoom } from './support/reading-room';
import { expect, test } from './support/test';

const coordinator = { code: 'CO', pin: '9876' };
const truth = readTruth(phantomFolder, 'a-t12-superior');

test('a project from its making to a corrected reading, two readers blinded from each other', async ({
  launch,
  workFolder,
}) => {
  test.setTimeout(240_000);
  const first = await launch();
  const { page } = first;
  const desk = new ProjectDesk(first);

  await test.step('made by keyboard, with readers and cases', async () => {
    await desk.create(workFolder, coordinator);
    if (await page.getByRole('form', { name: 'Who reads?' }).isVisible())
      await desk.signIn(coordinator.code, coordinator.pin);
    await page.keyboard.press('Alt+3');
    await desk.addReader('R1', '1111');
    await desk.addReader('R2', '2222');
    expect(await accessibilityFindings(page)).toEqual([]);
    await page.keyboard.press('Alt+2');
    await desk.planCases(workFolder, [
      ['C-001', 'a-t12-superior'],
      ['C-002', 'd-no-fracture'],
      ['C-003', 'nowhere'],
    ]);
    const totals = page.getByRole('status', { name: 'Totals' });
    await expect(totals).toHaveText('3 lines: 2 will be added, 1 left out');
    await page.getByText('Problems 1', { exact: true }).click();
    await expect(page.getByRole('grid').getByRole('row', { name: /C-003/ })).toBeVisible();
    await expect(page.getByRole('grid').getByRole('row', { name: /C-001/ })).toHaveCount(0);
    expect(await accessibilityFindings(page)).toEqual([]);
    await page.getByRole('button', { name: 'Add 2 cases' }).click();
    await desk.said('2 cases added.');
    for (const name of ['Protocol', 'Exchange', 'Audit trail', 'Worklist']) {
      await desk.show(name);
      await expect(page.getByRole('tabpanel')).toBeVisible();
      expect(await accessibilityFindings(page), name).toEqual([]);
    }
  });

  await test.step('asked for by its protocol', async () => {
    await desk.show('Protocol');
    await expect(page.getByRole('status', { name: 'Versions of the protocol' })).toHaveText(
      'No reading has been made under version 1: saving changes it.',
    );
    await page.getByRole('combobox', { name: 'Asked: Fracture: OF class' }).selectOption('no');
    await page.getByRole('combobox', { name: 'Asked: Intravertebral cleft' }).selectOption('optional');
    await page.getByRole('button', { name: 'all answers: Oedema (STIR)' }).click();
    await page
      .getByRole('group', { name: 'Answers offered: Oedema (STIR)' })
      .getByRole('checkbox', { name: 'absent' })
      .uncheck();
    await page.getByRole('button', { name: 'Save the protocol' }).click();
    await desk.said('Saved. Version 1 is in force.');
  });

  await test.step('read and submitted by the first reader', async () => {
    await desk.switchReader();
    expect(await accessibilityFindings(page)).toEqual([]);
    await desk.signIn('R1', '1111');
    await expect.poll(() => desk.lines()).toHaveLength(2);
    await page.getByRole('row', { name: /C-001/ }).click();
    const reader = new PractisedReader(page);
    await new ReadingRoom(page).waitForImages();
    await expect(page.getByRole('region', { name: 'Case' })).toContainText('C-001');
    await reader.takeFreehand();
    await reader.readOpen(truth);
    const room = new ReadingRoom(page);
    await room.openCard('Fracture');
    await expect(page.getByRole('radiogroup', { name: 'Endplates' })).toBeVisible();
    await expect(page.getByRole('radiogroup', { name: 'OF class' })).toHaveCount(0);
    await room.openCard('Context');
    const oedema = page.getByRole('radiogroup', { name: 'Oedema (STIR)' });
    await expect(oedema.getByRole('radio', { name: 'present' })).toBeVisible();
    await expect(oedema.getByRole('radio', { name: 'absent' })).toHaveCount(0);
    await page.keyboard.press('Alt+n');
    await expect(page.getByRole('region', { name: 'Case' })).toContainText('C-002');
    await page.getByRole('button', { name: 'Worklist' }).click();
    await expect(page.getByRole('row', { name: /C-001.*submitted/ })).toBeVisible();
    await expect(page.getByRole('row', { name: /C-002.*(not started|draft)/ })).toBeVisible();
  });

  await test.step('under a version of the protocol that is left as it was', async () => {
    await desk.switchReader();
    await desk.signIn(coordinator.code, coordinator.pin);
    const line = page.getByRole('row', { name: /C-001/ });
    await expect(line).toContainText(/submitted · \d+ (s|min)/);
    await desk.show('Audit trail');
    const shown = page.getByRole('status', { name: 'Entries shown' });
    const all = (await shown.innerText()).replace(/^\d+ of /, '');
    await page.getByRole('combobox', { name: 'Who' }).selectOption('R1');
    await page.getByRole('combobox', { name: 'What' }).selectOption('reading submitted');
    await expect(shown).toHaveText(`1 of ${all}`);
    await page.getByRole('row', { name: /R1 reading submitted C-001/ }).click();
    await page.getByRole('button', { name: 'Only this reading' }).press('Enter');
    await page.getByRole('combobox', { name: 'What' }).selectOption('everything');
    const allReadings = page.getByRole('button', { name: 'Reading of C-001 by R1: show all readings' });
    await expect(allReadings).toBeVisible();
    await expect.poll(async () => (await desk.lines()).every((one) => one.includes('R1'))).toBe(true);
    await expect.poll(async () => (await desk.lines()).every((one) => one.includes('C-001'))).toBe(true);
    expect(await accessibilityFindings(page)).toEqual([]);
    await allReadings.press('Enter');
    await page.getByRole('combobox', { name: 'Who' }).selectOption('everybody');
    await expect(shown).toHaveText(`${all} of ${all}`);
    await desk.show('Protocol');
    await expect(page.getByRole('status', { name: 'Versions of the protocol' })).toHaveText(
      /^Saving begins version 2; readings stay with theirs\. Version 1: \d readings?\.$/,
    );
    await page.getByRole('textbox', { name: 'Description' }).fill('Cleft is optional.');
    await page.getByRole('button', { name: 'Save the protocol' }).click();
    await desk.said('Saved. Version 2 is in force.');
  });

  await test.step('hidden from the second reader, with every date', async () => {
    await desk.switchReader();
    await desk.signIn('R2', '2222');
    await expect.poll(() => desk.lines()).toHaveLength(2);
    await expect(page.getByRole('row', { name: /C-001.*not started/ })).toBeVisible();
    await page.getByRole('row', { name: /C-001/ }).click();
    await new ReadingRoom(page).waitForImages();
    const replies = await page.evaluate(async () => {
      const { invoke } = window.rimReader;
      const library = await invoke('library:state');
      const studies = library.studies.map(({ study }) => study.studyInstanceUid);
      const full = await Promise.all(studies.map((uid) => invoke('library:study', uid)));
      const own = await Promise.all(studies.map((uid) => invoke('reading:ofStudy', uid)));
      const texts = await Promise.all([invoke('project:worklist'), invoke('project:audit', null)]);
      const parsed = texts.map((reply) => (reply.ok ? JSON.parse(reply.value) : reply));
      return JSON.stringify([
        parsed,
        library,
        full,
        own,
        await invoke('project:state'),
        await invoke('project:adjudication'),
      ]);
    });
    expect(replies).toContain('C-001');
    expect(replies).not.toMatch(/2024-?03-?18/);
    expect(replies).not.toMatch(/"(study|series|acquisition)?[dD]ate":"\d/);
    expect(replies).not.toMatch(/"readerCode":"R1"|"reader":\{"id":"R1"\}/);
    const shown = await page.locator('body').innerText();
    expect(shown).not.toMatch(/\bR1\b/);
    expect(shown).not.toMatch(/\b20\d\d\b/);
    await page.getByRole('button', { name: 'Worklist' }).click();
  });

  await test.step('corrected with a reason, after the app was started again', async () => {
    await first.close();
    const second = await launch();
    const again = new ProjectDesk(second);
    await second.page.keyboard.press('Alt+p');
    await second.page.getByRole('list', { name: 'Opened before' }).getByRole('button').click();
    await again.signIn('R1', '1111');
    await second.page.getByRole('row', { name: /C-001.*submitted/ }).click();
    await new ReadingRoom(second.page).waitForImages();
    await expect(second.page.getByRole('region', { name: 'Case' })).toContainText('protocol 1, present 2');
    await second.page.keyboard.press('Control+Shift+r');
    const reason = second.page.getByRole('textbox', { name: 'Reason for the new revision' });
    await expect(reason).toBeFocused();
    await second.page.keyboard.type('The level was counted wrongly');
    await second.page.keyboard.press('Enter');
    await expect(second.page.getByRole('button', { name: /^Submit/ })).toBeVisible();
    await new ReadingRoom(second.page).waitForSaved();
    await second.page.reload();
    await new ReadingRoom(second.page).waitForImages();
    await expect(second.page.getByRole('region', { name: 'Case' })).toContainText('C-001');
    await second.page.keyboard.press('Alt+ArrowLeft');
    await expect(second.page.getByRole('row', { name: /C-001.*draft/ })).toBeVisible();
  });
});

test('a second program on a project can only look, and says so', async ({ launch, workFolder }) => {
  const first = await launch();
  const folder = await new ProjectDesk(first).create(workFolder, coordinator);
  const other = temporaryFolder('other');
  const second = await launch({ userData: other.path });
  const desk = new ProjectDesk(second);
  await answerOpenDialog(second.app, [folder]);
  await second.page.keyboard.press('Control+Alt+o');
  await expect(second.page.getByRole('status', { name: 'Read-only' })).toBeVisible();
  await desk.signIn(coordinator.code, coordinator.pin);
  await desk.show('Readers');
  await expect(second.page.getByRole('button', { name: 'Add a reader' })).toBeDisabled();
  await desk.show('Protocol');
  await expect(second.page.getByRole('textbox', { name: 'Title' })).toBeDisabled();
  await second.close();
  other.dispose();
});
