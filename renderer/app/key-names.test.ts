import { describe, expect, it } from 'vitest';
import { ariaKey, isBareModifier, keyName, keyText } from './key-names';

const press = (key: string, code: string, held: Partial<Parameters<typeof keyName>[0]> = {}) =>
  keyName({ key, code, ctrlKey: false, metaKey: false, altKey: false, shiftKey: false, ...held });

describe('keyName', () => {
  it('names letters in capitals and keeps shift where it counts', () => {
    expect(press('l', 'KeyL')).toBe('L');
    expect(press('Z', 'KeyZ', { ctrlKey: true, shiftKey: true })).toBe('Ctrl+Shift+Z');
    expect(press('z', 'KeyZ', { metaKey: true })).toBe('Ctrl+Z');
    expect(press('?', 'Slash', { shiftKey: true })).toBe('?');
    expect(press('PageUp', 'PageUp', { shiftKey: true })).toBe('Shift+PageUp');
    expect(press(' ', 'Space', { shiftKey: true })).toBe('Shift+Space');
  });

  it('tells the numeric pad from the number row', () => {
    expect(press('7', 'Numpad7')).toBe('Numpad7');
    expect(press('7', 'Digit7')).toBe('7');
    expect(press('Home', 'Numpad7')).toBe('Numpad7');
  });
});

describe('isBareModifier', () => {
  it('tells keys that only change others from keys that can start something', () => {
    for (const key of ['Control', 'Shift', 'Alt', 'AltGraph', 'Meta', 'Dead', 'Unidentified'])
      expect(isBareModifier({ key })).toBe(true);
    for (const key of ['a', 'Enter', 'F5', '+']) expect(isBareModifier({ key })).toBe(false);
  });
});

describe('keyText', () => {
  it('writes a key as it is on the keyboard', () => {
    expect(
      ['Ctrl+Shift+Z', 'Numpad7', 'Ctrl++', '+', 'Alt+ArrowLeft', 'Ctrl+NumpadAdd'].map(keyText),
    ).toEqual(['Ctrl + Shift + Z', 'Num 7', 'Ctrl + +', '+', 'Alt + ←', 'Ctrl + Num +']);
  });
});

describe('ariaKey', () => {
  it('writes a key as WAI-ARIA does', () => {
    expect(['Ctrl+K', 'L', 'Ctrl++', 'Numpad7'].map(ariaKey)).toEqual([
      'Control+K',
      'L',
      'Control+Plus',
      '7',
    ]);
  });
});
