import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { levelCode } from '../../dicom/levels';
import { own, privateScheme } from './codes';
import table from './private-codes.json';

describe('the private codes', () => {
  it('fit into a code value and a code meaning, and have a definition', () => {
    for (const [value, { meaning, definition }] of Object.entries(table)) {
      expect(value).toMatch(/^[A-Za-z0-9-]{1,16}$/);
      expect(meaning.length).toBeLessThanOrEqual(64);
      expect(definition.endsWith('.')).toBe(true);
    }
  });

  it('name transitional levels as the reading does', () => {
    for (const level of ['T13', 'L6', 'S1'] as const) expect(own(`level-${level}`)).toEqual(levelCode(level));
    expect(privateScheme).toBe(levelCode('T13').scheme);
  });

  it('are all in the documentation, with their definitions', () => {
    const page = readFileSync(join(import.meta.dirname, '../../../docs/structured-report.md'), 'utf8');
    for (const [value, { meaning, definition }] of Object.entries(table)) {
      expect(page).toContain(`| \`${value}\` | ${meaning} | ${definition} |`);
    }
  });
});
