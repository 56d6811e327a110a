import { create } from 'zustand';
import type { GreyWindow } from '../pixels/default-window';

interface StackWindowState {
  windows: Readonly<Record<string, GreyWindow>>;
}

/** The default window of each stack that was shown, by stack id. */
export const useStackWindowStore = create<StackWindowState>()(() => ({ windows: {} }));
