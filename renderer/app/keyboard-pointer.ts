import { create } from 'zustand';
import { useProtocolStore } from '../reading/protocol-store';
import { text } from '../ui/text';
import { useViewerStore } from '../viewer/viewer-store';
import { useSessionStore } from './session';
import type { Shortcut } from './shortcuts';

/** A pointer in a viewport that keys move and press, in place of the mouse. */
interface KeyboardPointer {
  /** In the window, CSS pixels; null where it is not shown. */
  at: readonly [number, number] | null;
  /** Its button is held down. */
  isHeld: boolean;
}

export const useKeyboardPointer = create<KeyboardPointer>()(() => ({ at: null, isHeld: false }));

/** No mouse or finger has this id. */
const pointerId = 9_001;

function viewportBox(): DOMRect | null {
  const { activeCell } = useViewerStore.getState();
  return document.querySelector(`[data-viewport="${activeCell}"]`)?.getBoundingClientRect() ?? null;
}

/** Sends what a mouse would send to what lies under the pointer. */
function send(type: 'pointermove' | 'pointerdown' | 'pointerup'): void {
  const { at, isHeld } = useKeyboardPointer.getState();
  if (at === null) return;
  const [clientX, clientY] = at;
  const isPressed = type === 'pointerdown' || (type === 'pointermove' && isHeld);
  document.elementFromPoint(clientX, clientY)?.dispatchEvent(
    new PointerEvent(type, {
      bubbles: true,
      cancelable: true,
      composed: true,
      pointerId,
      pointerType: 'pen',
      isPrimary: true,
      clientX,
      clientY,
      button: type === 'pointermove' ? -1 : 0,
      buttons: isPressed ? 1 : 0,
    }),
  );
}

function move(right: number, down: number): void {
  const { at } = useKeyboardPointer.getState();
  const box = viewportBox();
  if (at === null || box === null) return;
  const within = (value: number, from: number, to: number) => Math.max(from, Math.min(to, value));
  useKeyboardPointer.setState({
    at: [
      within(at[0] + right, box.left + 1, box.right - 1),
      within(at[1] + down, box.top + 1, box.bottom - 1),
    ],
  });
  send('pointermove');
}

function show(): void {
  const box = viewportBox();
  if (box === null) return;
  useKeyboardPointer.setState({
    at: [Math.round(box.left + box.width / 2), Math.round(box.top + box.height / 2)],
    isHeld: false,
  });
  send('pointermove');
}

function hold(): void {
  if (useKeyboardPointer.getState().at === null) show();
  send('pointerdown');
  useKeyboardPointer.setState({ isHeld: true });
}

function letGo(): void {
  useKeyboardPointer.setState({ isHeld: false });
  send('pointerup');
}

/** Takes the pointer away; what it holds is let go where it is. */
export function hideKeyboardPointer(): void {
  if (useKeyboardPointer.getState().isHeld) letGo();
  if (useKeyboardPointer.getState().at !== null) useKeyboardPointer.setState({ at: null });
}

function press(): void {
  if (useKeyboardPointer.getState().at === null) {
    show();
    return;
  }
  if (useKeyboardPointer.getState().isHeld) {
    letGo();
    return;
  }
  send('pointerdown');
  send('pointerup');
}

const isReading = () => useSessionStore.getState().screen === 'reading';
const isShown = () => isReading() && useKeyboardPointer.getState().at !== null;
const words = text.pointer;

const directions = [
  { key: 'ArrowLeft', right: -1, down: 0, name: words.left },
  { key: 'ArrowRight', right: 1, down: 0, name: words.right },
  { key: 'ArrowUp', right: 0, down: -1, name: words.up },
  { key: 'ArrowDown', right: 0, down: 1, name: words.down },
] as const;

const moves: readonly Shortcut[] = directions.flatMap(({ key, right, down, name }) =>
  [
    { keys: [key], pixels: 1 },
    { keys: [`Shift+${key}`], pixels: 10 },
    { keys: [`Ctrl+${key}`], pixels: 50 },
  ].map(
    ({ keys, pixels }): Shortcut => ({
      id: `pointer.${keys[0]}`,
      keys,
      label: words.move(pixels, name),
      group: 'Viewer',
      context: 'pointer',
      when: isShown,
      run: () => move(right * pixels, down * pixels),
    }),
  ),
);

/** The keys of the keyboard's pointer. */
export const pointerShortcuts: readonly Shortcut[] = [
  {
    id: 'pointer.press',
    keys: ['Space'],
    label: words.press,
    group: 'Viewer',
    when: isReading,
    run: press,
  },
  {
    id: 'pointer.hold',
    keys: ['Shift+Space'],
    label: words.hold,
    group: 'Viewer',
    when: isReading,
    run: () => (useKeyboardPointer.getState().isHeld ? letGo() : hold()),
  },
  ...moves,
  {
    id: 'pointer.hide',
    keys: ['Escape'],
    label: words.hide,
    group: 'Viewer',
    context: 'pointer',
    when: () => isShown() && useProtocolStore.getState().stroke === null,
    run: hideKeyboardPointer,
  },
];
