/** Where the stored bytes of one frame are. Kept by the main process; the renderer only knows the frame's id. */
export interface FrameLocation {
  /** Absolute path. */
  path: string;
  /** What follows the path in the name of a file in an archive; absent for a file that lies there as it is. */
  member?: string;
  /** Size and modification time when the file was indexed, to notice that it changed. */
  size: number;
  modifiedMs: number;
  /** The syntax the bytes are served in: native pixels always as explicit little endian. */
  transferSyntaxUid: string;
  /** How to get from the file to the bytes that offsets count in: none for a file that lies there as it is. */
  layers: readonly Layer[];
  bytes: FrameBytes;
}

/** A compressed range of the file, or of what the layer before inflates to; what it inflates to is counted anew. */
export interface Layer {
  start: number;
  length: number;
  /** Bare (RFC 1951), zlib (RFC 1950) or gzip (RFC 1952). */
  format: 'deflate-raw' | 'zlib' | 'gzip';
  /** Bytes it inflates to. */
  size: number;
  /** Of what it inflates to, where the archive says it. */
  crc32?: number;
}

export type FrameBytes =
  /** The bytes as they are stored. `swap`: 2 or 4 to reverse big-endian words of that many bytes, else 1. */
  | { kind: 'native'; offset: number; length: number; swap: 1 | 2 | 4 }
  /** Pieces, [offset, length] each, that joined make the compressed frame. */
  | { kind: 'fragments'; fragments: readonly (readonly [number, number])[] }
  /** The frame is known but cannot be shown, and why. */
  | { kind: 'unreadable'; problem: string };
