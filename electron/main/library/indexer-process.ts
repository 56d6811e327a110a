import { MessageChannelMain, type UtilityProcess, utilityProcess } from 'electron';
import type { IndexerMessage } from '../../indexer/messages';
import type { IndexerProcess } from '../../indexer/start-indexer';

/** The scripts of the indexing and the reading processes. */
export interface IndexerScripts {
  indexer: string;
  reader: string;
}

/** A new process is made ready when what has just been read is on the screen: its start would hold that up. */
const quietAfterRunMs = 3000;

/**
 * Starts indexing processes, and keeps one ready so that a chosen folder need not wait for its start. Their stderr is
 * dropped: it could name a patient's files.
 */
export class IndexerProcesses {
  private spare: UtilityProcess | null = null;
  private timer: NodeJS.Timeout | undefined;
  private closed = false;

  constructor(private readonly scripts: IndexerScripts) {}

  /** Starts the process that is to be ready for the next place. */
  prepare(): void {
    if (this.spare !== null || this.closed) return;
    const child = this.fork(this.scripts.indexer, 'Rim Reader indexer');
    this.spare = child;
    child.once('exit', () => {
      if (this.spare === child) this.spare = null;
    });
  }

  /** A process for one place. */
  readonly start = (): IndexerProcess => {
    const child = this.spare ?? this.fork(this.scripts.indexer, 'Rim Reader indexer');
    this.spare = null;
    const readers = new Set<UtilityProcess>();
    child.once('exit', () => {
      for (const reader of readers) reader.kill();
      clearTimeout(this.timer);
      this.timer = setTimeout(() => this.prepare(), quietAfterRunMs);
    });
    child.on('message', (message: IndexerMessage) => {
      if (message.type === 'startReader') this.startReader(child, readers, message.readerId);
    });
    return {
      send: (request) => child.postMessage(request),
      onReport: (listener) =>
        child.on('message', (message: IndexerMessage) => {
          if (message.type !== 'startReader') listener(message);
        }),
      onExit: (listener) => child.once('exit', () => listener()),
      kill: () => void child.kill(),
    };
  };

  /** Ends the process that is ready; no other one follows. */
  close(): void {
    this.closed = true;
    clearTimeout(this.timer);
    this.spare?.kill();
  }

  private startReader(indexer: UtilityProcess, readers: Set<UtilityProcess>, readerId: number): void {
    const reader = this.fork(this.scripts.reader, 'Rim Reader header reader');
    const { port1, port2 } = new MessageChannelMain();
    readers.add(reader);
    reader.once('exit', () => {
      readers.delete(reader);
      indexer.postMessage({ type: 'readerEnded', readerId });
    });
    reader.postMessage(null, [port1]);
    indexer.postMessage({ type: 'reader', readerId }, [port2]);
  }

  private fork(script: string, serviceName: string): UtilityProcess {
    return utilityProcess.fork(script, [], { serviceName, stdio: 'ignore' });
  }
}
