import type { EntropyReader, HuffmanTable } from './jpeg-entropy';

/** A component of a lossless JPEG: one plane of samples. */
export interface LosslessComponent {
  samples: Uint16Array;
  dcTable: HuffmanTable | null;
}

/** What a lossless scan says of itself. */
export interface LosslessScan {
  columns: number;
  rows: number;
  precision: number;
  /** 1 to 7 (T.81 table H.1). */
  predictor: number;
  /** Bits that were taken off before coding. */
  pointTransform: number;
  /** Samples of a component between restart markers; 0 for none. */
  restartInterval: number;
}

/** Decodes a lossless scan (T.81 annex H) into the components' planes. Throws an Error where the data are damaged. */
export function decodeLosslessScan(
  entropy: EntropyReader,
  components: readonly LosslessComponent[],
  scan: LosslessScan,
): void {
  const { columns, rows, precision, predictor, pointTransform, restartInterval } = scan;
  if (predictor < 1 || predictor > 7) throw new Error('the JPEG has no valid predictor');
  const start = 2 ** (precision - pointTransform - 1);
  const count = columns * rows;
  const largest = 2 ** (precision - pointTransform) - 1;
  /** Where prediction began anew: its first row has only neighbours on the left. */
  let restartedAt = 0;
  for (let pixel = 0; pixel < count; pixel++) {
    if (restartInterval > 0 && pixel > 0 && pixel % restartInterval === 0) {
      entropy.restart();
      restartedAt = pixel;
    }
    const isFirstRow = pixel < restartedAt + columns;
    const isFirstColumn = pixel % columns === 0;
    for (const { samples, dcTable } of components) {
      let prediction = start;
      if (isFirstRow) {
        if (pixel !== restartedAt) prediction = samples[pixel - 1] as number;
      } else if (isFirstColumn) prediction = samples[pixel - columns] as number;
      else
        prediction = predict(
          predictor,
          samples[pixel - 1] as number,
          samples[pixel - columns] as number,
          samples[pixel - columns - 1] as number,
        );
      const size = entropy.symbol(dcTable);
      if (size > 16) throw new Error('the image data of the JPEG are damaged');
      const difference = size === 16 ? 32768 : entropy.receiveSigned(size);
      samples[pixel] = prediction + difference;
      if ((samples[pixel] as number) > largest) throw new Error('the image data of the JPEG are damaged');
    }
    entropy.check();
  }
  if (pointTransform === 0) return;
  for (const { samples } of components)
    for (let pixel = 0; pixel < count; pixel++) samples[pixel] = (samples[pixel] as number) << pointTransform;
}

function predict(predictor: number, left: number, above: number, diagonal: number): number {
  switch (predictor) {
    case 1:
      return left;
    case 2:
      return above;
    case 3:
      return diagonal;
    case 4:
      return left + above - diagonal;
    case 5:
      return left + ((above - diagonal) >> 1);
    case 6:
      return above + ((left - diagonal) >> 1);
    default:
      return (left + above) >> 1;
  }
}
