import type { FrameFormat, StoredFrame } from './frame-format';
import type { Picture, PresentationJob } from './presentation-job';

/** To a decode worker: one frame. `job` null asks for the stored values instead of a picture. */
export interface DecodeRequest {
  bytes: Uint8Array<ArrayBuffer>;
  format: FrameFormat;
  job: PresentationJob | null;
}

/** From a decode worker, one for each request. `problem` ends a sentence. */
export type DecodeReply = { stored: StoredFrame } | { picture: Picture } | { problem: string };
