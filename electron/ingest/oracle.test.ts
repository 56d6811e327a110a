import { readdirSync } from 'node:fs';
import { join, relative } from 'node:path';
import { describe, expect, it } from 'vitest';
import { isMeasurable } from '../../shared/dicom/geometry-finding';
import type { Frame, Stack } from '../../shared/dicom/model';
import { type IndexSnapshot, indexPaths } from './index-paths';
import { absence, hasSharedData, readOracles, sharedData } from './testing/shared-data';

interface PlacedFrame {
  stack: Stack;
  frame: Frame;
}

/** Frames by the path of their file below `folder` and their number. */
function framesByFile(snapshot: IndexSnapshot, folder: string): Map<string, PlacedFrame> {
  const locations = new Map(snapshot.locations);
  const frames = new Map<string, PlacedFrame>();
  for (const stack of snapshot.studies.flatMap(({ stacks }) => stacks)) {
    for (const frame of stack.frames) {
      const path = locations.get(frame.id)?.path ?? '';
      frames.set(`${relative(folder, path)}#${frame.frame}`, { stack, frame });
    }
  }
  return frames;
}

function expectClose(found: readonly number[] | null | undefined, expected: readonly number[] | null) {
  if (expected === null) {
    expect(found).toBeNull();
    return;
  }
  expect(found).toHaveLength(expected.length);
  expected.forEach((value, index) => {
    expect(Math.abs((found?.[index] ?? Number.NaN) - value)).toBeLessThan(1e-6);
  });
}

describe.skipIf(!hasSharedData)(`real files agree with an independent reader${absence}`, () => {
  it.each(readOracles())('$folder', async ({ folder, images }) => {
    const snapshot = await indexPaths([folder], { secret: 'test' });
    const frames = framesByFile(snapshot, folder);
    expect(frames.size).toBe(images.reduce((sum, image) => sum + image.frames, 0));
    for (const image of images) {
      for (const [index, geometry] of image.geometry.entries()) {
        const found = frames.get(`${image.path}#${index + 1}`);
        expect(found, `${image.path} frame ${index + 1}`).toBeDefined();
        expect(found?.stack.rows).toBe(image.rows);
        expect(found?.stack.columns).toBe(image.columns);
        expect(found?.stack.pixels.bitsAllocated).toBe(image.bitsAllocated);
        expect(found?.stack.pixels.samplesPerPixel).toBe(image.samples);
        expectClose(found?.stack.pixelSpacing, geometry.pixelSpacing);
        expectClose(found?.frame.orientation, geometry.orientation);
        expectClose(found?.frame.position, geometry.position);
        expect(found?.frame.rescaleSlope).toBeCloseTo(geometry.rescaleSlope ?? 1, 9);
        expect(found?.frame.rescaleIntercept).toBeCloseTo(geometry.rescaleIntercept ?? 0, 9);
      }
    }
  });

  it('a lumbar study off a CD: three sagittal stacks and five axial blocks each for T2 and T1', async () => {
    const snapshot = await indexPaths([join(sharedData, 'lspine-hitachi-cc0', 'CD')], { secret: 'test' });
    expect(snapshot.problems).toEqual([]);
    const stacks = snapshot.studies.flatMap((study) => study.stacks);
    const summary = stacks.map(({ label, frames }) => `${label}: ${frames.length}`);
    const blocks = [3, 3, 3, 4, 4];
    expect(summary).toEqual([
      'T2 sagittal: 11',
      'T1 sagittal: 11',
      ...blocks.map((count, index) => `T2 axial · block ${index + 1} of 5: ${count}`),
      ...blocks.map((count, index) => `T1 axial · block ${index + 1} of 5: ${count}`),
      'STIR sagittal: 11',
    ]);
    for (const stack of stacks) {
      expect(isMeasurable(stack)).toBe(true);
      expect(stack.sliceStep).toBeCloseTo(4.5, 2);
    }
  });

  it('mosaics are recognised and refused for measurement', async () => {
    const snapshot = await indexPaths([join(sharedData, 'dcm_qa_mosaic', 'In')], { secret: 'test' });
    const stacks = snapshot.studies.flatMap((study) => study.stacks);
    expect(stacks.length).toBeGreaterThan(0);
    for (const stack of stacks) {
      expect(isMeasurable(stack)).toBe(false);
      expect(stack.geometry[0]).toMatchObject({ code: 'mosaic', severity: 'blocks measuring' });
    }
  });

  it('each broken or odd file is an image or gives exactly one sentence', async () => {
    const folder = join(sharedData, 'malformed');
    const snapshot = await indexPaths([folder], { secret: 'test' });
    const images = new Set(snapshot.locations.map(([, location]) => relative(folder, location.path)));
    const problems = snapshot.problems.map(({ path }) => path);
    expect(new Set(problems).size).toBe(problems.length);
    for (const file of readdirSync(folder)) {
      expect(Number(images.has(file)) + Number(problems.includes(file)), file).toBe(1);
    }
    for (const { problem } of snapshot.problems) expect(problem).toMatch(/^[A-Z].*\.$/);
  });
});
