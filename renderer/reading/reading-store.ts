import { create } from 'zustand';
import type { Protocol } from '../../shared/cohort/protocol';
import { withDerivedValues } from '../../shared/findings/derive';
import { type Edit, reopen, submit } from '../../shared/findings/edits';
import type { Reading } from '../../shared/findings/reading';
import type { Bridge, Outcome, ViewState } from '../../shared/ipc/contract';
import { Autosave, type SaveState } from './autosave';

/** A call of one of the edits of shared/findings. */
export type EditReading = (reading: Reading) => Edit;

/** What the reading store needs from outside. */
export interface ReadingEnvironment {
  invoke: Bridge['invoke'];
  /** What is on the screen now; null where no viewer is open. */
  viewState: () => ViewState | null;
  /** Called when a reading was opened, before it is shown. */
  onOpened: (reading: Reading, viewState: ViewState | null) => void;
  /** What the reading is made under; null outside a study. */
  protocol: () => Protocol | null;
  /** Why nothing of the open reading may be changed, in a sentence; null where it may. */
  hindrance: () => string | null;
  now: () => Date;
}

interface Act {
  /** The document before the act (undo) or after it (redo). */
  reading: Reading;
  description: string;
}

const undoDepth = 500;

/** A reading that was fetched to be opened, and the view it was left in. */
export interface LoadedReading {
  reading: Reading;
  viewState: ViewState | null;
  saveState: SaveState;
}

export interface ReadingState {
  /** The open reading with its derived values; null where none is open. */
  reading: Reading | null;
  undoable: readonly Act[];
  redoable: readonly Act[];
  saveState: SaveState;
  /** Why the last act changed nothing, in a sentence; null where it did. */
  refused: string | null;
  /** Fetches the reader's latest reading of a study; the open one stays open until `show`. */
  load: (studyInstanceUid: string) => Promise<Outcome<LoadedReading>>;
  /** Opens a reading that was fetched. */
  show: (loaded: LoadedReading) => void;
  /** Saves what is pending and closes the reading. */
  close: () => Promise<void>;
  /**
   * Applies an edit as one undo step; edits with the same `gesture` in a row are one step together. False where the
   * edit was refused; `refused` then says why.
   */
  apply: (edit: EditReading, description: string, gesture?: string) => boolean;
  /** Ends a gesture: the next edit is a step of its own. */
  endGesture: () => void;
  undo: () => void;
  redo: () => void;
  /** Submits a complete reading and saves it at once. */
  submit: () => Promise<boolean>;
  /** Begins the next revision of a submitted reading; in a study only with the reason for it. */
  reopen: (reason: string | null) => void;
  /** Saves everything pending; false where something could not be saved. */
  flush: () => Promise<boolean>;
}

/** Creates the store of the open reading around a bridge. */
export function createReadingStore(environment: ReadingEnvironment) {
  /** The gesture the last edit belonged to. */
  let lastGesture: string | null = null;

  return create<ReadingState>()((set, get) => {
    const autosave = new Autosave({
      invoke: environment.invoke,
      viewState: environment.viewState,
      onState: (readingId, saveState) => {
        if (get().reading?.readingId === readingId) set({ saveState });
      },
    });

    /** Whether nothing may be changed; says so. */
    function isHindered(): boolean {
      const refused = environment.hindrance();
      if (refused !== null) set({ refused });
      return refused !== null;
    }

    /** Shows `next` as the document in place of `before` and has it saved. */
    function put(before: Reading, next: Reading, stacks: Pick<ReadingState, 'undoable' | 'redoable'>): void {
      const reading = { ...next, savedAt: environment.now().toISOString() };
      set({ reading, refused: null, ...stacks });
      autosave.schedule(before, reading);
    }

    return {
      reading: null,
      undoable: [],
      redoable: [],
      saveState: { kind: 'empty' },
      refused: null,

      load: async (studyInstanceUid) => {
        await autosave.flush();
        const outcome = await environment.invoke('reading:openForStudy', studyInstanceUid);
        if (!outcome.ok) return outcome;
        const { viewState } = outcome.value;
        const unsaved = autosave.unsaved(outcome.value.reading.readingId);
        const reading = withDerivedValues(unsaved ?? outcome.value.reading);
        const saveState: SaveState =
          unsaved !== null
            ? { kind: 'saving' }
            : viewState !== null || reading.savedAt !== reading.createdAt
              ? { kind: 'saved', at: reading.savedAt }
              : { kind: 'empty' };
        return { ok: true, value: { reading, viewState, saveState } };
      },

      show: ({ reading, viewState, saveState }) => {
        lastGesture = null;
        environment.onOpened(reading, viewState);
        set({ reading, refused: null, undoable: [], redoable: [], saveState });
      },

      close: async () => {
        await autosave.flush();
        lastGesture = null;
        set({ reading: null, refused: null, undoable: [], redoable: [], saveState: { kind: 'empty' } });
      },

      apply: (edit, description, gesture) => {
        const { reading, undoable } = get();
        if (reading === null || isHindered()) return false;
        const { reading: next, refused } = edit(reading);
        if (refused !== null) {
          set({ refused });
          return false;
        }
        const continues = gesture !== undefined && gesture === lastGesture && undoable.length > 0;
        lastGesture = gesture ?? null;
        put(reading, next, {
          undoable: continues ? undoable : [...undoable, { reading, description }].slice(-undoDepth),
          redoable: [],
        });
        return true;
      },

      endGesture: () => {
        lastGesture = null;
      },

      undo: () => {
        const { reading, undoable, redoable } = get();
        const act = undoable.at(-1);
        if (reading === null || act === undefined || reading.status === 'submitted' || isHindered()) return;
        lastGesture = null;
        put(reading, act.reading, {
          undoable: undoable.slice(0, -1),
          redoable: [...redoable, { reading, description: act.description }],
        });
      },

      redo: () => {
        const { reading, undoable, redoable } = get();
        const act = redoable.at(-1);
        if (reading === null || act === undefined || reading.status === 'submitted' || isHindered()) return;
        lastGesture = null;
        put(reading, act.reading, {
          undoable: [...undoable, { reading, description: act.description }],
          redoable: redoable.slice(0, -1),
        });
      },

      submit: async () => {
        const { reading } = get();
        if (reading === null || isHindered()) return false;
        const outcome = submit(reading, environment.now().toISOString(), environment.protocol());
        if (outcome.refused !== null) {
          set({ refused: outcome.refused });
          return false;
        }
        lastGesture = null;
        put(reading, outcome.reading, { undoable: [], redoable: [] });
        return autosave.flush();
      },

      reopen: (reason) => {
        const { reading } = get();
        if (reading === null || isHindered()) return;
        const outcome = reopen(reading, reason);
        if (outcome.refused !== null) {
          set({ refused: outcome.refused });
          return;
        }
        lastGesture = null;
        put(reading, outcome.reading, { undoable: [], redoable: [] });
      },

      flush: () => autosave.flush(),
    };
  });
}
