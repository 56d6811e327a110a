/** The typed arrays decoded pixels come in. */
export type PixelArray =
  | Uint8Array
  | Uint8ClampedArray
  | Int8Array
  | Uint16Array
  | Int16Array
  | Uint32Array
  | Int32Array
  | Float32Array
  | Float64Array;

/** How a stored image is turned for display, and its displayed size in pixels. */
export interface Turn {
  columns: number;
  rows: number;
  transposed: boolean;
  mirroredColumns: boolean;
  mirroredRows: boolean;
}

/** Whether the stored image is already as it is displayed. */
export function isUnturned(turn: Turn): boolean {
  return !turn.transposed && !turn.mirroredColumns && !turn.mirroredRows;
}

/**
 * The stored pixels rearranged as displayed: an exact permutation, no value changes. `turn.columns` × `turn.rows` is
 * the displayed size; `samples` values a pixel, interleaved.
 */
export function turnPixels<A extends PixelArray>(stored: A, turn: Turn, samples: number, into: A): A {
  const { columns, rows, transposed, mirroredColumns, mirroredRows } = turn;
  const storedColumns = transposed ? rows : columns;
  const storedRows = transposed ? columns : rows;
  const columnStep = mirroredColumns ? -1 : 1;
  const rowStep = mirroredRows ? -storedColumns : storedColumns;
  const start =
    (mirroredColumns ? storedColumns - 1 : 0) + (mirroredRows ? (storedRows - 1) * storedColumns : 0);
  const stepRight = transposed ? rowStep : columnStep;
  const stepDown = transposed ? columnStep : rowStep;
  let target = 0;
  for (let row = 0; row < rows; row++) {
    let source = start + row * stepDown;
    for (let column = 0; column < columns; column++, source += stepRight) {
      for (let sample = 0; sample < samples; sample++)
        into[target++] = stored[source * samples + sample] as number;
    }
  }
  return into;
}
