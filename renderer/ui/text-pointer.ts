/** Words of the pointer that keys move. */
export const pointerTexts = {
  press: 'Keyboard pointer: show it, then click with it',
  hold: 'Keyboard pointer: hold its button, let go',
  hide: 'Hide the keyboard pointer',
  move: (pixels: number, direction: string) =>
    `Keyboard pointer ${pixels === 1 ? '1 pixel' : `${pixels} pixels`} ${direction}`,
  left: 'left',
  right: 'right',
  up: 'up',
  down: 'down',
} as const;
