/**
 * The key of an event as `Shortcut.keys` writes it: `KeyboardEvent.key` (letters in capitals) after `Ctrl+`, `Alt+`,
 * `Shift+`; keys of the numeric pad by their code. `Ctrl` is also the Mac's ⌘. Shift is left out where it only makes a
 * character (`?`, `+`).
 */
export function keyName(
  event: Pick<KeyboardEvent, 'key' | 'code' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey'>,
): string {
  const numeric = event.code.startsWith('Numpad');
  const letter = /^[a-z]$/i.test(event.key);
  const name = numeric
    ? event.code
    : letter
      ? event.key.toUpperCase()
      : event.key === ' '
        ? 'Space'
        : event.key;
  const shiftCounts = event.shiftKey && (letter || numeric || name.length > 1);
  return [
    event.ctrlKey || event.metaKey ? 'Ctrl+' : '',
    event.altKey ? 'Alt+' : '',
    shiftCounts ? 'Shift+' : '',
    name,
  ].join('');
}

/** Whether the event is of a key that only changes others, or of none a command could have. */
export function isBareModifier({ key }: Pick<KeyboardEvent, 'key'>): boolean {
  return /^(Control|Shift|Alt|AltGraph|Meta|CapsLock|NumLock|ScrollLock|Fn|Dead|Process|Unidentified)$/.test(
    key,
  );
}

const written: Readonly<Record<string, string>> = {
  NumpadAdd: 'Num +',
  NumpadSubtract: 'Num −',
  NumpadMultiply: 'Num ×',
  NumpadDivide: 'Num ÷',
  NumpadDecimal: 'Num .',
  NumpadEnter: 'Num Enter',
  ArrowUp: '↑',
  ArrowDown: '↓',
  ArrowLeft: '←',
  ArrowRight: '→',
};

/** A key name as it is written on a keyboard: `Ctrl + Shift + Z`, `Num 7`, `↑`. */
export function keyText(key: string): string {
  const [, held = '', name = ''] = /^((?:Ctrl\+|Alt\+|Shift\+)*)(.+)$/.exec(key) ?? [];
  return held.replaceAll('+', ' + ') + (written[name] ?? name.replace(/^Numpad(\d)$/, 'Num $1'));
}

/** A key name as `aria-keyshortcuts` wants it (WAI-ARIA 1.2): `Control+Shift+Z`; the numeric pad by its character. */
export function ariaKey(key: string): string {
  return key
    .replace('Ctrl+', 'Control+')
    .replace(/Numpad(\d)$/, '$1')
    .replace('NumpadAdd', 'Plus')
    .replace(/(^|\+)\+$/, '$1Plus');
}
