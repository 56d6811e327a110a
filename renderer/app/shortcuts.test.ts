import { afterEach, describe, expect, it } from 'vitest';
import { cannotShare, commandOf, registerShortcuts, type Shortcut, useShortcutStore } from './shortcuts';

afterEach(() => useShortcutStore.setState({ shortcuts: [] }));

const command = (id: string, more: Partial<Shortcut> = {}): Shortcut => ({
  id,
  keys: ['A'],
  label: id,
  group: 'Viewer',
  run: () => undefined,
  ...more,
});

describe('registerShortcuts', () => {
  it('replaces an id and takes away only its own', () => {
    const removeFirst = registerShortcuts([command('a', { label: 'first' })]);
    const removeSecond = registerShortcuts([command('a', { label: 'second' })]);
    removeFirst();
    expect(useShortcutStore.getState().shortcuts.map(({ label }) => label)).toEqual(['second']);
    removeSecond();
    expect(useShortcutStore.getState().shortcuts).toEqual([]);
  });
});

describe('commandOf', () => {
  const line = command('line', { context: 'line', when: () => false });
  const selection = command('selection', { context: 'selection' });
  const general = command('general');

  it('gives the key to the narrowest context that applies, whatever the order', () => {
    expect(commandOf('A', [selection, general, line], {})?.id).toBe('selection');
    expect(commandOf('A', [selection, general, { ...line, when: () => true }], {})?.id).toBe('line');
    expect(commandOf('B', [selection, general], {})).toBeNull();
  });

  it('goes by the keys the reader chose, which win over a command that has the same key as its own', () => {
    const other = command('other', { keys: ['B'] });
    expect(commandOf('B', [general, other], { general: ['B'] })?.id).toBe('general');
    expect(commandOf('A', [general, other], { general: ['B'] })).toBeNull();
    expect(commandOf('A', [general], { general: [] })).toBeNull();
  });
});

describe('cannotShare', () => {
  it('lets line, selection, reading and library have a key each, and nothing share with what applies everywhere', () => {
    const contexts = ['line', 'selection', 'reading', 'library'] as const;
    for (const one of contexts)
      for (const other of contexts)
        expect(cannotShare(command('1', { context: one }), command('2', { context: other }))).toBe(
          one === other,
        );
    for (const one of contexts)
      expect(cannotShare(command('1', { context: 'everywhere' }), command('2', { context: one }))).toBe(true);
    expect(cannotShare(command('1'), command('1'))).toBe(false);
  });
});
