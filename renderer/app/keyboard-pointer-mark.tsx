import { useEffect } from 'react';
import { useViewerStore } from '../viewer/viewer-store';
import { hideKeyboardPointer, useKeyboardPointer } from './keyboard-pointer';
import classes from './keyboard-pointer.module.css';

/** Shows the keyboard's pointer; a mouse that moves, another viewport or the end of the room takes it away. */
export function KeyboardPointerMark() {
  const { at, isHeld } = useKeyboardPointer();
  const activeCell = useViewerStore((state) => state.activeCell);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the pointer belongs to the viewport it was shown in
  useEffect(() => hideKeyboardPointer, [activeCell]);
  useEffect(() => {
    const hide = (event: PointerEvent) => {
      if (event.isTrusted) hideKeyboardPointer();
    };
    window.addEventListener('pointermove', hide);
    return () => window.removeEventListener('pointermove', hide);
  }, []);
  if (at === null) return null;
  return (
    <svg
      className={classes.mark}
      style={{ left: at[0] - 12, top: at[1] - 12 }}
      data-held={isHeld || undefined}
      width={24}
      height={24}
      aria-hidden="true"
    >
      <path d="M12 1v8M12 15v8M1 12h8M15 12h8" />
      <circle cx={12} cy={12} r={isHeld ? 4 : 2} />
    </svg>
  );
}
