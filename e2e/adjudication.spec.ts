import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Reading } from '../shared/findings/reading';
import { fromJsonText } from '../shared/ipc/json-text';
import { accessibilityFindings } from './support/accessibility';
import { answerSaveDialog } from './support/dialogs';
import { ask, asSeenByTheOther, makeProject, readAllCases } from './support/reader-study';
import { ReadingRoom } from './support/reading-room';
import { expect, test } from './support/test';

const phantoms = ['a-t12-superior', 'b-l2-left-foramen', 'c-l1-wedge-intact', 'e-two-fractures'];
const screens = process.env.RIM_SCREENS;

/** What the first reader saw: the truth. */
const asItIs = (reading: Reading) => reading;

/** Cohen's kappa of pairs of answers, from its definition. */
function kappaOf(pairs: readonly (readonly [string, string])[]): number {
  const categories = [...new Set(pairs.flat())];
  const share = (is: (pair: readonly [string, string]) => boolean) => pairs.filter(is).length / pairs.length;
  const observed = share(([a, b]) => a === b);
  const expected = categories.reduce(
    (sum, one) => sum + share(([a]) => a === one) * share(([, b]) => b === one),
    0,
  );
  return (observed - expected) / (1 - expected);
}

/** ICC(2,1) of two readers from the mean squares of Shrout and Fleiss (1979). */
function agreementIcc(rows: readonly (readonly [number, number])[]): number {
  const n = rows.length;
  const mean = (values: readonly number[]) => values.reduce((sum, one) => sum + one, 0) / values.length;
  const grand = mean(rows.flat());
  const columns = [0, 1].map((column) => mean(rows.map((row) => row[column] ?? Number.NaN)));
  const between = (2 * rows.reduce((sum, row) => sum + (mean(row) - grand) ** 2, 0)) / (n - 1);
  const readers = n * columns.reduce((sum, one) => sum + (one - grand) ** 2, 0);
  const residual =
    rows
      .flatMap((row) => row.map((one, column) => one - mean(row) - (columns[column] ?? Number.NaN) + grand))
      .reduce((sum, one) => sum + one ** 2, 0) /
    (n - 1);
  return (between - residual) / (between + residual + (2 * (readers - residual)) / n);
}

