import type { DecodeReply, DecodeRequest, FromDecoder, ToDecoder } from './decode-messages';

/** What of a Worker the pool uses. */
export interface DecodeWorker {
  postMessage(message: ToDecoder): void;
  terminate(): void;
  onmessage: ((event: MessageEvent<FromDecoder>) => void) | null;
  onerror: ((event: ErrorEvent) => void) | null;
}

interface Task {
  id: number;
  request: DecodeRequest;
  settle: (reply: DecodeReply) => void;
  isCancelled: boolean;
}

/** A worker and the frames it was given: their bytes are fetched side by side, decoding is one after the other. */
interface Place {
  worker: DecodeWorker;
  held: Map<number, Task>;
  /** The frames being decoded, and what ends the wait for each. */
  begun: Map<number, ReturnType<typeof setTimeout>>;
}

/** Frames a worker is given at once: so many that it need not wait for the disk between two. */
const heldAtOnce = 8;

/**
 * Reads and decodes frames in workers. A worker that crashes, or has not decoded a frame within `patience` ms, is ended and
 * replaced: the frame it was decoding gets a problem, those it had not begun go to another.
 */
export class DecoderPool {
  private readonly places: Place[] = [];
  private readonly waiting: Task[] = [];
  private lastId = 0;

  constructor(
    private readonly size: number,
    private readonly patience: number,
    private readonly startWorker: () => DecodeWorker,
  ) {}

  /** Starts a worker and has it get ready before the first frame needs it. */
  prepare(): void {
    if (this.places.length === 0) this.addPlace().worker.postMessage('warm-up');
  }

  /** Rejects only where `signal` says that the frame is not wanted any more. */
  decode(request: DecodeRequest, signal?: AbortSignal): Promise<DecodeReply> {
    return new Promise((resolve, reject) => {
      const task: Task = { id: ++this.lastId, request, settle: resolve, isCancelled: false };
      signal?.addEventListener('abort', () => {
        reject(signal.reason);
        this.cancel(task);
      });
      this.waiting.push(task);
      this.next();
    });
  }

  private cancel(task: Task): void {
    task.isCancelled = true;
    const index = this.waiting.indexOf(task);
    if (index >= 0) this.waiting.splice(index, 1);
    this.places.find(({ held }) => held.has(task.id))?.worker.postMessage({ cancel: task.id });
  }

  private next(): void {
    while (this.waiting.length > 0) {
      const place = this.freePlace();
      if (place === null) return;
      const task = this.waiting.shift();
      if (task === undefined) return;
      place.held.set(task.id, task);
      place.worker.postMessage({ id: task.id, request: task.request });
    }
  }

  /** The worker with the least to do, a new one where all have something; null where all have enough. */
  private freePlace(): Place | null {
    const [least] = [...this.places].sort((a, b) => a.held.size - b.held.size);
    if (least !== undefined && least.held.size === 0) return least;
    if (this.places.length < this.size) return this.addPlace();
    return least !== undefined && least.held.size < heldAtOnce ? least : null;
  }

  private addPlace(): Place {
    const place: Place = { worker: this.startWorker(), held: new Map(), begun: new Map() };
    this.places.push(place);
    place.worker.onmessage = ({ data }) => {
      if ('begun' in data) {
        const { patience } = this;
        const late = { problem: `the decoder did not finish within ${patience / 1000} s` };
        place.begun.set(
          data.id,
          setTimeout(() => this.replace(place, [data.id], late), patience),
        );
      } else this.finish(place, data.id, data.reply);
    };
    place.worker.onerror = (event) => {
      event.preventDefault();
      // One that crashes before it has begun anything would take every frame with it if they went on to another.
      const begun = place.begun.size > 0 ? [...place.begun.keys()] : [...place.held.keys()];
      this.replace(place, begun, { problem: 'the decoder stopped working' });
    };
    return place;
  }

  private finish({ held, begun }: Place, id: number, reply: DecodeReply): void {
    clearTimeout(begun.get(id));
    begun.delete(id);
    held.get(id)?.settle(reply);
    held.delete(id);
    this.next();
  }

  /** Ends a worker. The frames named get the reply, its others are first in the queue. */
  private replace(place: Place, ids: readonly number[], reply: DecodeReply): void {
    this.places.splice(this.places.indexOf(place), 1);
    place.worker.onmessage = null;
    place.worker.onerror = null;
    place.worker.terminate();
    for (const timer of place.begun.values()) clearTimeout(timer);
    const others = [...place.held.values()].filter(
      ({ id, isCancelled }) => !ids.includes(id) && !isCancelled,
    );
    this.waiting.unshift(...others);
    for (const id of ids) place.held.get(id)?.settle(reply);
    this.next();
  }
}
