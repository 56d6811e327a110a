import type { Vector3 } from '../../shared/geometry/vector';

/** Values of grey images of up to 16 bits. */
export type VoxelValues = Uint8Array<ArrayBuffer> | Int16Array<ArrayBuffer> | Uint16Array<ArrayBuffer>;

/** Grey values of slices one after the other, each row by row. */
export interface VoxelVolume {
  columns: number;
  rows: number;
  slices: number;
  values: VoxelValues;
}

/** A grid of points in a volume: column, row and slice, in voxels from the centre of the first. */
export interface VolumeSampling {
  columns: number;
  rows: number;
  origin: Vector3;
  perColumn: Vector3;
  perRow: Vector3;
}

/** An image, and its smallest and largest value. */
export interface SampledImage {
  pixels: VoxelValues;
  least: number;
  most: number;
}

/** An array of the same kind. */
export function emptyLike(values: VoxelValues, size: number): VoxelValues {
  if (values instanceof Uint8Array) return new Uint8Array(size);
  return values instanceof Int16Array ? new Int16Array(size) : new Uint16Array(size);
}

/** The values of a volume at a grid of points, interpolated linearly between the eight voxels around each; at its edge, its edge. */
export function sampleVolume(
  volume: VoxelVolume,
  { columns, rows, origin, perColumn, perRow }: VolumeSampling,
): SampledImage {
  const { values } = volume;
  const pixels = emptyLike(values, columns * rows);
  const row = volume.columns;
  const slice = volume.columns * volume.rows;
  let least = Number.POSITIVE_INFINITY;
  let most = Number.NEGATIVE_INFINITY;
  for (let j = 0; j < rows; j++) {
    for (let i = 0; i < columns; i++) {
      const x = within(origin[0] + i * perColumn[0] + j * perRow[0], volume.columns);
      const y = within(origin[1] + i * perColumn[1] + j * perRow[1], volume.rows);
      const z = within(origin[2] + i * perColumn[2] + j * perRow[2], volume.slices);
      const [x0, y0, z0] = [Math.floor(x), Math.floor(y), Math.floor(z)];
      const [fx, fy, fz] = [x - x0, y - y0, z - z0];
      const at = z0 * slice + y0 * row + x0;
      // A step of nothing at the far edge, where the fraction is nothing too.
      const right = fx > 0 ? 1 : 0;
      const down = fy > 0 ? row : 0;
      const deep = fz > 0 ? slice : 0;
      const line = (start: number) =>
        (values[start] as number) * (1 - fx) + (values[start + right] as number) * fx;
      const plane = (start: number) => line(start) * (1 - fy) + line(start + down) * fy;
      const value = Math.round(plane(at) * (1 - fz) + plane(at + deep) * fz);
      pixels[j * columns + i] = value;
      if (value < least) least = value;
      if (value > most) most = value;
    }
  }
  return { pixels, least, most };
}

function within(position: number, count: number): number {
  return Math.min(count - 1, Math.max(0, position));
}
