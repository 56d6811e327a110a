import { create } from 'zustand';
import type { Reading } from '../../shared/findings/reading';

interface ComparisonState {
  /** The reader's own reading of the study compared with the open one, read-only; null where there is none. */
  reading: Reading | null;
}

/** What was read of the study that is shown beside the open one. */
export const useComparisonStore = create<ComparisonState>()(() => ({ reading: null }));
