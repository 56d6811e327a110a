import { afterEach, expect, it } from 'vitest';
import { submit } from '../../shared/findings/edits';
import { emptyViewState } from '../../shared/ipc/contract';
import { fromJsonText } from '../../shared/ipc/json-text';
import { agreementOfStored } from './agreement-worker';
import { projectAgreement } from './project-agreement';
import { filled, person, TestMachine, value } from './testing/project-sample';

const machine = new TestMachine();
afterEach(() => machine.dispose());

it('counts what may be seen: everything by the coordinator, a case by its readers once all have submitted', async () => {
  const { projects, readings } = machine.program();
  const { projectFolder: folder, keyTable } = machine;
  value(projects.create({ title: 'Rim', coordinator: person('lead', 'coordinator'), folder, keyTable }));
  const { project, lists, desk } = value(projects.required());
  for (const code of ['anna', 'bert']) value(project.saveReader(person(code, 'reader')));
  for (const uid of ['1.2.3.1', '1.2.3.2']) machine.writeCase(uid, uid);
  value(lists.add(value(await projects.planCases({ kind: 'folders', paths: [machine.casesFolder] })).planId));
  const read = (code: string, caseId: string) => {
    value(projects.signIn(code, ''));
    const opened = value(desk.open({ caseId, repeat: 0, role: 'reader' }));
    const draft = value(readings.openForStudy(opened.studyInstanceUid)).reading;
    const { reading } = submit(filled(draft), machine.now.toISOString());
    value(readings.save({ reading, viewState: emptyViewState, change: 'submitted' }));
  };
  const seenBy = async (code: string) => {
    value(projects.signIn(code, ''));
    const task = async (...of: Parameters<typeof agreementOfStored>) => agreementOfStored(...of);
    const { agreement, hiddenReadings, progress } = fromJsonText(
      value(await projectAgreement(project, task)),
    );
    return [agreement.counts.used, hiddenReadings, progress.map((one) => one.submittedAt.length)];
  };
  read('anna', 'C001');
  read('anna', 'C002');
  read('bert', 'C001');
  expect(await seenBy('lead')).toEqual([3, 0, [2, 1]]);
  expect(await seenBy('bert')).toEqual([2, 1, [1, 1]]);
  value(projects.signIn('lead', ''));
  const broken = await projectAgreement(project, () => Promise.reject(new Error('no memory')));
  expect(broken).toEqual({
    ok: false,
    problem: 'The agreement could not be computed (no memory). Open the page again.',
  });
});