test('an adjudicator decides between two readings, and their agreement is shown', async ({
  launch,
  workFolder,
}) => {
  test.setTimeout(300_000);
  const { app, page, log } = await launch({});
  await makeProject(
    { app, page },
    workFolder,
    [
      { code: 'lead', roles: ['coordinator', 'adjudicator'] },
      { code: 'anna', roles: ['reader'] },
      { code: 'bert', roles: ['reader'] },
    ],
    phantoms,
  );
  const first = await readAllCases(page, 'anna', phantoms, asItIs);
  const second = await readAllCases(page, 'bert', phantoms, asSeenByTheOther);
  const pairs = first.flatMap(({ truth, reading }) => {
    const other = second.find((one) => one.truth.case === truth.case)?.reading;
    return reading.fractures.map((fracture) => ({
      caseId: reading.project?.caseId ?? '',
      phantom: truth.case,
      anna: fracture,
      bert: other?.fractures.find(({ level }) => level === fracture.level),
    }));
  });
  const caseA = pairs.find(({ phantom }) => phantom.startsWith('a'))?.caseId ?? '';

  await ask(page, 'project:signIn', { code: 'lead', pin: '' });
  await page.reload();
  const take = async (name: string): Promise<void> => {
    if (screens === undefined) return;
    for (const [width, height] of [
      [1440, 900],
      [1920, 1080],
    ] as const) {
      await app.evaluate(
        ({ BrowserWindow }, size) => BrowserWindow.getAllWindows()[0]?.setContentSize(...size),
        [width, height] as [number, number],
      );
      await page.waitForTimeout(1200);
      await page.screenshot({ path: path.join(screens, `${name}-${width}x${height}.png`) });
    }
  };

  // The agreement of both, before anything is adjudicated.
  await page.getByRole('tab', { name: 'Agreement' }).click();
  const answers = page.getByRole('table', { name: 'Answers' });
  const row = (name: string) => answers.getByRole('row', { name: new RegExp(`^${name} fracture`) });
  const kappa = kappaOf(pairs.map(({ anna, bert }) => [anna.rim.status, bert?.rim.status ?? '']));
  await expect(row('rim status').getByRole('cell').nth(4)).toHaveText(new RegExp(`^${kappa.toFixed(2)}`));
  const retropulsion = (of: Reading['fractures'][number] | undefined) =>
    of?.measurements.find(({ method }) => method === 'RETRO-ADJ')?.value ?? Number.NaN;
  const icc = agreementIcc(pairs.map(({ anna, bert }) => [retropulsion(anna), retropulsion(bert)]));
  const values = page
    .getByRole('table', { name: 'Measurements' })
    .getByRole('row', { name: /^retropulsion, RETRO-ADJ/ });
  await expect(values.getByRole('cell').nth(4)).toHaveText(new RegExp(`^${icc.toFixed(2)}`));
  await expect(page.getByText(/\bNaN\b/)).toHaveCount(0);
  // The page scrolls below its header, and only that.
  await page.getByRole('figure').first().hover();
  await page.mouse.wheel(0, 20_000);
  await expect(page.getByRole('table').last().getByRole('row').last()).toBeInViewport();
  await expect(page.getByRole('tab', { name: 'Worklist' })).toBeInViewport();
  await page.mouse.wheel(0, -20_000);
  await page.getByRole('button', { name: 'anna intact, bert disrupted: 1' }).press('Enter');
  await expect(page.getByText(/anna: intact, bert: disrupted: 1 case/)).toBeVisible();
  expect(await accessibilityFindings(page)).toEqual([]);
  await take('agreement');

  // Figures and tables as files.
  const figure = path.join(workFolder, 'figure.svg');
  await answerSaveDialog(app, figure);
  await page.getByRole('button', { name: /^Bland–Altman: .*save as SVG/ }).click();
  await expect(page.getByRole('status', { name: 'Agreement' })).toHaveText('Saved as figure.svg.');
  const svg = readFileSync(figure, 'utf8');
  expect(svg).toMatch(/^<svg[^>]* width="548"/);
  expect(svg).not.toMatch(/var\(|tabindex|role=/);
  expect(svg.match(/<circle/g)).toHaveLength(pairs.length);
  await answerSaveDialog(app, path.join(workFolder, 'figure.png'));
  await page.getByRole('button', { name: /^Answers of both: .*save as PNG/ }).click();
  await expect(page.getByRole('status', { name: 'Agreement' })).toHaveText('Saved as figure.png.');
  const png = readFileSync(path.join(workFolder, 'figure.png'));
  expect(png.subarray(1, 4).toString()).toBe('PNG');
  expect(png.readUInt32BE(16)).toBeGreaterThan(600);
  await answerSaveDialog(app, path.join(workFolder, 'answers.csv'));
  await page.getByRole('button', { name: 'Answers: save as CSV' }).click();
  await expect(page.getByRole('status', { name: 'Agreement' })).toHaveText('Saved as answers.csv.');
  const csv = readFileSync(path.join(workFolder, 'answers.csv'), 'utf8').split('\r\n');
  const column = (csv[0] ?? '').split(',').indexOf('kappa');
  const rimRow = csv.find((line) => line.startsWith('rim status,'))?.split(',') ?? [];
  expect(Number(rimRow[column])).toBeCloseTo(kappa, 12);

  // The coordinator looks at both readings side by side before anybody has decided; nothing can be taken or changed.
  const room = new ReadingRoom(page);
  const differences = page.getByRole('region', { name: 'Differences' });
  const marks = (label: string) => page.locator(`g[data-reader="${label}"]`);
  // The figure of progress leads to the cases of a reader in a state, each of which opens.
  await page.getByRole('group', { name: 'bert' }).getByRole('button', { name: 'submitted 4' }).press('Enter');
  await expect(page.getByRole('combobox', { name: 'Readings of' }).locator('option:checked')).toHaveText(
    'bert',
  );
  await expect(page.getByRole('status', { name: 'Lines shown' })).toHaveText('4 of 4');
  expect(await accessibilityFindings(page)).toEqual([]);
  await take('worklist-of-reader');
  await page.getByRole('row', { name: new RegExp(`^${caseA} to adjudicate`) }).click();
  await room.waitForImages();
  await expect(page.getByRole('heading', { name: `Readings of case ${caseA}` })).toBeVisible();
  await expect(page.getByRole('region', { name: 'Case' })).toContainText('readings A, B, only looked at');
  await expect(page.getByText(/\b(anna|bert)\b/)).toHaveCount(0);
  await differences.getByRole('button', { name: 'Pattern: show on the images' }).click();
  await expect(marks('A').first()).toBeVisible();
  await expect(marks('B').first()).toBeVisible();
  await expect(page.getByRole('button', { name: /^(Take|Read anew|Submit|Re-open)/ })).toHaveCount(0);
  expect(await accessibilityFindings(page)).toEqual([]);
  await take('looked-at');
  await page.keyboard.press('Alt+a');
  await page.keyboard.press('Alt+d');
  await page.keyboard.press('Alt+d');
  await expect(page.getByRole('tab', { name: 'Reading B', selected: true })).toBeVisible();
  await expect(page.getByRole('button', { name: /^(Submit|Re-open)/ })).toHaveCount(0);
  await take('looked-at-form');
  await page.keyboard.press('Alt+ArrowLeft');
  await expect(page.getByRole('status', { name: 'Lines shown' })).toHaveText('4 of 4');
  await expect(page.getByRole('row', { name: new RegExp(`^${caseA} to adjudicate`) })).toBeVisible();
  expect(fromJsonText(await ask(page, 'project:audit', null)).map(({ action }) => action)).not.toContain(
    'reading-reopened',
  );
  await page.getByRole('tab', { name: 'Agreement' }).click();

  // A point opens its case, as the one who decides has it.
  await page.getByRole('button', { name: new RegExp(`^${caseA} T12: mean .* difference`) }).press('Enter');
  await room.waitForImages();
  await expect(page.getByRole('heading', { name: `Adjudication of case ${caseA}` })).toBeVisible();
  const names = page.getByText(/\b(anna|bert)\b/);
  await expect(names).toHaveCount(0);

  // Both readings lie on the images, told apart by letter and pattern, and can be put away.
  await expect(marks('A').first()).toBeVisible();
  await page.getByRole('button', { name: 'Reading A on the images' }).click();
  await expect(marks('A')).toHaveCount(0);
  await page.keyboard.press('Shift+A');
  await expect(marks('A').first()).toBeVisible();
  await expect(differences.getByRole('button', { name: 'Pattern: show on the images' })).toBeVisible();
  await expect(differences.getByText('RETRO-ADJ')).toBeVisible();
  await differences.getByRole('button', { name: /^retropulsion: show on the images/ }).click();
  expect(await accessibilityFindings(page)).toEqual([]);
  await take('adjudication');

  // A second window draws them alike, and puts away what is put away.
  const opened = app.waitForEvent('window');
  await page.keyboard.press('Shift+F11');
  const beside = await opened;
  await new ReadingRoom(beside).waitForImages();
  await beside.getByRole('combobox', { name: 'Stack in the active viewport' }).selectOption('T1 sagittal');
  const drawn = (label: string) => beside.locator(`g[data-reader="${label}"]`);
  for (const label of ['A', 'B']) {
    const colour = (element: Element) => getComputedStyle(element).getPropertyValue('--reader');
    await expect(drawn(label).locator('polyline, path, line').first()).toBeVisible();
    expect(await drawn(label).first().evaluate(colour)).toBe(await marks(label).first().evaluate(colour));
  }
  if (screens !== undefined)
    await beside.screenshot({ path: path.join(screens, 'adjudication-second-window.png') });
  await page.keyboard.press('Shift+B');
  await expect(drawn('B')).toHaveCount(0);
  await expect(drawn('A').first()).toBeVisible();
  await page.keyboard.press('Shift+B');
  await expect(drawn('B').first()).toBeVisible();
  await beside.close();

  // Everything of A, one part of B, one part read anew.
  await page.getByRole('button', { name: 'Take everything of A' }).click();
  await expect(page.getByText('every difference decided')).toBeVisible();
  await differences.getByRole('button', { name: /^Take B: Pattern, / }).click();
  await differences.getByRole('button', { name: 'Bone marrow oedema: show on the images' }).press('Enter');
  await page.keyboard.press('Alt+b');
  await expect(differences.getByRole('button', { name: /^Take B: Bone marrow oedema, / })).toHaveAttribute(
    'aria-pressed',
    'true',
  );
  await page.keyboard.press('Control+z');
  await expect(differences.getByRole('button', { name: /^Take A: Bone marrow oedema, / })).toHaveAttribute(
    'aria-pressed',
    'true',
  );
  await differences.getByRole('button', { name: 'Read anew: Confidence in the rim' }).click();
  await room.choose('Rim confidence', '3');
  await page.getByRole('tab', { name: 'Differences' }).click();
  await expect(differences.getByText('own: 3')).toBeVisible();
  await take('adjudication-decided');
  await page.keyboard.press('Control+Enter');
  await expect(page.getByText(/^Submitted/)).toBeVisible();

  // The third record cites both, and the case is adjudicated.
  const { rows } = fromJsonText(await ask(page, 'project:worklist'));
  expect(rows.find((one) => one.caseId === caseA && one.role === 'adjudicator')?.state).toBe('adjudicated');
  const { studyInstanceUid = '' } = first.find(({ truth }) => truth.case.startsWith('a'))?.truth ?? {};
  const { reading: record } = await ask(page, 'reading:openForStudy', studyInstanceUid);
  expect(record.adjudicates.map(({ label }) => label)).toEqual(['A', 'B']);
  expect(record.status).toBe('submitted');
  expect(record.fractures[0]?.rim.confidence).toBe(3);

  // Beside the differences it is re-opened, for a reason.
  await page.getByRole('button', { name: /^Re-open/ }).click();
  await page.getByRole('textbox', { name: 'Reason for the new revision' }).fill('oedema looked at again');
  await page.keyboard.press('Enter');
  await differences.getByRole('button', { name: /^Take B: Bone marrow oedema, / }).click();
  await expect(differences.getByRole('button', { name: /^Take B: Bone marrow oedema, / })).toHaveAttribute(
    'aria-pressed',
    'true',
  );
  // Images still asked for when their case was closed are refused, as they must be.
  const faults = log.filter((line) => line.includes('page error') && !line.includes('status of 404'));
  expect(faults).toEqual([]);
});
