import { launchApp, type RunningApp, temporaryFolder } from '../e2e/support/launch';
import { ProjectDesk } from '../e2e/support/project';
import { ReadingRoom } from '../e2e/support/reading-room';

/** Takes the screens of a project, from its making to a case in the reading room, each under its name. */
export async function takeProject(take: (running: RunningApp, name: string) => Promise<void>): Promise<void> {
  const data = temporaryFolder('project-screens');
  const work = temporaryFolder('project-screens-work');
  const running = await launchApp({ userData: data.path });
  const { page } = running;
  const desk = new ProjectDesk(running);
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
  await desk.show('Audit trail');
  await page
    .getByRole('row', { name: /reader added/ })
    .first()
    .click();
  await take(running, 'project-audit');
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
