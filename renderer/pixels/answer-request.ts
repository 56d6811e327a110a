import { decodeFrame } from './decode-frame';
import type { DecodeReply, DecodeRequest } from './decode-messages';
import { defaultWindow } from './default-window';
import { DecodeProblem } from './frame-format';
import { presentFrame } from './present-frame';

/** What a request gets from the bytes of its frame. Never rejects. */
export async function answerRequest(
  bytes: Uint8Array,
  { format, job }: Pick<DecodeRequest, 'format' | 'job'>,
): Promise<DecodeReply> {
  try {
    const stored = await decodeFrame(bytes, format);
    if (job === null) return { stored };
    const picture = presentFrame(stored, format, job);
    const standardWindow = picture.kind === 'grey' ? defaultWindow(picture, picture.pixels) : null;
    return { picture, standardWindow };
  } catch (error) {
    if (error instanceof DecodeProblem) return { problem: error.message };
    const detail = error instanceof Error ? error.message : String(error);
    return { problem: `the decoder failed (${detail})` };
  }
}
