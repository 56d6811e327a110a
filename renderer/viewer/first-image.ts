import { Enums } from '@cornerstonejs/core';
import { startTransition, useEffect, useState } from 'react';

/** Longest time that anything waits for the first image, ms. */
const patience = 400;

/** True from the frame after the first image was drawn; also where none comes. */
export function useFirstImage(): boolean {
  const [isThere, setThere] = useState(false);
  useEffect(() => {
    let frame = 0;
    const seen = () => {
      frame = requestAnimationFrame(() => startTransition(() => setThere(true)));
    };
    const timer = setTimeout(seen, patience);
    // The event does not bubble, but it is captured on the way down.
    document.addEventListener(Enums.Events.IMAGE_RENDERED, seen, { capture: true, once: true });
    return () => {
      clearTimeout(timer);
      cancelAnimationFrame(frame);
      document.removeEventListener(Enums.Events.IMAGE_RENDERED, seen, { capture: true });
    };
  }, []);
  return isThere;
}
