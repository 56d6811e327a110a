import { closeSync, openSync, readFileSync, statSync, writeSync } from 'node:fs';
import { appendSave, readingHistory } from '../readings';
import type { Store } from '../store';
import { sampleReading } from './sample-reading';

/** The reading that `saveChange` saves. */
export const savedReadingId = '8f0ea2c1-5f9b-4f0e-9a6c-0d6a5b0e6f11';

/** Saves the reading once more; throws where it is not taken. */
export function saveChange(store: Store, change: string): void {
  const reading = sampleReading(savedReadingId, 3000);
  const saved = store.use((database) =>
    appendSave(database, { reading, viewState: null, change, itemsLeft: 0 }),
  );
  const outcome = saved.ok ? saved.value : saved;
  if (!outcome.ok) throw new Error(outcome.problem);
}

/** What was changed by each save of the reading, in their order. */
export function savedChanges(store: Store): string[] {
  const history = store.use((database) => readingHistory(database, savedReadingId));
  if (!history.ok) throw new Error(history.problem);
  return history.value.map(({ change }) => change);
}

/** Overwrites everything but the header of a database file. Gives its bytes then. */
export function damage(file: string): Buffer {
  const { size } = statSync(file);
  const descriptor = openSync(file, 'r+');
  writeSync(descriptor, Buffer.alloc(size - 4096, 0x5a), 0, size - 4096, 4096);
  closeSync(descriptor);
  return readFileSync(file);
}
