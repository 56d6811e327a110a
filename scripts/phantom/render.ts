import type { Anatomy } from './anatomy';
import type { PhantomDefinition } from './cases';
import { columnLevels } from './column-levels';
import { smoothstep } from './distances';
import type { Slice } from './planes';
import { gaussianTable, seedFrom, uniformGenerator } from './random';
import { type Contrast, contrasts } from './tissue';

const throughPlaneSamples = 3;
const noiseDeviation: Record<Contrast, number> = { T1: 15, T2: 19, STIR: 20 };

/** Noise-free signal of a slice in every contrast: the mean over the pixel and the slice thickness. */
export function renderSlice(anatomy: Anatomy, definition: PhantomDefinition, slice: Slice): Float32Array[] {
  const { rows, columns, origin, rowDirection: u, columnDirection: v, pixelSpacing, thickness } = slice;
  const images = contrasts.map(() => new Float32Array(rows * columns));
  const normal = [u[1] * v[2] - u[2] * v[1], u[2] * v[0] - u[0] * v[2], u[0] * v[1] - u[1] * v[0]] as const;
  const edge = (pixelSpacing[0] + pixelSpacing[1]) / 2;
  const metal = metalAt(anatomy, definition);
  const total = [0, 0, 0];
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      const du = column * pixelSpacing[1];
      const dv = row * pixelSpacing[0];
      const x = origin[0] + u[0] * du + v[0] * dv;
      const y = origin[1] + u[1] * du + v[1] * dv;
      const z = origin[2] + u[2] * du + v[2] * dv;
      const place = anatomy.beginPixel(x, y, z, edge);
      if (place === 'air') {
        continue;
      }
      const samples = place === 'spine' ? throughPlaneSamples : 1;
      total.fill(0);
      for (let k = 0; k < samples; k++) {
        if (place === 'spine') {
          const t = ((k + 0.5) / samples - 0.5) * thickness;
          anatomy.sample(x + normal[0] * t, y + normal[1] * t, z + normal[2] * t);
        }
        for (let c = 0; c < 3; c++) {
          total[c] = (total[c] as number) + (anatomy.signal[c] as number);
        }
      }
      const shade = coilSensitivity(anatomy.depthUnderSkinOfBack(y, z), z) * metal(x, y, z);
      const index = row * columns + column;
      for (let c = 0; c < 3; c++) {
        (images[c] as Float32Array)[index] = ((total[c] as number) / samples) * shade;
      }
    }
  }
  return images.map((image) => blurred(image, rows, columns));
}

/** The point spread of the acquisition: a symmetric kernel [w, 1 − 2w, w] along rows and columns, about 0.6 pixels. */
function blurred(image: Float32Array, rows: number, columns: number): Float32Array {
  const side = 0.17;
  const pass = (from: Float32Array, step: number): Float32Array => {
    const to = from.slice();
    for (let row = 1; row < rows - 1; row++) {
      for (let column = 1; column < columns - 1; column++) {
        const i = row * columns + column;
        to[i] =
          (1 - 2 * side) * (from[i] as number) +
          side * ((from[i - step] as number) + (from[i + step] as number));
      }
    }
    return to;
  };
  return pass(pass(image, 1), columns);
}

/** Sensitivity of a spine coil under the patient: falls with depth from the skin of the back and off its ends. */
function coilSensitivity(depth: number, z: number): number {
  const d = Math.max(0, depth) / 95;
  return (0.4 + 0.78 / (1 + d * d)) * (1 - 0.35 * smoothstep(110, 175, Math.abs(z)));
}

/** Share of the signal that metal leaves at a point: a void with a bright, displaced rim. */
function metalAt(
  anatomy: Anatomy,
  definition: PhantomDefinition,
): (x: number, y: number, z: number) => number {
  const { metal } = definition;
  if (metal === null) {
    return () => 1;
  }
  const body = anatomy.spine.vertebrae[columnLevels.indexOf(metal.level)]?.body;
  if (body === undefined) {
    throw new Error(`The phantom has no vertebra ${metal.level} for the metal.`);
  }
  const { PS, PI } = body.corners;
  const centre = [
    metal.offset[0],
    (PS[0] + PI[0]) / 2 + metal.offset[1],
    (PS[1] + PI[1]) / 2 + metal.offset[2],
  ] as const;
  return (x, y, z) => {
    const dy = y - centre[1];
    const dz = z - centre[2];
    const r = Math.hypot(x - centre[0], dy * 1.1, dz) / metal.radius;
    const lobes = 1 + 0.12 * Math.cos(4 * Math.atan2(dz, dy));
    const void_ = smoothstep(0.82, 1.02, r * lobes);
    const rim = Math.exp(-(((r * lobes - 1.06) / 0.07) ** 2)) * Math.max(0, dz / (Math.hypot(dy, dz) + 1));
    return void_ * (1 + 0.9 * rim);
  };
}

/** Magnitude image with Rician noise, rounded to whole stored values. */
export function storedValues(image: Float32Array, contrast: Contrast, seed: string): Uint16Array {
  const gauss = gaussianTable(seedFrom(`${seed} gauss`));
  const uniform = uniformGenerator(seedFrom(`${seed} ${contrast} pixels`));
  const deviation = noiseDeviation[contrast];
  const stored = new Uint16Array(image.length);
  for (let i = 0; i < image.length; i++) {
    const pick = Math.floor(uniform() * 268435456);
    const real = (image[i] as number) + deviation * (gauss[pick & 16383] as number);
    const imaginary = deviation * (gauss[(pick >>> 14) & 16383] as number);
    stored[i] = Math.min(2047, Math.round(Math.sqrt(real * real + imaginary * imaginary)));
  }
  return stored;
}
