/** What a check of one frame found: of its stored values, little endian, in the width of BitsAllocated. */
export type PixelCheck =
  | { sha256: string; rows: number; columns: number; min: number; max: number }
  /** A sentence. */
  | { error: string };
