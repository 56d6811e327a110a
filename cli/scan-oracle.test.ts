import { readdirSync } from 'node:fs';
import { join, relative } from 'node:path';
import { describe, expect, it } from 'vitest';
import { absence, hasSharedData, readOracles, sharedData } from '../electron/ingest/testing/shared-data';
import { cross, dot, type Vector3 } from '../shared/geometry/vector';
import { type ScanReport, scan } from './scan';

type ScannedStack = ScanReport['studies'][number]['stacks'][number];

const stacksOf = (report: ScanReport): ScannedStack[] => report.studies.flatMap(({ stacks }) => stacks);

/** The report as it is printed and read back. */
const scanned = async (folder: string): Promise<ScanReport> =>
  JSON.parse(JSON.stringify(await scan([folder])));

/** Distances of neighbouring slices along the stack's normal, from what the independent reader found; mm. */
function stepsOf(geometry: readonly { position: number[]; orientation: number[] }[]): number[] {
  const [first] = geometry;
  if (first === undefined) return [];
  const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0] = first.orientation;
  const normal = cross([a, b, c], [d, e, f]);
  const places = geometry.map(({ position: [x = 0, y = 0, z = 0] }) => dot([x, y, z] as Vector3, normal));
  return places.slice(1).map((place, index) => place - (places[index] ?? 0));
}

describe.skipIf(!hasSharedData)(`scan agrees with an independent reader${absence}`, () => {
  it.each(readOracles())('on every frame of $folder', async ({ folder, images }) => {
    const report = await scanned(folder);
    const frames = new Map(
      stacksOf(report).flatMap((stack) =>
        stack.frames.map((frame) => [`${relative(folder, frame.path)}#${frame.frame}`, { stack, frame }]),
      ),
    );
    expect(frames.size).toBe(images.reduce((sum, image) => sum + image.frames, 0));
    for (const image of images) {
      image.geometry.forEach((geometry, index) => {
        const found = frames.get(`${image.path}#${index + 1}`);
        const where = `${image.path} frame ${index + 1}`;
        expect(found?.frame.position, where).toEqual(geometry.position);
        expect(found?.frame.orientation, where).toEqual(geometry.orientation);
        expect(found?.stack.pixelSpacing, where).toEqual(geometry.pixelSpacing);
        expect([found?.stack.rows, found?.stack.columns], where).toEqual([image.rows, image.columns]);
      });
    }
  });

  it.each(readOracles())('on the order and steps of the stacks of $folder', async ({ folder, images }) => {
    const oracle = new Map(
      images.flatMap((image) =>
        image.geometry.map((geometry, index) => [`${image.path}#${index + 1}`, geometry] as const),
      ),
    );
    for (const stack of stacksOf(await scanned(folder))) {
      if (stack.sliceStep === null) continue;
      const placed = stack.frames.flatMap((frame) => {
        const geometry = oracle.get(`${relative(folder, frame.path)}#${frame.frame}`);
        return geometry?.position && geometry.orientation
          ? [{ position: geometry.position, orientation: geometry.orientation }]
          : [];
      });
      expect(placed).toHaveLength(stack.frames.length);
      const steps = stepsOf(placed);
      for (const step of steps) expect(step).toBeGreaterThan(0);
      const isEven = Math.max(...steps) - Math.min(...steps) < 0.1;
      expect(stack.geometry.some(({ code }) => code === 'even-step')).toBe(isEven);
      if (isEven) expect(Math.abs(stack.sliceStep - (steps[0] ?? 0))).toBeLessThan(0.1);
    }
  });

  it.each(readdirSync(hasSharedData ? sharedData : '.').filter(() => hasSharedData))(
    'each file of %s is in a stack with a verdict or in the list of problems, once',
    async (name) => {
      const report = await scanned(join(sharedData, name));
      for (const stack of stacksOf(report)) {
        expect(stack.geometry.length, stack.label).toBeGreaterThan(0);
        expect(stack.measurable).toBe(
          !stack.geometry.some(({ severity }) => severity === 'blocks measuring'),
        );
        for (const { sentence } of stack.geometry) expect(sentence).toMatch(/^[A-Z].*\.$/);
      }
      const shown = stacksOf(report).flatMap(({ frames }) => frames.map(({ path }) => path));
      const problems = report.problems.map(({ path }) => path);
      expect(new Set(problems).size).toBe(problems.length);
      expect(problems.filter((path) => shown.includes(path))).toEqual([]);
    },
  );

  it('enhanced objects: every time point is a stack of all slices, sorted by position', async () => {
    const stacks = stacksOf(await scanned(join(sharedData, 'dcm_qa_sag', 'In', 'XA30')));
    expect(stacks).toHaveLength(10);
    for (const stack of stacks) {
      expect(stack.frames).toHaveLength(63);
      expect(stack.label).toMatch(/^MR sagittal · time point [1-5] · series [56]$/);
      expect(stack.measurable).toBe(true);
    }
  });
});
