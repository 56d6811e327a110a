import { type KeyboardEvent, useState } from 'react';

/** One tab stop for many marks: arrow keys, Home and End go from one to the next, Enter and Space choose. */
export function useRoving(count: number, columns = 1) {
  const [wanted, setActive] = useState(0);
  const active = Math.min(wanted, Math.max(0, count - 1));

  function step(event: KeyboardEvent<SVGElement>): number | null {
    switch (event.key) {
      case 'ArrowRight':
        return active + 1;
      case 'ArrowLeft':
        return active - 1;
      case 'ArrowDown':
        return active + columns;
      case 'ArrowUp':
        return active - columns;
      case 'Home':
        return 0;
      case 'End':
        return count - 1;
      default:
        return null;
    }
  }

  /** What the mark of that place needs; `choose` is what Enter, Space and a click do. */
  function mark(index: number, choose: () => void) {
    return {
      role: 'button',
      tabIndex: index === active ? 0 : -1,
      'data-mark': index,
      onFocus: () => setActive(index),
      onClick: choose,
      onKeyDown: (event: KeyboardEvent<SVGElement>) => {
        if (event.key === 'Enter' || event.key === ' ') {
          event.preventDefault();
          choose();
          return;
        }
        const next = step(event);
        if (next === null || next < 0 || next >= count) return;
        event.preventDefault();
        const target = event.currentTarget.ownerSVGElement?.querySelector(`[data-mark="${next}"]`);
        if (target instanceof SVGElement) target.focus();
      },
    } as const;
  }

  return { active, mark };
}
