import { afterEach, describe, expect, it } from 'vitest';
import { keyName, registerShortcuts, useShortcutStore } from './shortcuts';

const press = (key: string, code: string, held: Partial<Parameters<typeof keyName>[0]> = {}) =>
  keyName({ key, code, ctrlKey: false, metaKey: false, altKey: false, shiftKey: false, ...held });

afterEach(() => useShortcutStore.setState({ shortcuts: [] }));

describe('keyName', () => {
  it('names letters in capitals and keeps shift where it counts', () => {
    expect(press('l', 'KeyL')).toBe('L');
    expect(press('Z', 'KeyZ', { ctrlKey: true, shiftKey: true })).toBe('Ctrl+Shift+Z');
    expect(press('z', 'KeyZ', { metaKey: true })).toBe('Ctrl+Z');
    expect(press('?', 'Slash', { shiftKey: true })).toBe('?');
    expect(press('PageUp', 'PageUp', { shiftKey: true })).toBe('Shift+PageUp');
  });

  it('tells the numeric pad from the number row', () => {
    expect(press('7', 'Numpad7')).toBe('Numpad7');
    expect(press('7', 'Digit7')).toBe('7');
    expect(press('Home', 'Numpad7')).toBe('Numpad7');
  });
});

describe('registerShortcuts', () => {
  it('replaces an id and takes away only its own', () => {
    const shortcut = { id: 'a', keys: ['A'], label: 'first', group: 'Viewer' as const, run: () => undefined };
    const removeFirst = registerShortcuts([shortcut]);
    const removeSecond = registerShortcuts([{ ...shortcut, label: 'second' }]);
    removeFirst();
    expect(useShortcutStore.getState().shortcuts.map(({ label }) => label)).toEqual(['second']);
    removeSecond();
    expect(useShortcutStore.getState().shortcuts).toEqual([]);
  });
});
