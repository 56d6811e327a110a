/** Where the stored bytes of one frame are. Kept by the main process; the renderer only knows the frame's id. */
export interface FrameLocation {
  /** Absolute path. */
  path: string;
  /** Size and modification time when the file was indexed, to notice that it changed. */
  size: number;
  modifiedMs: number;
  /** The syntax the bytes are served in: native pixels always as explicit little endian. */
  transferSyntaxUid: string;
  bytes: FrameBytes;
}

export type FrameBytes =
  /** The bytes as they are in the file. `swap`: 2 or 4 to reverse big-endian words of that many bytes, else 1. */
  | { kind: 'native'; offset: number; length: number; swap: 1 | 2 | 4 }
  /** As native, but in the data set that starts at `start` of the file and must be inflated first. */
  | { kind: 'deflated'; start: number; offset: number; length: number }
  /** Pieces of the file, [offset, length] each, that joined make the compressed frame. */
  | { kind: 'fragments'; fragments: readonly (readonly [number, number])[] }
  /** The frame is known but cannot be shown, and why. */
  | { kind: 'unreadable'; problem: string };
