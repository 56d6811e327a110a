import { Enums } from '@cornerstonejs/core';
import { startTransition, useEffect, useState } from 'react';
import { useViewerStore } from './viewer-store';

/** Longest time that anything waits for the first image, ms. */
const patience = 400;

/** True from the frame after the first image of a study was drawn; also where none comes. */
export function useFirstImage(): boolean {
  const hasStudy = useViewerStore((state) => state.study !== null);
  const [isThere, setThere] = useState(false);
  useEffect(() => {
    if (!hasStudy) return;
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
  }, [hasStudy]);
  return isThere;
}
