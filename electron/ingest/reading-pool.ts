import type { FileContent, FileReader, FileRecord } from './file-reader';
import type { HeaderReader } from './header-reader';
import { unpackRecords } from './packed-records';
import type { FoundFile } from './walk-files';

/** Files sent to a reading process at a time. */
const batchSize = 64;
/**
 * Further processes are started where what waits would take this one so much longer: each of them takes a good part of it
 * before it reads as fast. ms
 */
const worthwhile = 1000;
/** How often the pace of the reading is taken, ms. */
const paceInterval = 150;
/** So many reading processes may end on their own before the files they were on are given up. */
const mostRestarts = 20;

/** How files are read. */
export interface PoolOptions {
  /** Reads in this process. */
  reader: FileReader;
  /** Secret of the pseudonyms, for the other processes. */
  secret: string;
  /** False: this process reads nothing itself. */
  readsHere: boolean;
  /** Starts a further process; null where there can be none. */
  startReader: (() => HeaderReader) | null;
  /** How many further processes at most. */
  readerCount: number;
  onRecord: (record: FileRecord) => void;
}

interface ActiveReader {
  process: HeaderReader;
  /** The files it is on; empty when it waits. */
  batch: readonly FoundFile[];
}

/**
 * Reads queued files in this process and in others. A process that ends on its own loses at most the file it was on: the
 * others of its batch are read again, each alone, and the one that ends a process again becomes a problem.
 */
export class ReadingPool {
  private readonly queue: FoundFile[] = [];
  private next = 0;
  private suspects: FoundFile[] = [];
  private readonly readers = new Set<ActiveReader>();
  /** Files read in all, and how many there were when the pace was taken last. */
  private read = 0;
  private pace = { at: performance.now(), read: 0, msPerFile: 0 };
  private restarts = 0;
  private wake: (() => void) | null = null;
  private stopped = false;

  constructor(private readonly options: PoolOptions) {}

  add(file: FoundFile): void {
    this.queue.push(file);
  }

  /** Files that wait to be read. */
  get waiting(): number {
    return this.queue.length - this.next;
  }

  /** Whether every file added has its record. */
  get isDone(): boolean {
    if (this.waiting > 0 || this.suspects.length > 0) return false;
    for (const { batch } of this.readers) if (batch.length > 0) return false;
    return true;
  }

  /** Hands files to the other processes and reads here until `end` (of `performance.now`) or until nothing waits. */
  work(end: number): void {
    this.dispatch();
    if (!this.options.readsHere) return;
    while (this.waiting > 0) {
      const file = this.queue[this.next++];
      if (file !== undefined) this.take(this.options.reader.read(file));
      if (performance.now() >= end) break;
    }
    this.dispatch();
  }

  /** Resolves at the next sign of another process. */
  async reply(): Promise<void> {
    await new Promise<void>((settle) => {
      this.wake = settle;
    });
  }

  /** Ends the other processes; files they are on get no record. */
  stop(): void {
    this.stopped = true;
    for (const { process } of this.readers) process.kill();
    this.readers.clear();
    this.wake?.();
  }

  private dispatch(): void {
    const { readsHere, readerCount, startReader } = this.options;
    if (this.stopped) return;
    this.takePace();
    const isWorthwhile = readsHere
      ? this.waiting * this.pace.msPerFile > worthwhile
      : this.waiting > batchSize;
    const isNeeded = this.suspects.length > 0 || (!readsHere && this.waiting > 0);
    const wanted = isWorthwhile ? readerCount : isNeeded ? 1 : 0;
    while (startReader !== null && this.readers.size < wanted && this.restarts <= mostRestarts) {
      this.start(startReader());
    }
    if (this.readers.size === 0) {
      this.giveUpSuspects();
      return;
    }
    for (const reader of this.readers) if (reader.batch.length === 0) this.sendBatch(reader);
  }

  private take(record: FileRecord): void {
    this.read += 1;
    this.options.onRecord(record);
  }

  /** The first files of a process take many times longer than later ones: only the latest ones count. */
  private takePace(): void {
    const at = performance.now();
    if (at - this.pace.at < paceInterval) return;
    const msPerFile = (at - this.pace.at) / Math.max(1, this.read - this.pace.read);
    this.pace = { at, read: this.read, msPerFile };
  }

  private start(process: HeaderReader): void {
    const reader: ActiveReader = { process, batch: [] };
    this.readers.add(reader);
    process.onReply(({ records }) => {
      if (this.stopped) return;
      reader.batch = [];
      for (const record of unpackRecords(records)) this.take(record);
      this.dispatch();
      this.wake?.();
    });
    process.onExit(() => {
      if (this.stopped || !this.readers.delete(reader)) return;
      this.restarts += 1;
      if (reader.batch.length === 1) this.giveUp(reader.batch);
      else this.suspects.push(...reader.batch);
      this.dispatch();
      this.wake?.();
    });
  }

  private sendBatch(reader: ActiveReader): void {
    const { secret, readsHere } = this.options;
    const suspect = this.suspects.shift();
    if (suspect !== undefined) {
      reader.batch = [suspect];
    } else {
      // The last files are shared out so that no process waits long for another.
      const share = Math.ceil(this.waiting / (this.readers.size + (readsHere ? 1 : 0)) / 2);
      const count = Math.min(batchSize, share);
      reader.batch = this.queue.slice(this.next, this.next + count);
      this.next += count;
    }
    if (reader.batch.length > 0) reader.process.send({ secret, files: [...reader.batch] });
  }

  /** Without any process to try them in, suspects cannot be read safely. */
  private giveUpSuspects(): void {
    this.giveUp(this.suspects);
    this.suspects = [];
    if (this.options.readsHere) return;
    this.giveUp(this.queue.slice(this.next));
    this.next = this.queue.length;
  }

  private giveUp(files: readonly FoundFile[]): void {
    for (const { path, displayPath } of files) {
      const content: FileContent = { kind: 'problem', source: path, displayPath, problem: ended };
      this.take({ path, stamp: null, contents: [content] });
    }
  }
}

const ended =
  'The process that read this file ended unexpectedly, so the file was left out. Check the disk, copy the file again and open it once more.';
