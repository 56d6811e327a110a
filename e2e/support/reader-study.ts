import { mkdirSync } from 'node:fs';
import path from 'node:path';
import type { ElectronApplication, Page } from '@playwright/test';
import { readTruth } from '../../scripts/phantom/read-truth';
import type { Truth } from '../../scripts/phantom/truth';
import type { ProjectRole } from '../../shared/cohort/project';
import {
  setContext,
  setLandmark,
  setPattern,
  setRimCell,
  setRimConfidence,
  submit,
} from '../../shared/findings/edits';
import { applyEdits } from '../../shared/findings/example-reading';
import type { Reading } from '../../shared/findings/reading';
import {
  type Bridge,
  type Channel,
  emptyViewState,
  type Outcome,
  type Replies,
  type Request,
} from '../../shared/ipc/contract';
import { fromJsonText } from '../../shared/ipc/json-text';
import { answerOpenDialog, answerSaveDialog } from './dialogs';
import { phantomFolder } from './launch';
import { truthReading } from './truth-reading';

declare global {
  interface Window {
    rimReader: Bridge;
  }
}

/** Asks the main process as the interface does; throws where it refuses. */
export async function ask<C extends Channel>(
  page: Page,
  channel: C,
  request?: Request<C>,
): Promise<Replies[C] extends Outcome<infer T> ? T : never> {
  const outcome: unknown = await page.evaluate(
    ([name, content]) => Reflect.apply(window.rimReader.invoke, window.rimReader, [name, content]),
    [channel, request] as const,
  );
  const { ok, value, problem } = outcome as { ok: boolean; value: never; problem: string };
  if (!ok) throw new Error(`${channel}: ${problem}`);
  return value;
}

/** A person of a project made for a test. */
export interface Person {
  code: string;
  roles: ProjectRole[];
}

/** Makes a project with these phantoms as its cases; the first person, its coordinator, is signed in. */
export async function makeProject(
  { app, page }: { app: ElectronApplication; page: Page },
  folder: string,
  people: readonly [Person, ...Person[]],
  phantoms: readonly string[],
): Promise<void> {
  const project = path.join(folder, 'project');
  mkdirSync(project);
  await answerOpenDialog(app, [project]);
  await answerSaveDialog(app, path.join(folder, 'key table.json'));
  const [coordinator, ...others] = people;
  const person = ({ code, roles }: Person) => ({ code, roles, name: '', isActive: true });
  await ask(page, 'project:create', { title: 'Rim study', coordinator: person(coordinator) });
  for (const one of others) await ask(page, 'project:saveReader', person(one));
  await answerOpenDialog(
    app,
    phantoms.map((name) => path.join(phantomFolder, name)),
  );
  const plan = await ask(page, 'project:planCases', 'folders');
  if (plan === null) throw new Error('the dialog was closed');
  await ask(page, 'project:addCases', plan.planId);
}

/**
 * Reads every case that is left to read at present as a reader of the project and submits it; `change` makes of the truth
 * what this reader saw.
 */
export async function readAllCases(
  page: Page,
  reader: string,
  phantoms: readonly string[],
  change: (reading: Reading, truth: Truth) => Reading,
): Promise<{ truth: Truth; reading: Reading }[]> {
  await ask(page, 'project:signIn', { code: reader, pin: '' });
  const truths = phantoms.map((name) => readTruth(phantomFolder, name));
  const { rows } = fromJsonText(await ask(page, 'project:worklist'));
  const toRead = rows.filter(
    ({ role, hindrance, state }) =>
      role === 'reader' && hindrance === null && (state === 'not-started' || state === 'draft'),
  );
  const read: { truth: Truth; reading: Reading }[] = [];
  for (const { caseId, repeat } of toRead) {
    const { studyInstanceUid } = await ask(page, 'project:openCase', { caseId, repeat, role: 'reader' });
    const truth = truths.find((one) => one.studyInstanceUid === studyInstanceUid);
    if (truth === undefined) throw new Error(`case ${caseId} is no phantom`);
    const study = fromJsonText(await ask(page, 'library:study', studyInstanceUid));
    const { reading: draft } = await ask(page, 'reading:openForStudy', studyInstanceUid);
    const submitted = submit(change(truthReading(draft, truth, study), truth), new Date().toISOString());
    if (submitted.refused !== null)
      throw new Error(`${submitted.refused} ${submitted.missing.map(({ sentence }) => sentence).join(' ')}`);
    const reading = { ...submitted.reading, savedAt: new Date().toISOString() };
    await ask(page, 'reading:save', { reading, viewState: emptyViewState, change: 'submitted' });
    await ask(page, 'project:leaveCase');
    read.push({ truth, reading });
  }
  await ask(page, 'project:signOut');
  return read;
}

/** What a second reader saw of the phantoms: another pattern and oedema, and in two cases another rim; PI of the level above lower. */
export function asSeenByTheOther(reading: Reading, truth: Truth): Reading {
  return reading.fractures.reduce((seen, { level, landmarks, pattern }, index) => {
    const above = landmarks.find((one) => one.landmark === 'PI' && one.level !== level);
    const place = above?.point;
    const image = reading.study.images.find(
      (one) => one.sopInstanceUid === place?.sopInstanceUid && one.frame === place.frame,
    );
    if (above === undefined || place === undefined || image === undefined) throw new Error('no PI above');
    const [x, y, z] = place.lps;
    const shift = 0.4 + 1.1 * index + (truth.case.startsWith('a') ? 5 : 0);
    return applyEdits(seen, [
      (r) => setPattern(r, level, pattern === 'superior' ? 'central' : pattern),
      (r) => setRimConfidence(r, level, 5),
      (r) => setLandmark(r, level, above.level, 'PI', { point: { ...place, lps: [x, y + shift, z] }, image }),
      ...(truth.case.startsWith('c')
        ? [(r: Reading) => setRimCell(r, level, 'middle-central', 'interrupted')]
        : []),
      ...(truth.case.startsWith('a')
        ? [
            (r: Reading) => setContext(r, level, { oedema: 'absent' }),
            (r: Reading) => setRimCell(r, level, 'inferior-right', 'interrupted'),
          ]
        : []),
    ]);
  }, reading);
}
