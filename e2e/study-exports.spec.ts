import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'csv-parse/sync';
import { fromJsonText } from '../shared/ipc/json-text';
import { answerOpenDialog, answerSaveDialog } from './support/dialogs';
import { phantomFolder, projectRoot, temporaryFolder } from './support/launch';
import { ProjectDesk } from './support/project';
import { readReport } from './support/read-report';
import { ask, makeProject, readAllCases } from './support/reader-study';
import { expect, test } from './support/test';

const phantoms = ['a-t12-superior', 'c-l1-wedge-intact'];

function rimReader(...parameters: string[]): { status: number | null; stdout: string; stderr: string } {
  return spawnSync('node', ['cli/rim-reader.mjs', ...parameters], {
    cwd: projectRoot,
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  });
}

test('two machines read one study, and everything leaves it without a name', async ({
  launch,
  workFolder,
}) => {
  test.setTimeout(300_000);
  const first = await launch({});
  const { app, page } = first;
  await makeProject(
    first,
    workFolder,
    [
      { code: 'lead', roles: ['coordinator'] },
      { code: 'anna', roles: ['reader'] },
      { code: 'bert', roles: ['reader'] },
    ],
    phantoms,
  );
  await ask(page, 'project:close');
  const project = path.join(workFolder, 'project');
  const copy = path.join(workFolder, 'copy');
  cpSync(project, copy, { recursive: true });
  const sent = path.join(workFolder, 'bert.ndjson');

  await test.step('bert reads on another machine and sends a package', async () => {
    const data = temporaryFolder('other');
    const second = await launch({ userData: data.path });
    await answerOpenDialog(second.app, [copy]);
    await ask(second.page, 'project:open');
    await ask(second.page, 'project:signIn', { code: 'bert', pin: '' });
    await answerOpenDialog(second.app, [path.join(workFolder, 'key table.json')]);
    await ask(second.page, 'project:chooseKeyTable');
    await expect
      .poll(async () =>
        fromJsonText(await ask(second.page, 'project:worklist')).rows.map((row) => row.hindrance),
      )
      .toEqual([null, null]);
    await readAllCases(second.page, 'bert', phantoms, (reading) => reading);
    await ask(second.page, 'project:signIn', { code: 'bert', pin: '' });
    await second.page.reload();
    const desk = new ProjectDesk(second);
    await desk.show('Exchange');
    await expect(second.page.getByRole('button', { name: 'Export readings…' })).toBeVisible();
    await expect(second.page.getByRole('region', { name: 'DICOM SR' })).toHaveCount(0);
    await answerSaveDialog(second.app, sent);
    await second.page.getByRole('button', { name: 'Export a package…' }).click();
    await desk.said('Exported to bert.ndjson.');
    await second.close();
    data.dispose();
  });

  await answerOpenDialog(app, [project]);
  await ask(page, 'project:open');
  await readAllCases(page, 'anna', phantoms, (reading) => reading);
  await ask(page, 'project:signIn', { code: 'lead', pin: '' });
  await page.reload();
  const desk = new ProjectDesk(first);

  await test.step('the package is imported once, and said to be known the second time', async () => {
    await desk.show('Exchange');
    await answerOpenDialog(app, [sent]);
    const totals = page.getByRole('status', { name: 'Totals' });
    await page.getByRole('button', { name: 'Import a package…' }).click();
    await expect(totals).toHaveText('2 new · 0 identical · 0 conflicting · 0 refused');
    await page.getByRole('button', { name: 'Import a package…' }).click();
    await expect(totals).toHaveText('0 new · 2 identical · 0 conflicting · 0 refused');
  });

  const uidsOfPhantoms = phantoms.map((name) => {
    const truth = readFileSync(path.join(phantomFolder, name, 'truth.json'), 'utf8');
    const uids = truth.matchAll(/"(?:studyInstanceUid|sopInstanceUid)": *"([^"]+)"/g);
    return new Set([...uids].map(([, uid]) => uid ?? ''));
  });
  const identifying = uidsOfPhantoms.flatMap((uids) => [...uids]);
  expect(identifying.length).toBeGreaterThan(0);
  const files = {
    'csv-wide': 'study-wide.csv',
    'csv-long': 'study-long.csv',
    ndjson: 'study.ndjson',
    json: 'study.json',
  } as const;

  await test.step('every form is written, under case ids alone', async () => {
    for (const [format, name] of Object.entries(files)) {
      await answerSaveDialog(app, path.join(workFolder, name));
      await page.getByRole('combobox', { name: 'Format of the export' }).selectOption(format);
      await page.getByRole('button', { name: 'Export readings…' }).click();
      await desk.said(name);
      const written = readFileSync(path.join(workFolder, name), 'utf8');
      for (const uid of identifying) expect(written, `${name} names ${uid}`).not.toContain(uid);
    }
    const rows: Record<string, string>[] = parse(
      readFileSync(path.join(workFolder, files['csv-wide']), 'utf8'),
      { bom: true, columns: true },
    );
    expect(rows).toHaveLength(4);
    expect(rows.map((row) => row.reader_id).toSorted()).toEqual(['anna', 'anna', 'bert', 'bert']);
    expect(new Set(rows.map((row) => row.case_id)).size).toBe(2);
    const documents = readFileSync(path.join(workFolder, files.ndjson), 'utf8').trim().split('\n');
    expect(documents).toHaveLength(4);
  });

  await test.step('after a warning the coordinator takes reports that name the images', async () => {
    const reports = path.join(workFolder, 'reports');
    mkdirSync(reports);
    await answerOpenDialog(app, [reports]);
    await page.getByRole('region', { name: 'DICOM SR' }).getByRole('button').click();
    const question = page.getByRole('dialog', { name: 'Export reports that lead to the patients?' });
    await expect(question.getByRole('alert')).toContainText('these reports are not pseudonymous');
    await expect(question.getByRole('button', { name: 'Cancel' })).toBeFocused();
    await question.getByRole('button', { name: 'Choose the folder…' }).click();
    await expect(page.getByRole('button', { name: 'Stop' })).toBeVisible();
    await expect(page.getByRole('status', { name: 'Done' })).toContainText(
      '4 reports written to the folder “reports”.',
      { timeout: 60_000 },
    );
    const names = readdirSync(reports).sort();
    expect(names).toEqual(
      ['C001', 'C002'].flatMap((id) => ['anna', 'bert'].map((code) => `${id}_${code}_revision-1.dcm`)),
    );
    const studies = names.map((name) => {
      const { patientId, studyInstanceUid, images } = readReport(path.join(reports, name));
      expect(name).toContain(patientId);
      const uids = uidsOfPhantoms.find((one) => one.has(studyInstanceUid ?? ''));
      expect(images.length).toBeGreaterThan(0);
      for (const { sopInstanceUid } of images) expect(uids).toContain(sopInstanceUid);
      return studyInstanceUid;
    });
    expect(new Set(studies).size).toBe(2);
    const documents = path.join(workFolder, files.ndjson);
    const again = path.join(workFolder, 'reports of the command line');
    const images = ['--dicom', ...phantoms.map((name) => path.join(phantomFolder, name))];
    const key = ['--key-table', path.join(workFolder, 'key table.json')];
    const made = rimReader('export', documents, '--format', 'sr', '--output', again, ...images, ...key);
    expect(made).toMatchObject({ status: 0, stderr: expect.stringMatching(/^Warning: .*\n$/) });
    for (const name of names)
      expect(readFileSync(path.join(again, name)).equals(readFileSync(path.join(reports, name)))).toBe(true);
  });

  await test.step('the command line makes the same of the documents', async () => {
    const documents = path.join(workFolder, files.ndjson);
    const valid = rimReader('validate', documents);
    expect(valid.stdout + valid.stderr).toContain('ok (4 readings)');
    const table = rimReader('export', documents, '--format', 'csv-wide');
    const own = parse(table.stdout, { bom: true });
    const ofApp = parse(readFileSync(path.join(workFolder, files['csv-wide']), 'utf8'), { bom: true });
    expect(own).toEqual(ofApp);
    const agreement = JSON.parse(rimReader('agreement', documents, '--json').stdout);
    expect(JSON.stringify(agreement)).toContain('anna');
    expect(agreement.pairs?.[0]?.readers ?? agreement.agreement?.pairs?.[0]?.readers).toEqual([
      'anna',
      'bert',
    ]);
  });

  await test.step('the trail is whole, and a change of one letter is found', async () => {
    const trail = path.join(workFolder, 'trail.ndjson');
    await desk.show('Audit trail');
    await answerSaveDialog(app, trail);
    await page.getByRole('button', { name: 'Export the trail…' }).click();
    await desk.said('trail.ndjson');
    expect(rimReader('verify-audit', trail).status).toBe(0);
    expect(readFileSync(trail, 'utf8')).toContain('readings-exported');
    expect(readFileSync(trail, 'utf8')).toContain(
      '4 readings exported as DICOM SR with the UIDs of the images',
    );
    const changed = path.join(workFolder, 'changed.ndjson');
    writeFileSync(changed, readFileSync(trail, 'utf8').replace('4 readings exported', '3 readings exported'));
    expect(rimReader('verify-audit', changed).status).toBe(1);
    await ask(page, 'project:close');
    expect(rimReader('verify-audit', project).status).toBe(0);
  });
});
