import { spawn, spawnSync } from 'node:child_process';
import {
  chmodSync,
  closeSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { DatabaseSync } from '@photostructure/sqlite';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { appendSave, readingHistory } from './readings';
import { databaseFileName } from './schema';
import { readSetting, writeSetting } from './settings';
import { Store } from './store';
import { sampleReading } from './testing/sample-reading';

const child = join(import.meta.dirname, 'testing', 'saving-child.ts');
const readingId = '8f0ea2c1-5f9b-4f0e-9a6c-0d6a5b0e6f11';
let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'rim-store-'));
});
afterEach(() => {
  chmodSync(folder, 0o700);
  rmSync(folder, { recursive: true });
});

/** What happened to a save: true, or the sentence. */
function save(store: Store, change = 'entered'): true | string {
  const used = store.use((database) =>
    appendSave(database, { reading: sampleReading(readingId), viewState: null, change, itemsLeft: 3 }),
  );
  const outcome = used.ok ? used.value : used;
  return outcome.ok || outcome.problem;
}

function changes(data: string): string[] {
  const store = new Store(data);
  const history = store.use((database) => readingHistory(database, readingId));
  store.close();
  if (!history.ok) throw new Error(history.problem);
  return history.value.map((entry) => entry.change);
}

describe('a data folder that works', () => {
  it('is created where it is missing, and keeps what was saved', () => {
    const data = join(folder, 'new', 'data');
    const store = new Store(data);
    expect(store.problem).toBeNull();
    expect(save(store, 'first')).toBe(true);
    store.close();
    expect(changes(data)).toEqual(['first']);
  });

  it('synchronises every commit', () => {
    const store = new Store(folder);
    const pragma = (name: string) =>
      store.use((database) => Object.values(database.prepare(`PRAGMA ${name}`).get() ?? {})[0]);
    expect(pragma('journal_mode')).toEqual({ ok: true, value: 'wal' });
    expect(pragma('synchronous')).toEqual({ ok: true, value: 2 });
    store.close();
  });

  it('keeps every acknowledged save when the program is killed in the middle of saving', async () => {
    for (const killAfter of [3, 17, 40]) {
      const data = join(folder, `killed-${killAfter}`);
      const saving = spawn(process.execPath, ['--import', 'tsx', child, data, '100000', '20000'], {
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      const ended = new Promise((resolve) => saving.once('exit', (_code, signal) => resolve(signal)));
      let acknowledged = 0;
      for await (const line of createInterface({ input: saving.stdout })) {
        acknowledged = Number(/^saved (\d+)$/.exec(line)?.[1]);
        if (!(acknowledged < killAfter)) saving.kill('SIGKILL');
      }
      expect(await ended).toBe('SIGKILL');
      expect(acknowledged).toBeGreaterThanOrEqual(killAfter);
      const kept = changes(data);
      expect(kept.length).toBeGreaterThanOrEqual(acknowledged);
      expect(kept).toEqual(kept.map((_change, index) => `change ${index + 1}`));
      expect(readdirSync(data).filter((name) => name.includes('damaged'))).toEqual([]);
    }
  }, 60_000);
});

describe('a data folder that cannot be written', () => {
  it('is named where a part of its path is a file, and used as soon as that is gone', () => {
    const file = join(folder, 'file');
    writeFileSync(file, '');
    const store = new Store(join(file, 'data'));
    expect(store.problem).toContain(join(file, 'data'));
    expect(store.problem).toContain('a part of its path is a file');
    expect(save(store)).toBe(store.problem);
    rmSync(file);
    expect(save(store)).toBe(true);
    expect(store.problem).toBeNull();
    store.close();
  });

  it('is named where it is itself a file', () => {
    const file = join(folder, 'file');
    writeFileSync(file, '');
    expect(new Store(file).problem).toContain('a part of its path is a file');
  });

  it('is named where it is read-only', () => {
    chmodSync(folder, 0o555);
    // Root may write anywhere: there the child runs as an ordinary user.
    const user = process.getuid?.() === 0 ? { uid: 65534, gid: 65534 } : {};
    const run = spawnSync(process.execPath, ['--import', 'tsx', child, folder, '1'], {
      encoding: 'utf8',
      env: { ...process.env, TSX_DISABLE_CACHE: '1' },
      ...user,
    });
    expect(run.stdout.split('\n')[0]).toMatch(
      /^problem The data folder .* is read-only; allow writing to it/,
    );
    expect(run.stdout).not.toContain('saved');
    expect(readdirSync(folder)).toEqual([]);
  });

  it('says so where the file turns out read-only, and leaves it as it was', () => {
    const store = new Store(folder);
    save(store, 'before');
    store.close();
    chmodSync(join(folder, databaseFileName), 0o444);
    chmodSync(folder, 0o555);
    const user = process.getuid?.() === 0 ? { uid: 65534, gid: 65534 } : {};
    const run = spawnSync(process.execPath, ['--import', 'tsx', child, folder, '1'], {
      encoding: 'utf8',
      env: { ...process.env, TSX_DISABLE_CACHE: '1' },
      ...user,
    });
    expect(run.stdout).toMatch(/^problem The data folder /);
    expect(run.stdout).not.toContain('saved');
    chmodSync(folder, 0o700);
    chmodSync(join(folder, databaseFileName), 0o600);
    expect(changes(folder)).toEqual(['before']);
  });

  it('refuses a save that does not fit on the disk, keeps the earlier ones and saves again afterwards', () => {
    const store = new Store(folder);
    save(store, 'before');
    store.use((database) => {
      const pages = Object.values(database.prepare('PRAGMA page_count').get() ?? {})[0];
      database.exec(`PRAGMA max_page_count = ${pages}`);
    });
    const large = { ...sampleReading(readingId, 100_000) };
    const refused = store.use((database) =>
      appendSave(database, { reading: large, viewState: null, change: 'large', itemsLeft: 0 }),
    );
    expect(refused).toMatchObject({ ok: false, problem: expect.stringContaining('the disk is full') });
    store.use((database) => database.exec('PRAGMA max_page_count = 1000000'));
    expect(save(store, 'after')).toBe(true);
    store.close();
    expect(changes(folder)).toEqual(['before', 'after']);
  });

  it('survives writes that the system cuts off', () => {
    // `ulimit -f` makes every write beyond that size fail, as a full quota does.
    const command = `ulimit -f 400; exec "$0" --import tsx "$1" "$2" 30 20000`;
    const run = spawnSync('bash', ['-c', command, process.execPath, child, folder], {
      encoding: 'utf8',
      env: { ...process.env, TSX_DISABLE_CACHE: '1' },
    });
    const lines = run.stdout.trim().split('\n');
    const saved = lines.filter((line) => line.startsWith('saved'));
    const problems = lines.filter((line) => line.startsWith('problem'));
    expect(saved.length).toBeGreaterThan(0);
    expect(problems.length).toBeGreaterThan(0);
    expect(problems[0]).toContain(`The data folder ${folder} cannot be written`);
    expect(changes(folder)).toEqual(saved.map((line) => `change ${line.split(' ')[1]}`));
  });
});

describe('a damaged or foreign readings file', () => {
  it('is kept aside where its pages are damaged, and what can be read is taken over', () => {
    const store = new Store(folder);
    const secret = z.string();
    store.use((database) => writeSetting(database, 'secret', 'kept'));
    for (let count = 0; count < 300; count++) save(store, `change ${count}`);
    store.close();
    const path = join(folder, databaseFileName);
    const before = statSync(path).size;
    const file = openSync(path, 'r+');
    writeSync(file, Buffer.alloc(8192, 0x5a), 0, 8192, 4096 * Math.floor(before / 4096 / 2));
    closeSync(file);
    const damaged = readFileSync(path);
    const reopened = new Store(folder);
    expect(reopened.problem).toBeNull();
    const aside = readdirSync(folder).filter((name) => name.includes('damaged') && name.endsWith('.sqlite'));
    expect(aside).toHaveLength(1);
    expect(readFileSync(join(folder, aside[0] ?? '')).equals(damaged)).toBe(true);
    expect(reopened.notices).toEqual([expect.stringContaining(aside[0] ?? '')]);
    expect(reopened.use((database) => readSetting(database, 'secret', secret))).toEqual({
      ok: true,
      value: 'kept',
    });
    expect(save(reopened, 'after')).toBe(true);
    reopened.close();
    const kept = changes(folder);
    expect(kept.length).toBeGreaterThan(250);
    expect(kept.length).toBeLessThan(301);
    expect(kept.slice(-2)).toEqual(['change 299', 'after']);
    expect(kept[0]).toBe('change 0');
    expect(reopened.notices[0]).toContain(`${kept.length - 1} saves could be read`);
  });

  it('is kept aside where it is not a database at all', () => {
    writeFileSync(join(folder, databaseFileName), 'this is not a database '.repeat(1000));
    const store = new Store(folder);
    expect(store.problem).toBeNull();
    expect(store.notices[0]).toContain('Nothing in it could be read');
    expect(save(store)).toBe(true);
    store.close();
  });

  it('is left alone where a newer version wrote it', () => {
    const newer = new DatabaseSync(join(folder, databaseFileName));
    newer.exec('CREATE TABLE future (a); INSERT INTO future VALUES (1); PRAGMA user_version = 999');
    newer.close();
    const store = new Store(folder);
    expect(store.problem).toContain('newer version');
    expect(save(store)).toBe(store.problem);
    store.close();
    const again = new DatabaseSync(join(folder, databaseFileName));
    expect(again.prepare('SELECT a FROM future').all()).toHaveLength(1);
    again.close();
  });

  it('notices that the file was taken away while it was open', () => {
    const data = join(folder, 'data');
    mkdirSync(data);
    const store = new Store(data);
    save(store, 'first');
    const moved = join(folder, 'moved');
    renameSync(data, moved);
    expect(save(store, 'second')).toBe(true);
    expect(store.notices[0]).toContain('was removed');
    store.close();
    expect(changes(data)).toEqual(['second']);
    cpSync(moved, join(folder, 'copy'), { recursive: true });
    expect(existsSync(join(moved, databaseFileName))).toBe(true);
    expect(changes(moved)).toEqual(['first']);
  });
});
