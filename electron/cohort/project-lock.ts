import { randomUUID } from 'node:crypto';
import {
  constants,
  copyFileSync,
  linkSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { systemCode } from '../store/problem-sentences';

export const lockFileName = 'rim-reader.lock';
/** How often the holder says that it still is there, ms. */
const heartbeatMs = 10_000;
/** A holder on another machine that has been silent for so long is gone, ms. */
const staleMs = 60_000;
/** So long writing a lock may take, ms. */
const writingMs = 2000;

const holderSchema = z.strictObject({
  id: z.uuid(),
  pid: z.int().min(1),
  host: z.string(),
  since: z.iso.datetime(),
  seen: z.iso.datetime(),
});
type Holder = z.infer<typeof holderSchema>;

/** The outcome of taking a lock: held until released; or who has it; or the folder cannot be written. */
export type Taken = { lock: ProjectLock } | { heldSince: string; elsewhere: boolean } | { unwritable: true };

function readHolder(file: string): Holder | null {
  try {
    const parsed = holderSchema.safeParse(JSON.parse(readFileSync(file, 'utf8')));
    return parsed.success ? parsed.data : null;
  } catch {
    return null;
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return systemCode(error) === 'EPERM';
  }
}

/** A process on this machine is asked; one on another is gone when it has been silent. */
function isGone(holder: Holder, now: number): boolean {
  if (holder.host === hostname()) return !isRunning(holder.pid);
  return Math.abs(now - Date.parse(holder.seen)) > staleMs;
}

/**
 * Puts a written file in its place, where none may be yet. Disks without links (FAT, some network drives) get a copy, which
 * may be seen before it is whole.
 */
function place(written: string, file: string): void {
  try {
    linkSync(written, file);
  } catch (error) {
    if (systemCode(error) === 'EEXIST') throw error;
    copyFileSync(written, file, constants.COPYFILE_EXCL);
  }
}

/** Whether a file that cannot be understood is so new that it may still be being written. */
function isFresh(file: string): boolean {
  const found = statSync(file, { throwIfNoEntry: false });
  return found !== undefined && Date.now() - found.mtimeMs < writingMs;
}

/** The right to change a project: one program at a time. */
export class ProjectLock {
  private readonly timer: NodeJS.Timeout;

  private constructor(
    private readonly file: string,
    private readonly holder: Holder,
  ) {
    this.timer = setInterval(() => this.beat(), heartbeatMs);
    this.timer.unref();
  }

  /**
   * Takes the lock of a project's folder. The file appears whole or not at all, so that of two programs one gets it; one
   * left behind by a program that is gone is taken over.
   */
  static take(folder: string, now = new Date()): Taken {
    const file = join(folder, lockFileName);
    const at = now.toISOString();
    const holder: Holder = { id: randomUUID(), pid: process.pid, host: hostname(), since: at, seen: at };
    const own = join(folder, `.${holder.id}.lock`);
    try {
      writeFileSync(own, JSON.stringify(holder), { flag: 'wx' });
      for (let attempt = 1; ; attempt++) {
        try {
          place(own, file);
          return { lock: new ProjectLock(file, holder) };
        } catch (error) {
          if (systemCode(error) !== 'EEXIST') throw error;
        }
        const other = readHolder(file);
        const isLive = other === null ? isFresh(file) : !isGone(other, now.getTime());
        if (attempt > 3 || isLive) {
          return { heldSince: other?.since ?? at, elsewhere: other !== null && other.host !== holder.host };
        }
        // Of several programs that find it left behind, one moves it away; the others find it gone.
        const left = join(folder, `.${randomUUID()}.left`);
        try {
          renameSync(file, left);
          rmSync(left, { force: true });
        } catch (error) {
          if (systemCode(error) !== 'ENOENT') throw error;
        }
      }
    } catch (error) {
      if (systemCode(error) === null) throw error;
      return { unwritable: true };
    } finally {
      rmSync(own, { force: true });
    }
  }

  /** Whether the lock still is this program's. */
  private isHeld(): boolean {
    return readHolder(this.file)?.id === this.holder.id;
  }

  /** Whether another program has taken the lock over, because this one was silent for too long (a sleeping computer). */
  isLost(): boolean {
    const holder = readHolder(this.file);
    return holder !== null && holder.id !== this.holder.id;
  }

  release(): void {
    clearInterval(this.timer);
    if (this.isHeld()) rmSync(this.file, { force: true });
  }

  private beat(): void {
    if (!this.isHeld()) return;
    const seen = new Date();
    const next = `${this.file}.${this.holder.id}`;
    try {
      writeFileSync(next, JSON.stringify({ ...this.holder, seen: seen.toISOString() }));
      renameSync(next, this.file);
    } catch {
      // The folder cannot be reached at present; the next beat tries again.
      rmSync(next, { force: true });
    }
  }
}
