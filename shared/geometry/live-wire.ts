import type { PixelPosition } from './image';
import { simplifyLine, smoothLine } from './simplify';
import type { Vector3 } from './vector';

/** Grey values of an image, row by row, and the distances of its pixels. */
export interface GreyImage {
  columns: number;
  rows: number;
  /** mm between columns, mm between rows. */
  columnSpacing: number;
  rowSpacing: number;
  /** The value of a pixel; null where it has none (padding). */
  valueAt(column: number, row: number): number | null;
}

/** Lines along the cortex from one place to any other near it. */
export interface LiveWire {
  /** From the start to `to`, in fractional pixels; straight beyond the window. */
  lineTo(to: PixelPosition): PixelPosition[];
}

/** Half the side of the window searched, pixels: a vertebral body and its neighbours at usual resolution. */
export const liveWireRadius = 72;
/** How far the line may leave the rounded path it was found as, pixels. */
const tolerance = 0.25;
/** Rounds of smoothing that take the staircase of whole pixels off a path. */
const roundings = 3;

/** Costs of a pixel of path: least on a dark line, more on an edge, most in a bright plain. */
const leastCost = 0.05;
const featureCost = 0.85;
const brightnessCost = 0.1;
/** An edge counts as this part of a dark line as strong. */
const edgeShare = 0.6;
/** A line as strong as any is at least this deep, in standard deviations of the grey values: noise makes none. */
const leastDepth = 0.4;
/** Steps of cost told apart in the search, per pixel of cost 1. */
const costSteps = 48;

/** Pixels beyond the window that the detectors reach to. */
const border = 3;

interface Window {
  left: number;
  top: number;
  width: number;
  height: number;
}

/** Grey values of a window and a border, the image's outermost ones carried on beyond its edge. */
function greyOf(image: GreyImage, { left, top, width, height }: Window): Float32Array {
  const wide = width + 2 * border;
  const grey = new Float32Array(wide * (height + 2 * border));
  for (let y = 0; y < height + 2 * border; y++) {
    const row = Math.min(image.rows - 1, Math.max(0, top + y - border));
    for (let x = 0; x < wide; x++) {
      const column = Math.min(image.columns - 1, Math.max(0, left + x - border));
      grey[y * wide + x] = image.valueAt(column, row) ?? 0;
    }
  }
  return grey;
}

/** Each value replaced by the weighted mean of its 3 × 3 surroundings (1 2 1 both ways); the outermost stay. */
function softened(grey: Float32Array, wide: number): Float32Array {
  const soft = Float32Array.from(grey);
  const at = (index: number): number => grey[index] ?? 0;
  for (let index = wide + 1; index < grey.length - wide - 1; index++) {
    soft[index] =
      (4 * at(index) +
        2 * (at(index - 1) + at(index + 1) + at(index - wide) + at(index + wide)) +
        at(index - wide - 1) +
        at(index - wide + 1) +
        at(index + wide - 1) +
        at(index + wide + 1)) /
      16;
  }
  return soft;
}

function meanAndDeviation(values: Float32Array): { mean: number; deviation: number } {
  let sum = 0;
  let squares = 0;
  for (const value of values) {
    sum += value;
    squares += value * value;
  }
  const mean = sum / values.length;
  return { mean, deviation: Math.sqrt(Math.max(0, squares / values.length - mean * mean)) };
}

/** The mean of a pixel (half) and the next ones to either side along a line (a quarter each). */
function alongLine(grey: Float32Array, index: number, along: number): number {
  return (2 * (grey[index] ?? 0) + (grey[index - along] ?? 0) + (grey[index + along] ?? 0)) / 4;
}

/**
 * What a step on each pixel of the window costs, from `leastCost` to 1. A dark line is where both sides, two pixels away,
 * are brighter (so that the foot of an edge is none); an edge is where the grey values rise steeply.
 */
function costsOf(image: GreyImage, window: Window): Float32Array {
  const { width, height } = window;
  const wide = width + 2 * border;
  const grey = greyOf(image, window);
  const soft = softened(grey, wide);
  const lines = new Float32Array(width * height);
  const edges = new Float32Array(width * height);
  const side = Math.min(image.columnSpacing, image.rowSpacing);
  const across = side / image.columnSpacing;
  const down = side / image.rowSpacing;
  // One step along the line, and one across it, for lines up, to the right and both ways slanting.
  const directions = [
    [wide, 1],
    [1, wide],
    [wide + 1, wide - 1],
    [wide - 1, wide + 1],
  ] as const;
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const index = (y + border) * wide + x + border;
      let deepest = 0;
      for (const [along, beside] of directions) {
        const here = alongLine(grey, index, along);
        const left = alongLine(grey, index - 2 * beside, along);
        const right = alongLine(grey, index + 2 * beside, along);
        deepest = Math.max(deepest, Math.min(left, right) - here);
      }
      lines[y * width + x] = deepest;
      edges[y * width + x] = Math.hypot(
        ((soft[index + 1] ?? 0) - (soft[index - 1] ?? 0)) * across,
        ((soft[index + wide] ?? 0) - (soft[index - wide] ?? 0)) * down,
      );
    }
  }
  const line = meanAndDeviation(lines);
  const edge = meanAndDeviation(edges);
  const whole = meanAndDeviation(grey);
  const strongLine = Math.max(line.mean + 2 * line.deviation, leastDepth * whole.deviation) || 1;
  const strongEdge = edge.mean + 2 * edge.deviation || 1;
  const dark = whole.mean - 1.5 * whole.deviation;
  const range = 3 * whole.deviation || 1;
  const costs = new Float32Array(width * height);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const index = y * width + x;
      const onLine = Math.min(1, (lines[index] ?? 0) / strongLine);
      const onEdge = Math.min(1, (edges[index] ?? 0) / strongEdge);
      const brightness = Math.min(
        1,
        Math.max(0, ((soft[(y + border) * wide + x + border] ?? 0) - dark) / range),
      );
      const feature = Math.max(onLine, edgeShare * onEdge);
      costs[index] = leastCost + featureCost * (1 - feature) ** 2 + brightnessCost * brightness;
    }
  }
  return costs;
}

