import type { Bridge } from '../../shared/ipc/contract';

declare global {
  interface Window {
    /** Put there by the preload. */
    rimReader: Bridge;
  }
}

/** The way to the main process. */
export const bridge: Bridge = window.rimReader;
