import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import dicomParser from 'dicom-parser';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { add, dot, normalize, scale, subtract, type Vector3 } from '../../shared/geometry/vector';
import { type PhantomDefinition, phantomCase } from './cases';
import { writeCases } from './generate-case';
import type { Truth } from './truth';

const run = promisify(execFile);
const dciodvfy = '/usr/bin/dciodvfy';
const python = '/usr/bin/python3';

/** Case a with one sagittal slice of full resolution and coarse axial ones: small enough to write twice. */
function small(name: string): PhantomDefinition {
  const definition = phantomCase(name);
  return {
    ...definition,
    sagittal: { ...definition.sagittal, slices: 1 },
    axial: { size: 64, pixelSpacing: 3 },
  };
}

let folder = '';
const classic = small('a-t12-superior');
const enhanced = small('f-t12-enhanced');
const oblique = small('b-l2-left-foramen');

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'phantom-'));
  await writeCases([classic, enhanced], path.join(folder, 'first'), { ifMissing: false });
  await writeCases([oblique], path.join(folder, 'first'), { ifMissing: false });
}, 60_000);

afterAll(() => rm(folder, { recursive: true, force: true }));

async function files(root: string): Promise<string[]> {
  const entries = await readdir(root, { recursive: true });
  return entries.filter((entry) => /\.(dcm|json)$/.test(entry)).sort();
}

async function digests(root: string): Promise<string[]> {
  const names = await files(root);
  return Promise.all(
    names.map(async (name) => {
      const bytes = await readFile(path.join(root, name));
      return `${name} ${createHash('sha256').update(bytes).digest('hex')}`;
    }),
  );
}

async function truthOf(name: string): Promise<Truth> {
  return JSON.parse(await readFile(path.join(folder, 'first', name, 'truth.json'), 'utf8')) as Truth;
}

/** Mid-sagittal T2 of a written case, read by a parser that did not write it. */
async function midSagittal(name: string): Promise<{
  at: (lps: Vector3) => number;
  pixel: number;
}> {
  const truth = await truthOf(name);
  const series = path.join(folder, 'first', name, 'sagittal-t2');
  for (const file of await readdir(series)) {
    const bytes = await readFile(path.join(series, file));
    const dataset = dicomParser.parseDicom(bytes);
    if (dataset.string('x00080018') !== truth.midSagittal.sopInstanceUid) {
      continue;
    }
    const numbers = (tag: string): number[] => (dataset.string(tag) ?? '').split('\\').map(Number);
    const [px, py, pz] = numbers('x00200032') as [number, number, number];
    const [a, b, c, d, e, f] = numbers('x00200037') as [number, number, number, number, number, number];
    const [rowSpacing, columnSpacing] = numbers('x00280030') as [number, number];
    const rows = dataset.uint16('x00280010') ?? 0;
    const columns = dataset.uint16('x00280011') ?? 0;
    const element = dataset.elements.x7fe00010;
    if (element === undefined) {
      throw new Error(`${file} has no pixel data`);
    }
    expect(element.length).toBe(rows * columns * 2);
    const value = (row: number, column: number): number =>
      bytes.readUInt16LE(element.dataOffset + 2 * (row * columns + column));
    return {
      pixel: Math.max(rowSpacing, columnSpacing),
      at: (lps) => {
        const offset = subtract(lps, [px, py, pz]);
        const column = dot(offset, [a, b, c]) / columnSpacing;
        const row = dot(offset, [d, e, f]) / rowSpacing;
        const r = Math.floor(row);
        const k = Math.floor(column);
        const top = value(r, k) * (k + 1 - column) + value(r, k + 1) * (column - k);
        const bottom = value(r + 1, k) * (k + 1 - column) + value(r + 1, k + 1) * (column - k);
        return top * (r + 1 - row) + bottom * (row - r);
      },
    };
  }
  throw new Error('the mid-sagittal slice is not in the series');
}

