import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { encodeReport, type ReportKind } from './encode-report';
import { imagesFor, richReading } from './testing/example-report';

const run = promisify(execFile);
const kinds: readonly ReportKind[] = ['comprehensive-3d', 'comprehensive'];
const programs = {
  dciodvfy: '/usr/bin/dciodvfy',
  dsrdump: '/usr/bin/dsrdump',
  java: '/usr/bin/java',
  pixelmed: '/usr/share/java/pixelmed.jar',
  python: '/usr/bin/python3',
  pydicom: '/usr/lib/python3/dist-packages/pydicom',
};
const lacks = (...needed: (keyof typeof programs)[]) => needed.some((name) => !existsSync(programs[name]));
const notHere = '(skipped where it is not installed)';

const reading = richReading();
const files = new Map<ReportKind, string>();
let folder = '';

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'structured-report-'));
  for (const kind of kinds) {
    const file = path.join(folder, `${kind}.dcm`);
    await writeFile(file, await encodeReport(reading, imagesFor(reading), kind));
    files.set(kind, file);
  }
}, 120_000);

afterAll(() => rm(folder, { recursive: true, force: true }));

/** What a program says, on both outputs, whatever its exit code. */
async function saidBy(program: string, parameters: readonly string[]): Promise<string> {
  const { stdout, stderr } = await run(program, parameters, { maxBuffer: 1 << 26 }).catch(
    (failure: { stdout: string; stderr: string }) => failure,
  );
  return `${stdout}${stderr}`;
}

function fileOf(kind: ReportKind): string {
  return files.get(kind) ?? '';
}

describe('a structured report in other programs', () => {
  it.skipIf(lacks('dciodvfy')).each(kinds)(
    `has no error in dciodvfy: %s ${notHere}`,
    async (kind) => {
      const said = await saidBy(programs.dciodvfy, [fileOf(kind)]);
      expect(said).toMatch(kind === 'comprehensive' ? /^ComprehensiveSR$/m : /^Comprehensive3DSR$/m);
      expect(said).not.toMatch(/^Error/m);
    },
    60_000,
  );

  it.skipIf(lacks('java', 'pixelmed')).each(kinds)(
    `has no error in the templates of PixelMed's DicomSRValidator: %s ${notHere}`,
    async (kind) => {
      // Its templates are longer than what the XSLT processor of newer Java takes by itself.
      const limits = ['xpathExprOpLimit', 'xpathTotalOpLimit', 'xpathExprGrpLimit'];
      const said = await saidBy(programs.java, [
        '-Djava.awt.headless=true',
        ...limits.map((limit) => `-Djdk.xml.${limit}=0`),
        ...['-cp', programs.pixelmed, 'com.pixelmed.validate.DicomSRValidator', fileOf(kind)],
      ]);
      expect(said).toContain('Found Root Template TID_1500 (MeasurementReport)');
      expect(said).toContain('IOD validation complete');
      expect(said).not.toMatch(/^Error/m);
    },
    300_000,
  );

  it.skipIf(lacks('dsrdump')).each(kinds)(
    `is read by dsrdump of DCMTK: %s ${notHere}`,
    async (kind) => {
      const said = await saidBy(programs.dsrdump, ['--print-all-codes', fileOf(kind)]);
      expect(said).toContain('Completion Flag     : COMPLETE');
      expect(said).toContain('(retropulsion,99RIMREADER,"Retropulsion")="4.4" (mm,UCUM,"mm")');
      expect(said).toContain(
        '(363698007,SCT,"Finding Site")=(level-T13,99RIMREADER,"T13 thoracic vertebra")',
      );
      expect(said).not.toMatch(/^[EF]:/m);
    },
    60_000,
  );

  it.skipIf(lacks('python', 'pydicom'))(
    `is read by pydicom, with its text and every measurement ${notHere}`,
    async () => {
      const script = path.join(import.meta.dirname, 'testing/describe-with-pydicom.py');
      const { stdout } = await run(programs.python, [script, fileOf('comprehensive-3d')], {
        maxBuffer: 1 << 26,
      });
      const read = JSON.parse(stdout) as {
        class: string;
        patient: string;
        texts: string[];
        measurements: { value: number; unit: string }[];
      };
      expect(read).toMatchObject({ class: 'Comprehensive 3D SR Storage', patient: 'C-014' });
      expect(read.texts).toContain('Müller – 日本: metal artefact');
      const measured = reading.fractures.flatMap(({ measurements }) =>
        measurements.flatMap(({ value, unit }) => (value === null ? [] : [{ value, unit }])),
      );
      expect(read.measurements.map(({ unit }) => unit)).toEqual(measured.map(({ unit }) => unit));
      for (const [index, { value }] of measured.entries())
        expect(read.measurements[index]?.value).toBeCloseTo(value, 3);
    },
    60_000,
  );
});
