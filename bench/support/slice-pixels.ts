import { NoiseField, uniformGenerator } from '../../scripts/phantom/random';

const field = new NoiseField(7);

/**
 * Stored values of a square slice, 16 bits little endian: a bright body with smooth structure and noise on a dark
 * ground, 0 to about 1600, so that windows, decoders and compressors have work like a patient's.
 */
export function slicePixels(matrix: number, slice: number): Uint8Array {
  const values = new Uint16Array(matrix * matrix);
  const noise = uniformGenerator(slice + 1);
  for (let row = 0; row < matrix; row++) {
    const y = row / matrix;
    for (let column = 0; column < matrix; column++) {
      const x = column / matrix;
      const isBody = (x - 0.5) ** 2 / 0.16 + (y - 0.5) ** 2 / 0.22 < 1;
      const tissue = isBody ? 700 + 600 * field.at(x * 14, y * 14, slice * 0.4) : 20;
      values[row * matrix + column] = Math.max(0, Math.round(tissue + 60 * noise()));
    }
  }
  return new Uint8Array(values.buffer);
}
