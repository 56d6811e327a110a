import type { Stack } from '../../shared/dicom/model';
import type { GreyWindow } from '../pixels/default-window';
import { loadDisplayedImage } from './image-loader';
import { isReformat } from './reformat';
import { middleSlice } from './slice-search';
import { useStackWindowStore } from './stack-window-store';

const pending = new Map<string, Promise<GreyWindow>>();

async function compute(stack: Stack): Promise<GreyWindow> {
  if (isReformat(stack)) return stackWindow(stack.reformatOf);
  const frame = stack.frames[middleSlice(stack)];
  if (frame === undefined) return { center: 128, width: 256 };
  const image = await loadDisplayedImage(frame.id);
  return image.standardWindow ?? { center: 128, width: 256 };
}

/** The window a stack is shown with until the reader changes it: one for all its slices, from its middle one. */
export function stackWindow(stack: Stack): Promise<GreyWindow> {
  const known = useStackWindowStore.getState().windows[stack.id];
  if (known !== undefined) return Promise.resolve(known);
  const running = pending.get(stack.id);
  if (running !== undefined) return running;
  const promise = compute(stack)
    .then((window) => {
      useStackWindowStore.setState(({ windows }) => ({ windows: { ...windows, [stack.id]: window } }));
      return window;
    })
    .finally(() => pending.delete(stack.id));
  pending.set(stack.id, promise);
  return promise;
}
