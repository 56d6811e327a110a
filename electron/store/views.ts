import type { ViewState } from '../../shared/ipc/contract';
import { writeViewState } from './readings';
import type { Store } from './store';

/** Where somebody was in readings, apart from where the readings are kept. */
export interface ViewMemory {
  /** As it was stored: a JSON value still to be parsed; null where nothing is. */
  read(readingId: string): unknown;
  write(readingId: string, viewState: ViewState): void;
}

/**
 * Views of the readings of projects, in the data folder: they name the images, which a project's own database does not.
 */
export function storedViews(store: Store): ViewMemory {
  return {
    read: (readingId) => {
      const stored = store.use((database) =>
        database.prepare('SELECT state FROM view_states WHERE reading_id = ?').get(readingId),
      );
      const row = stored.ok ? (stored.value as { state: string } | undefined) : undefined;
      return row === undefined ? null : (JSON.parse(row.state) as unknown);
    },
    write: (readingId, viewState) => {
      store.use((database) => writeViewState(database, readingId, viewState));
    },
  };
}
