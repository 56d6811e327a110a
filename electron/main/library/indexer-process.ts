import { utilityProcess } from 'electron';
import type { IndexerReport } from '../../ingest/messages';
import type { IndexerProcess } from '../../ingest/start-indexer';

/** Starts the indexer, `script`, in a process of its own. Its stderr is dropped: it could name a patient's files. */
export function startIndexerProcess(script: string): IndexerProcess {
  const child = utilityProcess.fork(script, [], { serviceName: 'Rim Reader indexer', stdio: 'ignore' });
  return {
    send: (request) => child.postMessage(request),
    onReport: (listener) => child.on('message', (report: IndexerReport) => listener(report)),
    onExit: (listener) => child.once('exit', () => listener()),
    kill: () => void child.kill(),
  };
}
