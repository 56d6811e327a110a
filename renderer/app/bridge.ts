import type { Bridge } from '../../shared/ipc/contract';

declare global {
  interface Window {
    /** Put there by the preload. */
    rimReader: Bridge;
  }
}

const { rimReader } = globalThis as typeof globalThis & Pick<Window, 'rimReader'>;

/** The way to the main process. Not there outside of a window, where nothing may be asked of it. */
export const bridge: Bridge = rimReader;
