import { answerRequest } from './answer-request';
import type { DecodeReply, DecodeRequest, FromDecoder, ToDecoder } from './decode-messages';
import { warmUp } from './warm-up';

/** What the web worker's scope offers, of what is used here. */
interface WorkerScope {
  postMessage(message: FromDecoder, transfer: Transferable[]): void;
  addEventListener(type: 'message', listener: (event: MessageEvent<ToDecoder>) => void): void;
}

const scope = self as unknown as WorkerScope;

/** What ends the fetch of each frame whose bytes are not there yet. */
const fetching = new Map<number, AbortController>();

async function fetchBytes(id: number, address: string): Promise<Uint8Array | { unread: string | null }> {
  const abort = new AbortController();
  fetching.set(id, abort);
  try {
    const response = await fetch(address, { signal: abort.signal });
    if (response.ok) return new Uint8Array(await response.arrayBuffer());
    const reason = (await response.text()).trim();
    return { unread: reason.length < 400 ? reason : '' };
  } catch {
    return { unread: null };
  } finally {
    fetching.delete(id);
  }
}

function buffersOf(reply: DecodeReply): Transferable[] {
  if ('stored' in reply) return [reply.stored.values.buffer];
  if (!('picture' in reply)) return [];
  const { picture } = reply;
  const exact = picture.kind === 'grey' && picture.values !== null ? [picture.values.buffer] : [];
  return [picture.pixels.buffer, ...exact];
}

async function answer(id: number, request: DecodeRequest): Promise<void> {
  const bytes = await fetchBytes(id, request.address);
  if (!(bytes instanceof Uint8Array)) return scope.postMessage({ id, reply: bytes }, []);
  scope.postMessage({ id, begun: true }, []);
  const reply = await answerRequest(bytes, request);
  scope.postMessage({ id, reply }, buffersOf(reply));
}

scope.addEventListener('message', ({ data }) => {
  if (data === 'warm-up') void warmUp();
  else if ('cancel' in data) fetching.get(data.cancel)?.abort();
  else void answer(data.id, data.request);
});
