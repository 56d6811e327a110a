/** A plane of samples and how often it is sampled. */
export interface SampledPlane<Samples> {
  samples: Samples;
  /** Samples from one row of the plane to the next. */
  width: number;
  horizontal: number;
  vertical: number;
}

/** The size an image has, and how often its most sampled component is sampled. */
export interface FullSize {
  columns: number;
  rows: number;
  mostHorizontal: number;
  mostVertical: number;
}

/**
 * A plane at the size of the image, written into `full`. Halved planes are interpolated as the IJG library does
 * ("fancy upsampling"), others are repeated.
 */
export function upsample<Samples extends Uint8Array | Uint16Array>(
  size: FullSize,
  plane: SampledPlane<Samples>,
  full: Samples,
): Samples {
  const { columns, rows, mostHorizontal, mostVertical } = size;
  const { samples, width, horizontal, vertical } = plane;
  const ownColumns = Math.ceil((columns * horizontal) / mostHorizontal);
  const ownRows = Math.ceil((rows * vertical) / mostVertical);
  const smooth = mostHorizontal === 2 * horizontal && ownColumns > 2;
  const pixel = (row: number, column: number) => samples[row * width + column] as number;
  for (let row = 0; row < rows; row++) {
    const start = row * columns;
    const own = Math.floor((row * vertical) / mostVertical);
    if (smooth && mostVertical === vertical) {
      for (let column = 0; column < columns; column++) {
        const near = column >> 1;
        const far = Math.min(ownColumns - 1, Math.max(0, near + (column % 2 === 0 ? -1 : 1)));
        const edge = far === near;
        full[start + column] = edge
          ? pixel(own, near)
          : (3 * pixel(own, near) + pixel(own, far) + (column % 2 === 0 ? 1 : 2)) >> 2;
      }
    } else if (smooth && mostVertical === 2 * vertical) {
      const other = Math.min(ownRows - 1, Math.max(0, own + (row % 2 === 0 ? -1 : 1)));
      const sum = (column: number) => 3 * pixel(own, column) + pixel(other, column);
      for (let column = 0; column < columns; column++) {
        const near = column >> 1;
        const far = Math.min(ownColumns - 1, Math.max(0, near + (column % 2 === 0 ? -1 : 1)));
        full[start + column] = (3 * sum(near) + sum(far) + (column % 2 === 0 ? 8 : 7)) >> 4;
      }
    } else {
      for (let column = 0; column < columns; column++)
        full[start + column] = pixel(own, Math.floor((column * horizontal) / mostHorizontal));
    }
  }
  return full;
}
