import path from 'node:path';
import { answerOpenDialog, answerSaveDialog } from '../e2e/support/dialogs';
import { launchApp, type RunningApp, temporaryFolder } from '../e2e/support/launch';
import { ProjectDesk } from '../e2e/support/project';
import { ask, asSeenByTheOther, makeProject, readAllCases } from '../e2e/support/reader-study';
import { ReadingRoom } from '../e2e/support/reading-room';

type Take = (running: RunningApp, name: string) => Promise<void>;

/** Takes the screens of a project, from its making to a case in the reading room, each under its name. */
export async function takeProject(take: Take): Promise<void> {
  const data = temporaryFolder('project-screens');
  const work = temporaryFolder('project-screens-work');
  const running = await launchApp({ userData: data.path });
  const { page } = running;
  const desk = new ProjectDesk(running);
  await page.keyboard.press('Alt+p');
  await page.getByRole('button', { name: 'New project…' }).press('Enter');
  await take(running, 'project-new');
  await page.getByRole('button', { name: 'Cancel' }).click();
  await page.getByRole('button', { name: 'Library' }).click();
  // What was left is taken away a moment later.
  await page.locator('h1', { hasText: 'Projects' }).waitFor({ state: 'detached' });
  const coordinator = { code: 'CO', pin: '9876' };
  await desk.create(work.path, coordinator);
  await page.getByRole('form', { name: 'Who reads?' }).or(page.getByRole('tab').first()).first().waitFor();
  if (await page.getByRole('form', { name: 'Who reads?' }).isVisible())
    await desk.signIn(coordinator.code, coordinator.pin);
  await desk.show('Readers');
  for (const [code, pin] of [
    ['R1', '1111'],
    ['R2', '2222'],
  ] as const)
    await desk.addReader(code, pin);
  await take(running, 'project-readers');
  await desk.show('Cases');
  await desk.planCases(work.path, [
    ['C-001', 'a-t12-superior'],
    ['C-002', 'b-l2-left-foramen'],
    ['C-003', 'nowhere'],
    ['C-004', 'd-no-fracture'],
    ['C-005', 'e-two-fractures'],
  ]);
  await take(running, 'project-cases');
  await page.getByRole('button', { name: 'Add 4 cases' }).click();
  await desk.said('4 cases added.');
  await desk.show('Protocol');
  await take(running, 'project-protocol');
  await desk.switchReader();
  await take(running, 'project-sign-in');
  await desk.signIn('R1', '1111');
  await page.getByRole('row', { name: /C-001/ }).waitFor();
  await take(running, 'project-worklist');
  await page.getByRole('row', { name: /C-001/ }).click();
  await new ReadingRoom(page).waitForImages();
  await take(running, 'project-case');
  await running.close();
  data.dispose();
  work.dispose();
}

/** Takes the screens of a project that two have read, and of what differs between them. */
export async function takeStudy(take: Take): Promise<void> {
  const data = temporaryFolder('study-screens');
  const work = temporaryFolder('study-screens-work');
  const running = await launchApp({ userData: data.path });
  const { app, page } = running;
  const desk = new ProjectDesk(running);
  const phantoms = ['a-t12-superior', 'b-l2-left-foramen', 'c-l1-wedge-intact', 'e-two-fractures'];
  await makeProject(
    running,
    work.path,
    [
      { code: 'lead', roles: ['coordinator', 'adjudicator'] },
      { code: 'anna', roles: ['reader'] },
      { code: 'bert', roles: ['reader'] },
    ],
    phantoms,
  );
  await readAllCases(page, 'anna', phantoms, (reading) => reading);
  await readAllCases(page, 'bert', phantoms, asSeenByTheOther);
  await ask(page, 'project:signIn', { code: 'lead', pin: '' });
  await page.reload();
  await page.getByText('All cases', { exact: true }).click();
  await take(running, 'project-overview');
  await desk.show('Agreement');
  await page.getByRole('table', { name: 'Answers' }).waitFor();
  await page.getByRole('button', { name: 'anna intact, bert disrupted: 1' }).click();
  await take(running, 'project-agreement');
  await desk.show('Exchange');
  const file = path.join(work.path, 'readings.rimpackage');
  await answerSaveDialog(app, file);
  await page.getByRole('button', { name: 'Export a package…' }).click();
  await desk.said('Exported to');
  await answerOpenDialog(app, [file]);
  await page.getByRole('button', { name: 'Import a package…' }).click();
  await page
    .getByRole('row', { name: /identical/ })
    .first()
    .waitFor();
  await take(running, 'project-exchange');
  await desk.show('Audit trail');
  await page
    .getByRole('row', { name: /reading submitted/ })
    .first()
    .click();
  await take(running, 'project-audit');
  await desk.show('Worklist');
  await page
    .getByRole('row', { name: /to adjudicate/ })
    .first()
    .click();
  await new ReadingRoom(page).waitForImages();
  await page.getByRole('button', { name: /^retropulsion: show on the images/ }).click();
  await take(running, 'project-looked-at');
  await page.keyboard.press('Alt+ArrowLeft');
  await page.getByText('To adjudicate', { exact: true }).click();
  await page
    .getByRole('row', { name: /to adjudicate/ })
    .first()
    .click();
  await new ReadingRoom(page).waitForImages();
  await page.getByRole('button', { name: /^Take A: Pattern, / }).click();
  await page.getByRole('button', { name: /^retropulsion: show on the images/ }).click();
  await take(running, 'project-adjudication');
  await running.close();
  data.dispose();
  work.dispose();
}
