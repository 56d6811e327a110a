import { expect, it } from 'vitest';
import type { Shortcut } from '../app/shortcuts';
import { clashWith } from './key-clashes';

const command = (id: string, keys: string[], context?: Shortcut['context']): Shortcut => ({
  id,
  keys,
  label: id,
  group: 'Reading',
  context,
  run: () => undefined,
});
const commands = [
  command('next', ['N', 'Enter']),
  command('end', ['Enter'], 'line'),
  command('help', ['?'], 'everywhere'),
  command('undo', ['Ctrl+Z']),
];
const [next, end] = commands;
if (next === undefined || end === undefined) throw new Error('no commands');

it('names the command that has the key, by its own keys and by those the reader chose', () => {
  expect(clashWith('Ctrl+Z', next, commands, {})).toMatchObject({ command: { id: 'undo' } });
  expect(clashWith('Ctrl+Z', next, commands, { undo: ['U'] })).toBeNull();
  expect(clashWith('U', next, commands, { undo: ['U'] })).toMatchObject({ command: { id: 'undo' } });
  expect(clashWith('?', end, commands, {})).toMatchObject({ command: { id: 'help' } });
});

it('lets the line in hand and the reading have the same key', () => {
  expect(clashWith('Enter', end, commands, {})).toBeNull();
  expect(clashWith('N', end, commands, {})).toBeNull();
});

it('says what the program needs a key for', () => {
  expect(clashWith('Ctrl+Q', next, commands, {})).toEqual({ kind: 'reserved', meaning: 'quits' });
});
