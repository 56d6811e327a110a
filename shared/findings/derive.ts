import { measureFracture } from '../geometry/measurements/measure-fracture';
import { imageKey } from '../geometry/measurements/measuring-plane';
import { assess } from '../risk/assess';
import type { Fracture, ImageGeometry, Point, Reading, RimCells, RimStatus } from './reading';

/**
 * Rim status from the nine cells: disrupted if any is interrupted or displaced; else not assessable if any is not
 * assessable; else unread if any is unread; else intact.
 */
export function rimStatus(cells: RimCells): RimStatus {
  const states = Object.values(cells);
  if (states.includes('interrupted') || states.includes('displaced')) return 'disrupted';
  if (states.includes('not-assessable')) return 'not-assessable';
  return states.includes('unread') ? 'unread' : 'intact';
}

/** Every point of a fracture: landmarks, traces and their disrupted stretches, fragment, canal outlines. */
export function pointsOfFracture(fracture: Fracture): Point[] {
  const { fragment } = fracture;
  const segments = [fragment.anteroPosterior, fragment.cranioCaudal, fragment.transverse];
  return [
    ...fracture.landmarks.map((landmark) => landmark.point),
    ...fracture.posteriorWall.traces.flatMap((trace) => [
      ...trace.points,
      ...trace.disrupted.flatMap(({ start, end }) => [start, end]),
    ]),
    ...segments.flatMap((segment) => (segment === null ? [] : [segment.start, segment.end])),
    ...(fragment.apex === null ? [] : [fragment.apex]),
    ...fracture.canal.outlines.flatMap((outline) => outline.points),
  ];
}

/** Every point the reader placed in a reading. */
export function pointsOfReading(reading: Reading): Point[] {
  return [...reading.levels.map((mark) => mark.point), ...reading.fractures.flatMap(pointsOfFracture)];
}

function referencedImages(reading: Reading): ImageGeometry[] {
  const referenced = new Set(pointsOfReading(reading).map(imageKey));
  return reading.study.images.filter((image) => referenced.has(imageKey(image)));
}

/**
 * The reading with everything that follows from its points and answers recomputed: rim status, measurements, the
 * images that points refer to (no others), assessment. Pure; applying it twice changes nothing more.
 */
export function withDerivedValues(reading: Reading): Reading {
  const images = referencedImages(reading);
  const levels = reading.levels.map((mark) => mark.level);
  const fractured = reading.fractures.map((fracture) => fracture.level);
  const fractures = reading.fractures.map((fracture): Fracture => {
    const rim = { ...fracture.rim, status: rimStatus(fracture.rim.cells) };
    const measured = { ...fracture, rim };
    return { ...measured, measurements: measureFracture(measured, { images, levels, fractured }) };
  });
  const derived: Reading = { ...reading, study: { ...reading.study, images }, fractures };
  return { ...derived, risk: assess(derived) };
}
