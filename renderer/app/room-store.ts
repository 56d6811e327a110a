import { create } from 'zustand';
import { bridge } from './bridge';

interface RoomState {
  /** Only the images are shown; stacks and reading are folded away. */
  isFolded: boolean;
  isFullScreen: boolean;
  isSecondOpen: boolean;
  toggleFolded(): void;
  toggleFullScreen(): void;
  toggleSecond(): void;
}

/** What of the reading room and the screen the images have. */
export const useRoomStore = create<RoomState>()((set, get) => ({
  isFolded: false,
  isFullScreen: false,
  isSecondOpen: false,
  toggleFolded: () => set(({ isFolded }) => ({ isFolded: !isFolded })),
  toggleFullScreen: () => void bridge.invoke('window:toggleFullScreen'),
  toggleSecond: () => void bridge.invoke('secondWindow:setOpen', !get().isSecondOpen),
}));

/** Follows what the window says of itself; returns the function that stops it. */
export function followWindow(): () => void {
  return bridge.on('window:fullScreen', ({ isOn }) => useRoomStore.setState({ isFullScreen: isOn }));
}
