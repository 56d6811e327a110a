import { decodeFrame } from './decode-frame';
import type { DecodeReply, DecodeRequest } from './decode-messages';
import { DecodeProblem } from './frame-format';
import { presentFrame } from './present-frame';

/** What the web worker's scope offers, of what is used here. */
interface WorkerScope {
  postMessage(reply: DecodeReply, transfer: Transferable[]): void;
  addEventListener(type: 'message', listener: (event: MessageEvent<DecodeRequest>) => void): void;
}

const scope = self as unknown as WorkerScope;

async function answer({ bytes, format, job }: DecodeRequest): Promise<DecodeReply> {
  try {
    const stored = await decodeFrame(bytes, format);
    return job === null ? { stored } : { picture: presentFrame(stored, format, job) };
  } catch (error) {
    if (error instanceof DecodeProblem) return { problem: error.message };
    const detail = error instanceof Error ? error.message : String(error);
    return { problem: `the decoder failed (${detail})` };
  }
}

function buffersOf(reply: DecodeReply): Transferable[] {
  if ('stored' in reply) return [reply.stored.values.buffer];
  if ('problem' in reply) return [];
  const { picture } = reply;
  const exact = picture.kind === 'grey' && picture.values !== null ? [picture.values.buffer] : [];
  return [picture.pixels.buffer, ...exact];
}

scope.addEventListener('message', ({ data }) => {
  void answer(data).then((reply) => scope.postMessage(reply, buffersOf(reply)));
});
