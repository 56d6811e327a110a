import { describe, expect, it } from 'vitest';
import { distanceToImage } from '../geometry/image';
import { imageKey } from '../geometry/measurements/measuring-plane';
import { exampleImage, exampleReading } from './example-reading';
import type { Measurement, Reading } from './reading';
import { copyTraceToImage, moveLandmarksToImage } from './slice-copies';

function fractureOf(reading: Reading) {
  const [fracture] = reading.fractures;
  if (fracture === undefined) throw new Error('no fracture');
  return fracture;
}

const reading = exampleReading();
const home = imageKey(exampleImage(0));
const next = exampleImage(1);
/** The neighbouring slice, turned by 5° about the cranio-caudal axis. */
const oblique = {
  ...next,
  orientation: [-Math.sin(0.09), Math.cos(0.09), 0, 0, 0, -1] as [
    number,
    number,
    number,
    number,
    number,
    number,
  ],
};
const values = (measurements: readonly Measurement[]) =>
  measurements.map(({ method, value }) => [method, value?.toFixed(9)]);

describe('landmarks taken to another slice', () => {
  it('lie on it, across from where they were, and keep every value of a parallel slice', () => {
    const { reading: moved, refused } = moveLandmarksToImage(reading, 'L1', home, next);
    expect(refused).toBeNull();
    const landmarks = fractureOf(moved).landmarks;
    expect(landmarks).toHaveLength(fractureOf(reading).landmarks.length);
    for (const [index, { point }] of landmarks.entries()) {
      const before = fractureOf(reading).landmarks[index]?.point.lps;
      expect(imageKey(point)).toBe(imageKey(next));
      expect(point.lps).toEqual([4, before?.[1], before?.[2]]);
    }
    const own = ['WEDGE', 'COBB', 'HEIGHT-ADJ2', 'GENANT'];
    const kept = (of: Reading) =>
      values(fractureOf(of).measurements.filter(({ method }) => own.includes(method)));
    expect(kept(moved)).toEqual(kept(reading));
  });

  it('go perpendicular onto a slice that is turned', () => {
    const { reading: moved } = moveLandmarksToImage(reading, 'L1', home, oblique);
    for (const [index, { point }] of fractureOf(moved).landmarks.entries()) {
      const before = fractureOf(reading).landmarks[index]?.point.lps ?? [0, 0, 0];
      expect(distanceToImage(oblique, point.lps) ?? 1).toBeCloseTo(0, 9);
      const step = point.lps.map((value, axis) => value - (before[axis] ?? 0));
      // Along the normal: nothing along the rows and columns.
      expect((step[0] ?? 0) * -Math.sin(0.09) + (step[1] ?? 0) * Math.cos(0.09)).toBeCloseTo(0, 9);
      expect(step[2]).toBeCloseTo(0, 9);
    }
  });

  it('are refused where none lies on the slice, or the other has no position', () => {
    expect(moveLandmarksToImage(reading, 'L1', '1.2/1', next).refused).toBe(
      'No landmark of L1 lies on this slice.',
    );
    expect(moveLandmarksToImage(reading, 'L1', home, { ...next, position: null }).refused).toContain(
      'position is not known',
    );
  });
});

describe('traces copied to another slice', () => {
  it('are further traces without disrupted stretches', () => {
    const { reading: copied, refused } = copyTraceToImage(reading, 'L1', 0, next);
    expect(refused).toBeNull();
    const { traces } = fractureOf(copied).posteriorWall;
    expect(traces).toHaveLength(2);
    expect(traces[0]).toEqual(fractureOf(reading).posteriorWall.traces[0]);
    expect(traces[1]?.disrupted).toEqual([]);
    expect(traces[1]?.points.map(({ lps }) => lps)).toEqual(
      traces[0]?.points.map(({ lps }) => [4, lps[1], lps[2]]),
    );
    expect(copied.study.images.map(imageKey)).toContain(imageKey(next));
  });

  it('are refused where that slice has one, or there is nothing to copy', () => {
    const { reading: copied } = copyTraceToImage(reading, 'L1', 0, next);
    expect(copyTraceToImage(copied, 'L1', 0, next).refused).toContain('traced on that slice already');
    expect(copyTraceToImage(reading, 'L1', 3, next).refused).toContain('no trace 4');
    expect(copyTraceToImage(reading, 'L1', 0, { ...next, orientation: null }).refused).toContain(
      'position is not known',
    );
  });
});