/**
 * The cheapest way from a start to every pixel of a window: for each pixel the index of the one before it, −1 at the
 * start (Dijkstra 1959 with buckets of whole costs, Dial 1969; eight neighbours, costs by length of the step).
 */
function waysFrom(
  costs: Float32Array,
  width: number,
  start: number,
  spacing: readonly [number, number],
): Int32Array {
  const height = costs.length / width;
  const side = Math.min(...spacing);
  const across = (spacing[0] / side) * costSteps;
  const down = (spacing[1] / side) * costSteps;
  const diagonal = Math.hypot(across, down);
  const bucketCount = Math.ceil(diagonal * (leastCost + featureCost + brightnessCost)) + 2;
  const buckets: number[][] = Array.from({ length: bucketCount }, () => []);
  const reached = new Int32Array(costs.length).fill(2 ** 31 - 1);
  const before = new Int32Array(costs.length).fill(-1);
  reached[start] = 0;
  buckets[0]?.push(start);
  let waiting = 1;
  for (let total = 0; waiting > 0; total++) {
    const bucket = buckets[total % bucketCount] ?? [];
    while (bucket.length > 0) {
      const index = bucket.pop() ?? 0;
      waiting -= 1;
      if (reached[index] !== total) continue;
      const x = index % width;
      const y = (index - x) / width;
      for (let dy = -1; dy <= 1; dy++) {
        if (y + dy < 0 || y + dy >= height) continue;
        for (let dx = -1; dx <= 1; dx++) {
          if ((dx === 0 && dy === 0) || x + dx < 0 || x + dx >= width) continue;
          const next = index + dy * width + dx;
          const length = dy === 0 ? across : dx === 0 ? down : diagonal;
          const sum = total + Math.max(1, Math.round((costs[next] ?? 1) * length));
          if (sum >= (reached[next] ?? 0)) continue;
          reached[next] = sum;
          before[next] = index;
          buckets[sum % bucketCount]?.push(next);
          waiting += 1;
        }
      }
    }
  }
  return before;
}

/**
 * Prepares lines from a place along the dark line of the cortex (or the edge, where there is no line) to places within
 * `liveWireRadius` pixels: the cheapest path over darkness, ridges and gradient of the grey values (live-wire; Mortensen
 * and Barrett 1998). All the search is done here, once; following the pointer then only reads a path. A path is rounded
 * off and simplified to a quarter of a pixel.
 */
export function liveWireFrom(image: GreyImage, from: PixelPosition): LiveWire {
  const column = Math.min(image.columns - 1, Math.max(0, Math.round(from.column)));
  const row = Math.min(image.rows - 1, Math.max(0, Math.round(from.row)));
  const left = Math.max(0, column - liveWireRadius);
  const top = Math.max(0, row - liveWireRadius);
  const width = Math.min(image.columns, column + liveWireRadius + 1) - left;
  const height = Math.min(image.rows, row + liveWireRadius + 1) - top;
  const costs = costsOf(image, { left, top, width, height });
  const start = (row - top) * width + (column - left);
  const before = waysFrom(costs, width, start, [image.columnSpacing, image.rowSpacing]);
  return {
    lineTo: (to) => {
      const x = Math.min(width - 1, Math.max(0, Math.round(to.column) - left));
      const y = Math.min(height - 1, Math.max(0, Math.round(to.row) - top));
      const path: Vector3[] = [];
      for (let index = y * width + x; index >= 0; index = before[index] ?? -1) {
        path.push([(index % width) + left, Math.floor(index / width) + top, 0]);
      }
      path.reverse();
      // The ends are where the reader clicked, not the middles of their pixels.
      const line: Vector3[] = [[from.column, from.row, 0], ...path.slice(1, -1), [to.column, to.row, 0]];
      return simplifyLine(smoothLine(line, roundings), tolerance).map(([atColumn, atRow]) => ({
        column: atColumn,
        row: atRow,
      }));
    },
  };
}
