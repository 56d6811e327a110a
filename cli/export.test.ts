import { spawn } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import dicomParser from 'dicom-parser';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newKeyTable, writeKeyTable } from '../electron/cohort/key-table';
import { pseudonymousUid } from '../electron/cohort/pseudonymous-uid';
import { withOtherUids } from '../electron/cohort/uid-maps';
import { decodeReport } from '../electron/export/structured-report/decode-report';
import { mrImageFile } from '../electron/ingest/testing/mr-image';
import { defaultProtocol } from '../shared/cohort/protocol';
import { codeBookCsv, codeBookMarkdown } from '../shared/export/code-book';
import { byteOrderMark } from '../shared/export/csv';
import { addFracture, setFracturePresence } from '../shared/findings/edits';
import { applyEdits, emptyReading, exampleImage, exampleReading } from '../shared/findings/example-reading';
import type { Reading } from '../shared/findings/reading';
import { exportFiles } from './export';
import { type CliFormatName, cliFormats } from './export-formats';

const folder = mkdtempSync(join(tmpdir(), 'rim-reader-export-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const first = exampleReading();
const second = {
  ...applyEdits(emptyReading(), [(r) => setFracturePresence(r, 'absent')]),
  readingId: '7a2c1f0a-3c55-4d7e-9b1d-0f6f6f7c2a11',
};
const list = join(folder, 'list.json');
const lines = join(folder, 'lines.ndjson');
const one = join(folder, 'one.json');

beforeAll(() => {
  writeFileSync(list, JSON.stringify([first, second]));
  writeFileSync(lines, `\uFEFF${JSON.stringify(first)}\r\n\n${JSON.stringify(second)}\n`);
  writeFileSync(one, JSON.stringify(first, null, 2));
});

/** Exports as the command line does, and what it printed. */
async function run(
  files: string[],
  name: CliFormatName,
  options: { output?: string; bom?: boolean; protocol?: string[]; dicom?: string[]; keyTable?: string } = {},
) {
  let output = '';
  let errors = '';
  const code = await exportFiles(
    files,
    cliFormats[name],
    { bom: true, ...options },
    {
      print: async (piece) => {
        output += String(piece);
      },
      say: (sentence) => {
        errors += `${sentence}\n`;
      },
    },
  );
  return { code, output, errors };
}

/** Runs the command line as a process of its own; `closeEarly` closes its output at once. */
function runProcess(argv: string[], options: { input?: string; closeEarly?: boolean } = {}) {
  const main = join(import.meta.dirname, 'main.ts');
  const child = spawn(process.execPath, ['--import', 'tsx', main, 'export', ...argv]);
  const output: Buffer[] = [];
  let errors = '';
  if (options.closeEarly) child.stdout.destroy();
  child.stdout.on('data', (chunk: Buffer) => output.push(chunk));
  child.stderr.on('data', (chunk) => {
    errors += chunk;
  });
  child.stdin.on('error', () => undefined);
  child.stdin.end(options.input ?? '');
  return new Promise<{ code: number | null; output: string; errors: string }>((settle) => {
    child.on('close', (code) => settle({ code, output: Buffer.concat(output).toString('utf8'), errors }));
  });
}

const table = (text: string): Record<string, string>[] => parse(text, { bom: true, columns: true });

describe('rim-reader export', () => {
  it('makes the wide table of a list, of NDJSON and of what is piped in, each the same', async () => {
    const { code, output, errors } = await run([list], 'csv-wide');
    expect({ code, errors }).toEqual({ code: 0, errors: '' });
    expect(output.startsWith(byteOrderMark)).toBe(true);
    expect(table(output)).toMatchObject([
      { case_id: 'C-014', fracture_level: 'L1', rim_status: 'disrupted', retropulsion_RETRO_ADJ_mm: '4.4' },
      { case_id: 'C-014', fracture_level: 'NO_FRACTURE', rim_status: 'NO_FRACTURE', sex: 'F' },
    ]);
    expect((await run([lines], 'csv-wide')).output).toBe(output);
    const piped = await runProcess(['--format', 'csv-wide', '--no-bom'], {
      input: readFileSync(lines, 'utf8'),
    });
    expect(piped.code).toBe(0);
    expect(byteOrderMark + piped.output).toBe(output);
  });

  it('makes the long table, NDJSON and the code book', async () => {
    const long = table((await run([list], 'csv-long')).output);
    expect(long).toContainEqual(
      expect.objectContaining({
        item: 'retropulsion_RETRO_ADJ_mm',
        fracture_level: 'L1',
        value: '4.4',
        method: 'RETRO-ADJ',
        unit: 'mm',
        status: 'VALUE',
      }),
    );
    const ndjson = (await run([one, list], 'ndjson')).output;
    expect(
      ndjson
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line)),
    ).toStrictEqual([first, first, second]);
    expect((await run([], 'code-book')).output).toBe(codeBookCsv());
    expect((await run([], 'code-book-md')).output).toBe(codeBookMarkdown());
  });

  it('makes a report of a reading with its points drawn and no image', async () => {
    const { code, output } = await run([one], 'html');
    expect(code).toBe(0);
    expect(output).toMatch(/^<!doctype html>/);
    expect(output).toContain('RETRO-ADJ');
    expect(output).toContain('>retro 4.4 ± ');
    expect(output).not.toContain('data:image');
  });

  it('writes to a file, and one file a reading to a folder', async () => {
    const file = join(folder, 'wide.csv');
    expect(await run([list], 'csv-wide', { output: file })).toEqual({
      code: 0,
      output: '',
      errors: '',
    });
    expect(table(readFileSync(file, 'utf8'))).toHaveLength(2);
    const each = join(folder, 'each');
    expect((await run([lines], 'json', { output: each })).code).toBe(0);
    const names = readdirSync(each).sort();
    expect(names).toEqual([
      'C-014_reader-a_revision-1.json',
      `C-014_reader-a_revision-1_${second.readingId}.json`,
    ]);
    expect(JSON.parse(readFileSync(join(each, names[0] ?? ''), 'utf8'))).toStrictEqual(first);
    expect(JSON.parse((await run([one], 'json')).output)).toStrictEqual(first);
  });

  it('tells by the protocol what was not asked', async () => {
    const reading = {
      ...applyEdits(emptyReading(), [(r) => addFracture(r, 'L1')]),
      project: { projectId: first.readingId, protocolVersion: 1, caseId: 'K-1', repeat: 0 },
    };
    const { items, ...rest } = defaultProtocol({
      protocolId: first.readingId,
      title: 'T',
      seed: 1,
      now: reading.createdAt,
    });
    const file = join(folder, 'asked.json');
    const protocol = join(folder, 'protocol.json');
    const without = items.map((rule) => (rule.item === 'context.oedema' ? { ...rule, asked: 'no' } : rule));
    writeFileSync(file, JSON.stringify(reading));
    writeFileSync(protocol, JSON.stringify({ ...rest, items: without }));
    const oedema = async (options: { protocol?: string[] }) =>
      table((await run([file], 'csv-wide', options)).output)[0]?.oedema;
    expect(await oedema({})).toBe('NOT_ANSWERED');
    expect(await oedema({ protocol: [protocol] })).toBe('NOT_ASKED');
    expect(await run([file], 'csv-wide', { protocol: [file] })).toMatchObject({
      code: 2,
      errors: expect.stringContaining('The protocol cannot be used'),
    });
  });

  it('writes DICOM structured reports that are read back into equal readings, with the images of a folder', async () => {
    const images = join(folder, 'images');
    mkdirSync(images);
    const { sopInstanceUid } = exampleImage();
    const { studyInstanceUid } = first.study;
    writeFileSync(join(images, '1.dcm'), mrImageFile({ sopInstanceUid, studyInstanceUid }));
    for (const format of ['sr', 'sr-comprehensive'] as const) {
      const output = join(folder, format);
      expect(await run([list], format, { dicom: [images], output })).toMatchObject({ code: 0, errors: '' });
      const names = readdirSync(output).sort();
      const read = names.map((name) => decodeReport(readFileSync(join(output, name))));
      expect(names).toEqual([
        'C-014_reader-a_revision-1.dcm',
        `C-014_reader-a_revision-1_${second.readingId}.dcm`,
      ]);
      expect(read).toEqual([first, second]);
    }
    expect(await run([one], 'sr')).toMatchObject({ code: 2, errors: expect.stringContaining('--dicom') });
    const elsewhere = join(folder, 'elsewhere');
    mkdirSync(elsewhere);
    expect(await run([one], 'sr', { dicom: [elsewhere] })).toMatchObject({
      code: 2,
      errors: `No DICOM image was found in ${elsewhere}.\n`,
    });
    writeFileSync(join(elsewhere, '1.dcm'), mrImageFile({ sopInstanceUid: '1.2.3.9' }));
    expect(await run([one], 'sr', { dicom: [elsewhere], output: join(folder, 'none') })).toMatchObject({
      code: 1,
      errors:
        '1 of the 1 images that the reading of C-014 refers to is not there; a structured report needs the images of its study.\n',
    });
  });

  describe('of a reader study', () => {
    const { sopInstanceUid } = exampleImage();
    const { studyInstanceUid } = first.study;
    const inStudy = (name: string) => join(folder, 'study', name);
    const projectId = '0b0f0a52-6a5e-4d77-8a8b-6b1d6f7a9c01';
    const secret = 'ab'.repeat(32);
    const original: Reading = {
      ...first,
      readingId: '8a2c1f0a-3c55-4d7e-9b1d-0f6f6f7c2a11',
      subject: { ...first.subject, id: 'K-001' },
      project: { projectId, protocolVersion: 1, caseId: 'K-001', repeat: 0 },
    };
    const table = newKeyTable({ projectId, title: 'Rim', secret });

    beforeAll(() => {
      mkdirSync(inStudy('images'), { recursive: true });
      mkdirSync(inStudy('other images'));
      writeFileSync(inStudy('images/1.dcm'), mrImageFile({ sopInstanceUid, studyInstanceUid }));
      writeFileSync(inStudy('other images/1.dcm'), mrImageFile({ sopInstanceUid: '1.2.3.9' }));
      const pseudonyms = new Map(
        [sopInstanceUid, studyInstanceUid].map((uid) => [uid, pseudonymousUid(uid, secret)]),
      );
      const translated = withOtherUids(original, pseudonyms);
      if (!translated.ok) throw new Error(translated.problem);
      const stored = translated.value;
      writeFileSync(inStudy('mixed.json'), JSON.stringify([stored, first]));
      writeFileSync(inStudy('stored.json'), JSON.stringify(stored));
      writeKeyTable(inStudy('key table.json'), table);
      writeKeyTable(inStudy('other table.json'), { ...table, projectId: original.readingId });
    });

    it('puts the UIDs of the images back by the key table, and warns', async () => {
      const output = inStudy('reports');
      const dicom = [inStudy('other images'), inStudy('images')];
      const keyTable = inStudy('key table.json');
      const { code, errors } = await run([inStudy('mixed.json')], 'sr', { dicom, keyTable, output });
      expect(code).toBe(0);
      expect(errors.match(/^Warning: .*lead from the case ids to them/gm)).toHaveLength(1);
      const names = ['C-014_reader-a_revision-1.dcm', 'K-001_reader-a_revision-1.dcm'];
      expect(readdirSync(output).sort()).toEqual(names);
      const written = names.map((name) => readFileSync(join(output, name)));
      expect(written.map((bytes) => decodeReport(bytes))).toEqual([first, original]);
      const report = dicomParser.parseDicom(written[1] ?? new Uint8Array());
      expect(report.string('x0020000d')).toBe(studyInstanceUid);
      const [study] = report.elements.x0040a375?.items ?? [];
      const [series] = study?.dataSet?.elements.x00081115?.items ?? [];
      const images = series?.dataSet?.elements.x00081199?.items ?? [];
      expect(images.map(({ dataSet }) => dataSet?.string('x00081155'))).toEqual([sopInstanceUid]);
    });

    it('does not warn where no reading is of a study', async () => {
      const output = inStudy('of no study');
      const options = { dicom: [inStudy('images')], keyTable: inStudy('key table.json'), output };
      expect(await run([one], 'sr', options)).toMatchObject({ code: 0, errors: '' });
    });

    it('says in a sentence what is missing', async () => {
      const output = inStudy('none');
      const files = [inStudy('stored.json')];
      const dicom = [inStudy('images')];
      const keyTable = inStudy('key table.json');
      const refused = async (options: Parameters<typeof run>[2], sentence: string, exitCode = 2) => {
        const { code, errors } = await run(files, 'sr', { output, dicom, ...options });
        expect({ code, errors }).toEqual({ code: exitCode, errors: expect.stringContaining(sentence) });
        expect(errors).not.toContain('Warning');
      };
      await refused(
        {},
        'The reading of case K-001 belongs to a reader study, whose documents hold pseudonymous',
      );
      await refused(
        { keyTable: inStudy('other table.json') },
        'The reading of case K-001 belongs to another project than the key table (“Rim”)',
        1,
      );
      await refused(
        { keyTable, dicom: [inStudy('other images')] },
        'The images of case K-001 are not among',
        1,
      );
      await refused({ keyTable: inStudy('no table.json') }, 'Cannot be read: no such file.');
      await refused({ keyTable: files[0] }, 'It is not a key table');
      expect(readdirSync(output)).toEqual([]);
      for (const format of ['csv-wide', 'json', 'html', 'code-book'] as const) {
        expect(await run(files, format, { keyTable })).toEqual({
          code: 2,
          output: '',
          errors: expect.stringContaining('The key table is for DICOM SR alone'),
        });
      }
    });

    it('names and leaves out the reading whose images are not there, and exports the others', async () => {
      const output = inStudy('the others');
      mkdirSync(inStudy('copied'));
      const ofOtherStudy = mrImageFile({ sopInstanceUid, studyInstanceUid: '1.2.3.8' });
      writeFileSync(inStudy('copied/1.dcm'), ofOtherStudy);
      const options = { dicom: [inStudy('copied')], keyTable: inStudy('key table.json'), output };
      expect(await run([inStudy('mixed.json')], 'sr', options)).toMatchObject({
        code: 1,
        errors:
          'The images of case K-001 are not among those of --dicom; name the folder that holds them as well.\n',
      });
      expect(readdirSync(output)).toEqual(['C-014_reader-a_revision-1.dcm']);
    });

    it('names the case of which an image is not there', async () => {
      mkdirSync(inStudy('in part'));
      const another = mrImageFile({ sopInstanceUid: `${sopInstanceUid}.7`, studyInstanceUid });
      writeFileSync(inStudy('in part/1.dcm'), another);
      const options = { dicom: [inStudy('in part')], keyTable: inStudy('key table.json') };
      expect(await run([inStudy('stored.json')], 'sr', options)).toMatchObject({
        code: 1,
        errors: expect.stringMatching(
          /^The reading of case K-001 cannot be exported\. 1 of the images this reading refers to is not/,
        ),
      });
    });
  });

  it('exports what it can and says what it cannot', async () => {
    const mixed = join(folder, 'mixed.ndjson');
    writeFileSync(
      mixed,
      `${JSON.stringify(first)}\n{"schemaVersion":7}\n{"cut":\n${JSON.stringify(second)}\n{\n\n}\n`,
    );
    const { code, output, errors } = await run([mixed], 'ndjson');
    expect(code).toBe(1);
    const written = output.trimEnd().split('\n');
    expect(written.map((line) => JSON.parse(line))).toEqual([first, second]);
    expect(errors.split('\n')).toEqual([
      expect.stringContaining(
        `${mixed}: reading 2: This document was written by a newer Rim Reader (schema 7)`,
      ),
      `${mixed}: Line 3 is not JSON (damaged or cut off?).`,
      `${mixed}: Lines 5 to 7 are not JSON (damaged or cut off?).`,
      '',
    ]);
    const broken = join(folder, 'broken.json');
    writeFileSync(broken, '{"a": ');
    expect(await run([broken], 'ndjson')).toMatchObject({
      code: 1,
      errors: `${broken}: It is not JSON (damaged or cut off?).\n`,
    });
    const gone = await run([join(folder, 'gone.json'), one], 'ndjson');
    expect(gone).toMatchObject({ code: 2, output: expect.stringContaining('schemaVersion') });
    expect(gone.errors).toContain('Cannot be read: no such file.');
  });

  it('refuses what cannot be done, in a sentence', async () => {
    expect(await runProcess([one, '--format', 'xlsx'])).toMatchObject({
      code: 2,
      errors: expect.stringContaining('Allowed choices are csv-wide, csv-long, ndjson, json'),
    });
    expect(await run([list], 'json')).toMatchObject({
      code: 2,
      output: '',
      errors: expect.stringContaining('--output'),
    });
    const below = await run([one], 'csv-long', { output: join(one, 'x.csv') });
    expect(below).toMatchObject({ code: 2, errors: expect.stringContaining('was not exported') });
    expect(existsSync(join(one, 'x.csv'))).toBe(false);
  });

  it('ends quietly when its output is closed early', async () => {
    const { code, errors } = await runProcess([list, '--format', 'csv-long'], { closeEarly: true });
    expect({ code, errors }).toEqual({ code: 0, errors: '' });
  });
});
