import { describe, expect, it } from 'vitest';
import type { Vector3 } from '../vector';
import { endplateAngle } from './angles';
import {
  canalArea,
  canalDiameter,
  compromiseFromAreas,
  compromiseFromOneDiameter,
  compromiseFromTwoDiameters,
} from './canal';
import { formatValue } from './format-value';
import { genantGrade, heightLoss, vertebralHeight } from './height';
import type { MeasuringPlane } from './measuring-plane';
import { retropulsion } from './retropulsion';
import { disruptedLength } from './rim-length';

const frame: MeasuringPlane = {
  plane: { origin: [3, 0, 0], normal: [-1, 0, 0] },
  posterior: [0, 1, 0],
  head: [0, 0, 1],
  tolerance: 2,
  sliceStep: null,
};

describe('retropulsion', () => {
  const wall: Vector3[] = [
    [3, 1, 8],
    [9, 4.4, 5],
    [3, -2, 2],
  ];

  it('is the farthest wall point beyond the line, whichever way the line runs, off-plane points projected', () => {
    expect(retropulsion(frame, [3, 0, 10], [3, 0, 0], wall)).toEqual({ value: 4.4, farthest: 1 });
    expect(retropulsion(frame, [3, 0, 0], [3, 0, 10], wall)).toEqual({ value: 4.4, farthest: 1 });
  });

  it('is negative where the whole wall lies in front of the line', () => {
    expect(retropulsion(frame, [3, 6, 10], [3, 6, 0], wall)).toMatchObject({
      value: expect.closeTo(-1.6, 9),
    });
  });

  it('is measured across an oblique line', () => {
    const oblique = retropulsion(frame, [3, 0, 10], [3, 10, 0], [[3, 10, 10]]);
    expect(oblique).toMatchObject({ value: expect.closeTo(Math.sqrt(50), 9) });
  });

  it('is refused for a line without length, one that runs into the canal, or no wall', () => {
    expect(retropulsion(frame, [3, 0, 10], [8, 0, 10], wall)).toEqual({
      refused: 'the ends of its reference line coincide',
    });
    expect(retropulsion(frame, [3, 0, 10], [3, 5, 10], wall)).toEqual({
      refused: 'its reference line runs straight towards the canal',
    });
    expect(retropulsion(frame, [3, 0, 10], [3, 0, 0], [])).toEqual({
      refused: 'the posterior wall is not traced',
    });
  });
});

describe('canal', () => {
  it('measures across the axis from the most posterior wall point', () => {
    const wall: Vector3[] = [
      [3, 0, 10],
      [3, 4.4, 5],
    ];
    expect(canalDiameter(frame, [3, 0, 20], [3, 0, -10], wall, [3, 15, 7])).toEqual({
      value: expect.closeTo(10.6, 9),
      wallIndex: 1,
    });
    expect(canalDiameter(frame, [3, 0, 20], [3, 0, 20], wall, [3, 15, 7])).toHaveProperty('refused');
  });

  it('compares with the mean of two neighbours, one neighbour, or areas', () => {
    expect(compromiseFromTwoDiameters(15, 9, 13)).toEqual({ value: expect.closeTo(35.714, 3) });
    expect(compromiseFromOneDiameter(15, 9)).toEqual({ value: expect.closeTo(40, 9) });
    expect(compromiseFromAreas(200, 100, 300)).toEqual({ value: 60 });
    expect(compromiseFromTwoDiameters(15, 16, 15)).toEqual({ value: expect.closeTo(-6.667, 3) });
    expect(compromiseFromTwoDiameters(0, 9, 0)).toHaveProperty('refused');
    expect(compromiseFromOneDiameter(0, 9)).toHaveProperty('refused');
    expect(compromiseFromAreas(0, 1, 0)).toHaveProperty('refused');
  });

  it('refuses outlines that enclose nothing or cross themselves', () => {
    const square: Vector3[] = [
      [0, 0, 0],
      [10, 0, 0],
      [10, 10, 0],
      [0, 10, 0],
    ];
    expect(canalArea(square)).toEqual({ value: 100 });
    expect(canalArea(square.slice(0, 2))).toEqual({ refused: 'it has fewer than three points' });
    expect(canalArea([...square.slice(0, 2), [5, 0, 0]])).toEqual({ refused: 'it encloses no area' });
    expect(
      canalArea([
        [0, 0, 0],
        [10, 10, 0],
        [10, 0, 0],
        [0, 8, 0],
      ]),
    ).toEqual({ refused: 'it crosses itself' });
  });
});

describe('heights', () => {
  it('measures in the plane and compares with both neighbours', () => {
    expect(vertebralHeight(frame, [3, 0, 10], [9, 3, 6])).toBe(5);
    expect(heightLoss(25, 17.5, 25)).toEqual({ value: 30 });
    expect(heightLoss(25, 0, 25)).toHaveProperty('refused');
  });

  it.each([
    [-5, 0],
    [19.999, 0],
    [20, 1],
    [25, 1],
    [25.001, 2],
    [40, 2],
    [40.001, 3],
  ])('grades a loss of %f %% as %i', (loss, grade) => {
    expect(genantGrade(loss)).toBe(grade);
  });
});

describe('endplate angle', () => {
  const flat = { anterior: [3, -30, 0] as Vector3, posterior: [3, 0, 0] as Vector3 };
  const sloping = { anterior: [3, -30, 0] as Vector3, posterior: [3, 0, 30] as Vector3 };

  it('is positive where the upper endplate falls towards the front, negative where it rises', () => {
    expect(endplateAngle(frame, sloping, flat)).toEqual({ value: expect.closeTo(45, 9) });
    expect(endplateAngle(frame, flat, sloping)).toEqual({ value: expect.closeTo(-45, 9) });
    expect(endplateAngle(frame, flat, flat)).toEqual({ value: 0 });
  });

  it('is refused where the corners of an endplate coincide', () => {
    expect(endplateAngle(frame, { ...flat, posterior: [9, -30, 0] }, flat)).toHaveProperty('refused');
  });
});

describe('disrupted length', () => {
  const trace: Vector3[] = [
    [0, 0, 30],
    [0, 0, 0],
  ];

  it('is the length along the trace, overlaps once, and its share', () => {
    expect(
      disruptedLength(trace, [
        { start: [0, 1, 20], end: [0, 0, 10] },
        { start: [0, 0, 12], end: [0, 0, 5] },
      ]),
    ).toEqual({ millimetres: 15, percent: 50 });
    expect(disruptedLength(trace, [])).toEqual({ millimetres: 0, percent: 0 });
    expect(disruptedLength(trace.slice(1), [])).toHaveProperty('refused');
  });
});

describe('display', () => {
  it('rounds by unit, with a true minus and no minus zero', () => {
    expect(formatValue({ value: 4.35, unit: 'mm' })).toBe('4.3');
    expect(formatValue({ value: 29.6, unit: '%' })).toBe('30');
    expect(formatValue({ value: -12.25, unit: 'deg' })).toBe('−12.3');
    expect(formatValue({ value: -0.01, unit: 'mm' })).toBe('0.0');
    expect(formatValue({ value: 2, unit: '1' })).toBe('2');
    expect(formatValue({ value: null, unit: 'mm' })).toBe('–');
  });
});
