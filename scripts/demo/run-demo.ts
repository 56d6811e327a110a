import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { expect, type Page } from '@playwright/test';
import { type Actions, countActions } from '../../e2e/support/count-actions';
import { answerSaveDialog } from '../../e2e/support/dialogs';
import { launchApp, phantomFolder, temporaryFolder } from '../../e2e/support/launch';
import { PractisedReader } from '../../e2e/support/practised-reading';
import { ReadingRoom } from '../../e2e/support/reading-room';
import { parseReading } from '../../shared/findings/parse-reading';
import type { Reading } from '../../shared/findings/reading';
import { phantomCases } from '../phantom/cases';
import { readTruth } from '../phantom/read-truth';
import type { Truth } from '../phantom/truth';
import { compareWithTruth } from './compare-with-truth';

const usage = `Usage: npm run demo -- --out DIR [--case NAME]
       npm run demo -- --list

Reads a phantom case through the interface of the real app, as a person would, and compares what was measured with
what is true of the phantom. Writes findings.json, risk.json and screenshots to DIR; the last line is one JSON object.
Its "actions" are the presses of keys and mouse buttons: of this thorough reading, and, for a case with one fracture, of a
practised reader who enters no more than a reading needs.
Exit code 0: every value within one in-plane pixel (mm), 2 degrees, 3 percentage points; 1: not; 2: wrong arguments.`;

const { values } = parseArgs({
  options: {
    out: { type: 'string' },
    case: { type: 'string', default: phantomCases[0]?.name },
    list: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});

/** Reads one case in a fresh data folder and returns the exported findings. */
async function readCase(truth: Truth, folder: string): Promise<{ reading: Reading; actions: number }> {
  const data = temporaryFolder('demo');
  const findingsFile = path.join(folder, 'findings.json');
  const screenshots = path.join(folder, 'screenshots');
  mkdirSync(screenshots, { recursive: true });
  let taken = 0;
  let actions = 0;
  const screenshot = async (page: Page, name: string): Promise<void> => {
    taken += 1;
    const file = `${String(taken).padStart(2, '0')}-${name.replace(/\W+/g, '-').toLowerCase()}.png`;
    await page.screenshot({ path: path.join(screenshots, file) });
    process.stderr.write(`${truth.case}: ${name}\n`);
  };
  const running = await launchApp({ userData: data.path, bundled: phantomFolder });
  try {
    const { app, page } = running;
    await answerSaveDialog(app, findingsFile);
    const room = new ReadingRoom(page);
    const description = `Phantom ${truth.case.charAt(0).toUpperCase()} · ${truth.title}`;
    const study = page
      .getByRole('list', { name: 'Studies', exact: true })
      .getByRole('button', { name: description });
    await expect(study).toBeVisible({ timeout: 60_000 });
    await screenshot(page, 'library');
    const counted = await countActions(page);
    await room.openStudy(description);
    await screenshot(page, 'opened');
    await room.readCase(truth, (name) => screenshot(page, name));
    await expect.poll(() => room.missing(), { message: 'what is missing' }).toEqual([]);
    await room.submit();
    actions = sum(await counted());
    await screenshot(page, 'submitted');
    await room.exportFindings();
    await screenshot(page, 'exported');
  } catch (error) {
    await running.page.screenshot({ path: path.join(screenshots, 'failed.png') }).catch(() => undefined);
    process.stderr.write(running.log.slice(-20).join('\n'));
    throw error;
  } finally {
    await running.close();
    data.dispose();
  }
  const parsed = parseReading(JSON.parse(readFileSync(findingsFile, 'utf8')));
  if ('problem' in parsed) throw new Error(parsed.problem);
  return { reading: parsed.reading, actions };
}

/** The acts of a practised reader from the library to the submitted reading; null where a case has not one fracture. */
async function countPractised(truth: Truth): Promise<number | null> {
  if (truth.fractures.length !== 1) return null;
  const data = temporaryFolder('demo');
  const running = await launchApp({ userData: data.path, bundled: phantomFolder });
  try {
    const { page } = running;
    const reader = new PractisedReader(page);
    const named = (letter: string) => new RegExp(`Phantom ${letter} · `);
    await reader.chooseFreehand(named('D'));
    const counted = await countActions(page);
    await reader.read(truth, named(truth.case.charAt(0).toUpperCase()));
    return sum(await counted());
  } finally {
    await running.close();
    data.dispose();
  }
}

const sum = ({ clicks, keys }: Actions) => clicks + keys;

async function main(): Promise<number> {
  if (values.help) {
    process.stdout.write(`${usage}\n`);
    return 0;
  }
  if (values.list) {
    for (const { name } of phantomCases) process.stdout.write(`${name}\n`);
    return 0;
  }
  const known = phantomCases.find(({ name }) => name === values.case);
  if (values.out === undefined || known === undefined) {
    process.stderr.write(known === undefined ? `There is no case ${values.case}.\n${usage}\n` : `${usage}\n`);
    return 2;
  }
  const folder = path.resolve(values.out);
  mkdirSync(folder, { recursive: true });
  const truth = readTruth(phantomFolder, known.name);
  const { reading, actions } = await readCase(truth, folder);
  writeFileSync(path.join(folder, 'risk.json'), `${JSON.stringify(reading.risk, null, 2)}\n`);
  const result = compareWithTruth(truth, reading);
  const counts = { thorough: actions, practised: await countPractised(truth) };
  process.stdout.write(`${JSON.stringify({ ...result, actions: counts })}\n`);
  return result.ok ? 0 : 1;
}

process.exitCode = await main();