describe('a written phantom case', () => {
  it('is written where truth.json is missing, with the same bytes, and left alone where it is there', async () => {
    const root = path.join(folder, 'second');
    await mkdir(path.join(root, classic.name), { recursive: true });
    await writeFile(path.join(root, classic.name, 'half-written.dcm'), 'left over');
    expect(await writeCases([classic], root, { ifMissing: true })).toEqual([classic.name]);
    const first = await digests(path.join(folder, 'first', classic.name));
    expect(first.length).toBe(3 + 31 + 1);
    expect(await digests(path.join(root, classic.name))).toEqual(first);
    const before = await stat(path.join(root, classic.name, 'truth.json'));
    expect(await writeCases([classic], root, { ifMissing: true })).toEqual([]);
    expect((await stat(path.join(root, classic.name, 'truth.json'))).mtimeMs).toBe(before.mtimeMs);
  }, 60_000);

  it.each([classic.name, oblique.name])(
    '%s: the wall trace follows the edge between cortex and canal on T2 within a pixel',
    async (name) => {
      const truth = await truthOf(name);
      const image = await midSagittal(name);
      const fracture = truth.fractures[0];
      const trace = fracture?.posteriorWall.trace ?? [];
      const offsets: number[] = [];
      for (let i = 2; i < trace.length - 2; i += 1) {
        const tangent = normalize(subtract(trace[i + 2] as Vector3, trace[i - 2] as Vector3));
        const inPlane = truth.midSagittal.normal;
        if (tangent === null) {
          continue;
        }
        // Across the wall, towards posterior: normal of the slice × direction of the trace.
        const across: Vector3 = [
          inPlane[1] * tangent[2] - inPlane[2] * tangent[1],
          inPlane[2] * tangent[0] - inPlane[0] * tangent[2],
          inPlane[0] * tangent[1] - inPlane[1] * tangent[0],
        ];
        const outward = across[1] > 0 ? across : scale(across, -1);
        if (outward[1] < 0.8) {
          // On the step of a displaced piece the wall itself points up or down.
          continue;
        }
        let steepest = { rise: 0, offset: 0 };
        for (let offset = -2.4; offset <= 2.4; offset += 0.15) {
          const point = trace[i] as Vector3;
          const rise =
            image.at(add(point, scale(outward, offset + 0.4))) -
            image.at(add(point, scale(outward, offset - 0.4)));
          if (rise > steepest.rise) {
            steepest = { rise, offset };
          }
        }
        expect(steepest.rise).toBeGreaterThan(60);
        offsets.push(steepest.offset / image.pixel);
      }
      expect(offsets.length).toBeGreaterThan(50);
      const within = offsets.filter((offset) => Math.abs(offset) <= 1).length / offsets.length;
      const mean = offsets.reduce((sum, offset) => sum + offset, 0) / offsets.length;
      expect(within).toBeGreaterThan(0.92);
      expect(Math.abs(mean)).toBeLessThan(0.6);
    },
  );

  it.each([classic.name, oblique.name])('%s: the corners lie on the dark cortical line', async (name) => {
    const truth = await truthOf(name);
    const image = await midSagittal(name);
    const marrow = image.at(truth.levels.find(({ level }) => level === 'L4')?.point as Vector3);
    const corners = truth.fractures[0]?.landmarks.filter(({ landmark }) => /^[AP][SI]$/.test(landmark)) ?? [];
    expect(corners).toHaveLength(12);
    for (const { lps } of corners) {
      let darkest = Number.POSITIVE_INFINITY;
      for (let dy = -1; dy <= 1; dy += 0.25) {
        for (let dz = -1; dz <= 1; dz += 0.25) {
          darkest = Math.min(darkest, image.at(add(lps, [0, dy * image.pixel, dz * image.pixel])));
        }
      }
      expect(darkest).toBeLessThan(0.6 * marrow);
    }
  });

  it.skipIf(!existsSync(dciodvfy))(
    'passes dciodvfy without an error (skipped where it is not installed)',
    async () => {
      for (const { name } of [classic, enhanced, oblique]) {
        const root = path.join(folder, 'first', name);
        for (const file of (await files(root)).filter((entry) => entry.endsWith('.dcm'))) {
          const { stdout, stderr } = await run(dciodvfy, [path.join(root, file)]).catch(
            (failure: { stdout: string; stderr: string }) => failure,
          );
          const report = `${stdout}${stderr}`;
          expect(report, file).toMatch(/MRImage/);
          expect(report, file).not.toMatch(/Error/);
        }
      }
    },
    60_000,
  );

  it.skipIf(!pydicomInstalled())(
    'is read by pydicom with the geometry and pixels it was written with (skipped where pydicom is not installed)',
    async () => {
      const script = path.join(import.meta.dirname, 'describe-with-pydicom.py');
      const describeCase = async (name: string): Promise<Record<string, unknown>[]> => {
        const { stdout } = await run(python, [script, path.join(folder, 'first', name)], {
          maxBuffer: 1 << 26,
        });
        return JSON.parse(stdout) as Record<string, unknown>[];
      };
      const [single, multi] = await Promise.all([describeCase(classic.name), describeCase(enhanced.name)]);
      expect(single.length).toBe(3 + 31);
      // The enhanced case holds the same frames as the classic one, in the same places.
      expect(multi).toEqual(single);
      const truth = await truthOf(classic.name);
      const mid = single.filter(
        (frame) =>
          frame.series === 'T2 sagittal' && (frame.position as number[])[0] === truth.midSagittal.origin[0],
      );
      expect(mid).toHaveLength(1);
      expect(mid[0]).toMatchObject({
        rows: 432,
        columns: 432,
        spacing: [0.75, 0.75],
        orientation: [0, 1, 0, 0, 0, -1],
      });
    },
    60_000,
  );
});

function pydicomInstalled(): boolean {
  return (
    existsSync(python) &&
    ['/usr/lib/python3/dist-packages/pydicom', '/usr/local/lib/python3'].some(existsSync)
  );
}
