import { create } from 'zustand';
import { firstPreferences, type Preferences } from '../../shared/ipc/preferences';

interface PreferencesState {
  preferences: Preferences;
  /** Who reads: whose preferences these are. */
  readerId: string;
}

/** What the reader chose for the interface. */
export const usePreferencesStore = create<PreferencesState>()(() => ({
  preferences: firstPreferences,
  readerId: '',
}));
