import type { GreyWindow } from './default-window';
import type { FrameFormat, StoredFrame } from './frame-format';
import type { Picture, PresentationJob } from './presentation-job';

/** One frame to be read and decoded. `job` null asks for the stored values instead of a picture. */
export interface DecodeRequest {
  /** Where its bytes are fetched from. */
  address: string;
  format: FrameFormat;
  job: PresentationJob | null;
}

/**
 * What became of a frame. `standardWindow` is the window to show a grey one with until somebody chooses another, null for
 * colour. `problem` ends a sentence about its pixels; `unread` is the sentence why its bytes could not be
 * had, null where nothing answered.
 */
export type DecodeReply =
  | { stored: StoredFrame }
  | { picture: Picture; standardWindow: GreyWindow | null }
  | { problem: string }
  | { unread: string | null };

/** To a decode worker: a frame, that it is not wanted any more, or to get ready for the first. */
export type ToDecoder = { id: number; request: DecodeRequest } | { cancel: number } | 'warm-up';

/** From a decode worker: that a frame's bytes are there and decoding begins, then what became of it. */
export type FromDecoder = { id: number; begun: true } | { id: number; reply: DecodeReply };
