import { expect, it } from 'vitest';
import { saysDamaged, sqliteCode, writeProblem } from './problem-sentences';

const coded = (properties: object, message = '') => Object.assign(new Error(message), properties);

it.each([
  [coded({ code: 'ENOSPC' }), 'the disk is full'],
  [coded({ code: 'ERR_SQLITE_ERROR', errcode: 13 }), 'the disk is full'],
  [coded({ code: 'EROFS' }), 'is read-only'],
  [coded({ code: 'ERR_SQLITE_ERROR', errcode: 8 | (4 << 8) }), 'is read-only'],
  [coded({ code: 'ENOTDIR' }), 'part of its path is a file'],
  [coded({ code: 'ENOENT' }), 'does not exist any more'],
  [coded({ code: 'ERR_SQLITE_ERROR', errcode: 14 }), 'cannot be opened for writing'],
  [coded({ code: 'ERR_SQLITE_ERROR', errcode: 5 }), 'in use by another program'],
  [coded({ code: 'EFBIG' }), 'cannot be written (EFBIG)'],
  [coded({ code: 'ERR_SQLITE_ERROR', errcode: 10 }), 'input/output error'],
  [new Error('odd'), 'cannot be written (odd)'],
])('%o becomes a sentence that names the place', (error, words) => {
  const sentence = writeProblem(error, 'The data folder /d');
  expect(sentence).toMatch(/^The data folder \/d .*[^.]\.$/);
  expect(sentence).toContain(words);
});

it('knows damage also where SQLite gives no number', () => {
  expect(saysDamaged(coded({ code: 'ERR_SQLITE_ERROR' }, 'database disk image is malformed'))).toBe(true);
  expect(saysDamaged(coded({ code: 'ERR_SQLITE_ERROR', errcode: 26 }))).toBe(true);
  expect(saysDamaged(coded({ code: 'ERR_SQLITE_ERROR' }, 'no such table: x'))).toBe(false);
  expect(sqliteCode(coded({ code: 'ERR_SQLITE_ERROR' }, 'no such table: x'))).toBe(1);
  expect(sqliteCode(new Error('other'))).toBeNull();
});
