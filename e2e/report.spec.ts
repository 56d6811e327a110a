import { execFileSync, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { readTruth } from '../scripts/phantom/read-truth';
import { parseReading } from '../shared/findings/parse-reading';
import type { Reading } from '../shared/findings/reading';
import { formatUncertainty, formatValue } from '../shared/geometry/measurements/format-value';
import { accessibilityFindings } from './support/accessibility';
import { answerSaveDialog } from './support/dialogs';
import { phantomFolder } from './support/launch';
import { ReadingRoom } from './support/reading-room';
import { expect, test } from './support/test';

const hasPdfTools = spawnSync('pdftotext', ['-v']).error === undefined;

/** The words of a PDF file in the order in which they were written, and its pages. */
function readPdf(file: string): { text: string; pages: number } {
  const text = execFileSync('pdftotext', ['-raw', file, '-'], { encoding: 'utf8' });
  const info = execFileSync('pdfinfo', [file], { encoding: 'utf8' });
  return { text: text.replace(/\s+/g, ' '), pages: Number(/^Pages:\s+(\d+)/m.exec(info)?.[1]) };
}

function readingIn(file: string): Reading {
  const parsed = parseReading(JSON.parse(readFileSync(file, 'utf8')));
  if ('problem' in parsed) throw new Error(parsed.problem);
  return parsed.reading;
}

/** Rows of values as a report writes them. */
function valuesOf(reading: Reading): string[] {
  return reading.fractures.flatMap(({ measurements }) =>
    measurements
      .filter(({ value }) => value !== null)
      .map((one) => {
        const spread = formatUncertainty(one);
        return `${one.method} ${formatValue(one)}${spread === null ? '' : ` ± ${spread}`}`;
      }),
  );
}

test('a report is one page with the values of the document, without names until they are asked for', async ({
  launch,
  workFolder,
}, testInfo) => {
  test.setTimeout(600_000);
  const truth = readTruth(phantomFolder, 'a-t12-superior');
  const { app, page } = await launch({ open: [path.join(phantomFolder, 'a-t12-superior')] });
  const room = new ReadingRoom(page);
  await room.waitForImages();
  await room.readCase(truth);

  const pdf = testInfo.outputPath('report.pdf');
  const html = testInfo.outputPath('report.html');
  const sheet = page.getByRole('dialog', { name: 'Report of this reading' });
  const save = async (format: 'PDF' | 'HTML', file: string) => {
    await answerSaveDialog(app, file);
    await sheet.getByText(format, { exact: true }).click();
    await sheet.getByRole('button', { name: `Save as ${format}…` }).click();
    await expect(sheet.getByRole('status', { name: 'Report of this reading' })).toHaveText(
      `Saved as ${path.basename(file)}`,
    );
  };

  await room.key('Control+r');
  await expect(sheet.getByRole('status', { name: 'Report of this reading' })).toHaveText('');
  await expect(sheet.getByRole('region', { name: 'Preview of the report' })).toContainText('DRAFT');
  await save('HTML', html);
  expect(readFileSync(html, 'utf8')).toContain('DRAFT');
  await page.keyboard.press('Escape');
  await expect(sheet).toBeHidden();
  await room.submit();

  const findings = path.join(workFolder, 'findings.json');
  await answerSaveDialog(app, findings);
  await room.exportFindings();
  const reading = readingIn(findings);
  const values = valuesOf(reading);
  expect(values.length).toBeGreaterThan(10);

  await page.getByRole('button', { name: 'Report', exact: true }).click();
  const preview = sheet.getByRole('region', { name: 'Preview of the report' });
  await expect(preview.getByRole('img')).toHaveCount(2);
  await expect(preview).not.toContainText('DRAFT');
  expect(await accessibilityFindings(page)).toEqual([]);
  await page.screenshot({ path: testInfo.outputPath('report-sheet.png') });
  await save('HTML', html);
  await save('PDF', pdf);

  const document = readFileSync(html, 'utf8');
  expect(document).not.toMatch(/Phantom\^|PHANTOM-|Phantom, |DRAFT/);
  for (const picture of document.match(/<image [^>]*href="[^"]{0,40}/g) ?? [])
    expect(picture).toContain('data:image/png;base64,');
  if (hasPdfTools) {
    const { text, pages } = readPdf(pdf);
    expect(pages).toBe(1);
    for (const value of values) expect(text).toContain(value);
    expect(text).toContain(reading.reader.id);
    expect(text).toContain('For research and decision support; not a diagnosis.');
    expect(text).toMatch(/E2 Pre-operative posterior rim.*E14 Counter-evidence/);
    expect(text).not.toMatch(/Phantom\^|PHANTOM-|DRAFT/);
  }

  const letter = testInfo.outputPath('letter.pdf');
  await sheet.getByText('Letter', { exact: true }).click();
  await save('PDF', letter);
  if (hasPdfTools) expect(readPdf(letter).pages).toBe(1);
  await sheet.getByText('A4', { exact: true }).click();

  await sheet.getByRole('checkbox', { name: /^Add the patient’s name/ }).check();
  await expect(sheet.getByRole('alert')).toContainText('The file will name the patient.');
  const named = testInfo.outputPath('named.pdf');
  await save('PDF', named);
  if (hasPdfTools) {
    const { text, pages } = readPdf(named);
    expect(pages).toBe(1);
    expect(text).toMatch(/Patient ID PHANTOM-/);
  }
  await page.keyboard.press('Escape');
  await expect(sheet).toBeHidden();
  await room.key('Control+r');
  await expect(sheet.getByRole('checkbox', { name: /^Add the patient’s name/ })).not.toBeChecked();

  // The file as it is opened in a browser: axe finds nothing serious in it.
  await page.keyboard.press('Escape');
  await page.evaluate((markup) => {
    const parsed = new DOMParser().parseFromString(markup, 'text/html');
    window.document.body.replaceChildren(...parsed.body.childNodes, ...parsed.querySelectorAll('style'));
  }, document);
  expect(await accessibilityFindings(page)).toEqual([]);
});
