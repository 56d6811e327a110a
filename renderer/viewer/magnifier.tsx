import { useEffect, useRef, useState } from 'react';
import { create } from 'zustand';
import type { CellView } from './cell-view';
import { Loupe } from './loupe';
import classes from './viewport.module.css';

/** Whether the image is magnified at the pointer. */
export const useMagnifierStore = create<{ isOn: boolean }>()(() => ({ isOn: false }));

/** A key held for longer than this, ms, is let go to end what it began. */
const heldMs = 350;
let isHeld = false;

export function toggleMagnifier(): void {
  useMagnifierStore.setState(({ isOn }) => ({ isOn: !isOn }));
}

/** For its key: a short press switches the magnifier, a long one shows it for as long as the key is held. */
export function pressMagnifierKey(): void {
  // A held key repeats.
  if (isHeld) return;
  isHeld = true;
  const since = performance.now();
  toggleMagnifier();
  const end = () => {
    isHeld = false;
    if (performance.now() - since > heldMs) useMagnifierStore.setState({ isOn: false });
    window.removeEventListener('keyup', end);
    window.removeEventListener('blur', end);
  };
  window.addEventListener('keyup', end);
  window.addEventListener('blur', end);
}

/** The loupe around the pointer in one viewport, while the magnifier is on. */
export function Magnifier({ view }: { view: CellView }) {
  const isOn = useMagnifierStore((state) => state.isOn);
  return isOn ? <FollowingLoupe view={view} /> : null;
}

/** Where the pointer last was in the window, CSS pixels: a loupe that is switched on is there at once. */
let lastPointer: readonly [number, number] | null = null;
window.addEventListener(
  'pointermove',
  ({ clientX, clientY }) => {
    lastPointer = [clientX, clientY];
  },
  { capture: true, passive: true },
);

function FollowingLoupe({ view }: { view: CellView }) {
  const layer = useRef<HTMLDivElement>(null);
  const [at, setAt] = useState<readonly [number, number] | null>(null);
  useEffect(() => {
    const follow = () => {
      const box = layer.current?.getBoundingClientRect();
      if (box === undefined || lastPointer === null) return setAt(null);
      const [x, y] = [lastPointer[0] - box.left, lastPointer[1] - box.top];
      setAt(x >= 0 && y >= 0 && x < box.width && y < box.height ? [x, y] : null);
    };
    follow();
    window.addEventListener('pointermove', follow, { passive: true });
    return () => window.removeEventListener('pointermove', follow);
  }, []);
  return (
    <div ref={layer} className={classes.layer}>
      {at !== null && (
        <Loupe
          place="around"
          canvas={layer.current?.closest('[role=group]')?.querySelector('canvas') ?? null}
          x={at[0]}
          y={at[1]}
          width={view.width}
          height={view.height}
        />
      )}
    </div>
  );
}
