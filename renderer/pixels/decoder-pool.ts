import type { DecodeReply, DecodeRequest } from './decode-messages';

/** What of a Worker the pool uses. */
export interface DecodeWorker {
  postMessage(request: DecodeRequest, transfer: Transferable[]): void;
  terminate(): void;
  onmessage: ((event: MessageEvent<DecodeReply>) => void) | null;
  onerror: ((event: ErrorEvent) => void) | null;
}

interface Task {
  request: DecodeRequest;
  resolve: (reply: DecodeReply) => void;
}

/**
 * Decodes frames in workers, one frame at a time each. A worker that crashes, or does not answer within `patience` ms,
 * is ended and replaced; its frame gets a problem.
 */
export class DecoderPool {
  private readonly idle: DecodeWorker[] = [];
  private readonly waiting: Task[] = [];
  private running = 0;

  constructor(
    private readonly size: number,
    private readonly patience: number,
    private readonly startWorker: () => DecodeWorker,
  ) {}

  /** Starts a worker before the first frame needs it. */
  prepare(): void {
    if (this.idle.length === 0 && this.running === 0) this.idle.push(this.startWorker());
  }

  /** Resolves always; the bytes are given away. */
  decode(request: DecodeRequest): Promise<DecodeReply> {
    return new Promise((resolve) => {
      this.waiting.push({ request, resolve });
      this.next();
    });
  }

  private next(): void {
    if (this.running >= this.size) return;
    const task = this.waiting.shift();
    if (task === undefined) return;
    this.running++;
    const worker = this.idle.pop() ?? this.startWorker();
    const finish = (reply: DecodeReply, usable: boolean) => {
      clearTimeout(timer);
      worker.onmessage = null;
      worker.onerror = null;
      if (usable) this.idle.push(worker);
      else worker.terminate();
      this.running--;
      task.resolve(reply);
      this.next();
    };
    const timer = setTimeout(
      () => finish({ problem: `the decoder did not finish within ${this.patience / 1000} s` }, false),
      this.patience,
    );
    worker.onmessage = ({ data }) => finish(data, true);
    worker.onerror = (event) => {
      event.preventDefault();
      finish({ problem: 'the decoder stopped working' }, false);
    };
    worker.postMessage(task.request, [task.request.bytes.buffer]);
  }
}
