import { spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { mrImageFile } from '../electron/ingest/testing/mr-image';

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'scan-'));
  for (let slice = 0; slice < 3; slice += 1) {
    const image = mrImageFile({ sopInstanceUid: `1.2.3.4.${slice}`, position: [slice * 4, 0, 0] });
    await writeFile(join(folder, `I${slice}`), image);
  }
  await writeFile(join(folder, 'notes.txt'), 'words');
});

afterAll(async () => {
  await rm(folder, { recursive: true });
});

/** Runs the command line as a process of its own; `closeEarly` closes its output at the first byte. */
function run(argv: string[], options: { input?: string; closeEarly?: boolean } = {}) {
  const child = spawn(process.execPath, ['--import', 'tsx', join(import.meta.dirname, 'main.ts'), ...argv]);
  let output = '';
  let errors = '';
  if (options.closeEarly) child.stdout.destroy();
  child.stdout.on('data', (chunk) => {
    output += chunk;
  });
  child.stderr.on('data', (chunk) => {
    errors += chunk;
  });
  child.stdin.end(options.input ?? '');
  return new Promise<{ code: number | null; output: string; errors: string }>((settle) => {
    child.on('close', (code) => settle({ code, output, errors }));
  });
}

describe('rim-reader scan', () => {
  it('prints studies, stacks, frames and problems as one JSON object', async () => {
    const { code, output } = await run(['scan', folder, '--json']);
    expect(code).toBe(0);
    const report = JSON.parse(output);
    expect(report).toEqual({
      studies: [
        {
          studyInstanceUid: '1.2.3',
          stacks: [
            {
              id: '1.2.3.4/1',
              seriesInstanceUid: '1.2.3.4',
              label: 'T2 sagittal',
              description: 'T2 SAG',
              modality: 'MR',
              plane: 'sagittal',
              weighting: 'T2',
              rows: 2,
              columns: 3,
              pixelSpacing: [0.7, 0.8],
              sliceThickness: null,
              sliceStep: 4,
              frameOfReferenceUid: null,
              measurable: true,
              geometry: [
                {
                  code: 'no-frame-of-reference',
                  severity: 'caution',
                  sentence:
                    'The header has no frame of reference: positions cannot be compared with those of other stacks. Measure within this stack only.',
                },
                {
                  code: 'pixels-not-square',
                  severity: 'note',
                  sentence:
                    'The pixels are not square: 0.7 mm high, 0.8 mm wide. Distances take this into account.',
                },
                {
                  code: 'even-step',
                  severity: 'note',
                  sentence: 'The 3 slices are evenly spaced, 4 mm from centre to centre.',
                },
                {
                  code: 'no-thickness',
                  severity: 'note',
                  sentence: 'The header has no slice thickness: gaps and overlaps cannot be told.',
                },
              ],
              frames: [2, 1, 0].map((slice) => ({
                sopInstanceUid: `1.2.3.4.${slice}`,
                frame: 1,
                path: join(folder, `I${slice}`),
                position: [slice * 4, 0, 0],
                orientation: [0, 1, 0, 0, 0, -1],
              })),
            },
          ],
        },
      ],
      problems: [{ path: join(folder, 'notes.txt'), problem: 'Not a DICOM file.' }],
      files: 4,
      seconds: expect.any(Number),
    });
  });

  it('prints a table without --json', async () => {
    const { output } = await run(['scan', folder]);
    expect(output).toMatch(/T2 sagittal {2}3 frames, 2 × 3, 0\.700 × 0\.800 mm, step 4\.00 mm, measurable/);
    expect(output).toMatch(/notes\.txt: Not a DICOM file\./);
  });

  it('takes paths from a pipe', async () => {
    const { code, output } = await run(['scan', '-', '--json'], { input: `${join(folder, 'I0')}\n\n` });
    expect(code).toBe(0);
    expect(JSON.parse(output)).toMatchObject({ files: 1, problems: [] });
  });

  it('documents its exit codes and keeps to them', async () => {
    const help = await run(['scan', '--help']);
    expect(help.code).toBe(0);
    expect(help.output).toMatch(/Exit codes:/);
    expect((await run(['scan', join(folder, 'notes.txt')])).code).toBe(1);
    expect((await run(['scan', join(folder, 'nowhere')])).code).toBe(1);
    expect((await run(['scan', '--nonsense', folder])).code).toBe(2);
    expect((await run(['scan'])).code).toBe(2);
    expect((await run(['nonsense'])).code).toBe(2);
  });

  it('ends quietly when its output is closed early', async () => {
    const { code, errors } = await run(['scan', folder, '--json'], { closeEarly: true });
    expect({ code, errors }).toEqual({ code: 0, errors: '' });
  });
});
