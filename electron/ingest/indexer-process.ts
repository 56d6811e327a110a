import { indexPaths } from './index-paths';
import type { IndexerReport, IndexerRequest } from './messages';

/** The two ways a process hears of its parent: Electron's utility processes, and Node's forked ones. */
interface ParentPort {
  on(event: 'message', listener: (event: { data: IndexerRequest }) => void): void;
  postMessage(report: IndexerReport): void;
}

const { parentPort } = process as NodeJS.Process & { parentPort?: ParentPort };
const cancel = new AbortController();

if (parentPort !== undefined) parentPort.on('message', ({ data }) => void handle(data));
else process.on('message', (request: IndexerRequest) => void handle(request));

async function handle(request: IndexerRequest): Promise<void> {
  if (request.type === 'cancel') {
    cancel.abort();
    return;
  }
  const snapshot = await indexPaths(request.paths, {
    secret: request.secret,
    signal: cancel.signal,
    onProgress: (progress) => send({ type: 'progress', progress }),
    onSnapshot: (running) => send({ type: 'snapshot', snapshot: running }),
  });
  send({ type: 'snapshot', snapshot });
}

function send(report: IndexerReport): void {
  if (parentPort !== undefined) parentPort.postMessage(report);
  else process.send?.(report);
}
