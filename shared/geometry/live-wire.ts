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

/** Lines along an edge from one place to any other near it. */
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

/** Cost of a pixel on a strong edge, and what a pixel in a plain costs on top. */
const leastCost = 0.03;
const plainCost = 0.97;
/** How much a pixel on the flank of an edge counts. */
const flankShare = 0.5;
/** Steps of cost told apart in the search, per pixel of cost 1. */
const costSteps = 48;

/** Pixels beyond the window that the derivatives reach to. */
const border = 2;

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

/** How much an edge counts whose grey values rise towards `rise`: all of it towards `wanted`, half across, none away. */
function polarity(rise: readonly [number, number], wanted: readonly [number, number] | null): number {
  const size = Math.hypot(...rise);
  if (wanted === null || size === 0) return 1;
  return Math.max(0, 0.5 + (rise[0] * wanted[0] + rise[1] * wanted[1]) / (2 * size));
}

/** What a step on each pixel of the window costs: least on the strongest edges, 1 in a plain. */
function costsOf(image: GreyImage, window: Window, brighter: readonly [number, number] | null): Float32Array {
  const { width, height } = window;
  const wide = width + 2 * border;
  const grey = softened(greyOf(image, window), wide);
  const side = Math.min(image.columnSpacing, image.rowSpacing);
  const edges = new Float32Array(width * height);
  const steps = new Int32Array(width * height);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const index = (y + border) * wide + x + border;
      const across = (((grey[index + 1] ?? 0) - (grey[index - 1] ?? 0)) * side) / image.columnSpacing;
      const down = (((grey[index + wide] ?? 0) - (grey[index - wide] ?? 0)) * side) / image.rowSpacing;
      const size = Math.hypot(across, down);
      edges[y * width + x] = size * polarity([across, down], brighter);
      // The neighbour across the edge, of the eight: the index step to it.
      if (size > 0) {
        steps[y * width + x] = Math.round(across / size) + Math.round(down / size) * width;
      }
    }
  }
  const { mean, deviation } = meanAndDeviation(edges);
  const strong = mean + 3 * deviation || 1;
  return edges.map((edge, index) => {
    // The flank of an edge is not the edge: beside a stronger pixel across it, it counts less.
    const x = index % width;
    const step = steps[index] ?? 0;
    const isInside = x > 0 && x < width - 1 && step !== 0;
    const isFlank = isInside && edge < Math.max(edges[index - step] ?? 0, edges[index + step] ?? 0);
    const counted = Math.min(1, edge / strong) * (isFlank ? flankShare : 1);
    return leastCost + plainCost * (1 - counted) ** 2;
  });
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
  const bucketCount = Math.ceil(diagonal * (leastCost + plainCost)) + 2;
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
 * Prepares lines from a place along the strongest edges to places within `liveWireRadius` pixels: the cheapest path over
 * the gradient of the grey values (live-wire; Mortensen and Barrett 1998). All the search is done here, once; following the
 * pointer then only reads a path. A path is rounded off and simplified to a quarter of a pixel. `brighter`: the direction
 * (columns, rows; unit length) in which the image gets brighter across the edge looked for: from the dark cortex towards
 * the canal it is posterior; null takes every edge alike.
 */
export function liveWireFrom(
  image: GreyImage,
  from: PixelPosition,
  brighter: readonly [number, number] | null = null,
): LiveWire {
  const column = Math.min(image.columns - 1, Math.max(0, Math.round(from.column)));
  const row = Math.min(image.rows - 1, Math.max(0, Math.round(from.row)));
  const left = Math.max(0, column - liveWireRadius);
  const top = Math.max(0, row - liveWireRadius);
  const width = Math.min(image.columns, column + liveWireRadius + 1) - left;
  const height = Math.min(image.rows, row + liveWireRadius + 1) - top;
  const costs = costsOf(image, { left, top, width, height }, brighter);
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
