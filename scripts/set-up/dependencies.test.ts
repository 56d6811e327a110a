import { describe, expect, it } from 'vitest';
import { outdatedPackages } from './dependencies.mjs';

const wanted = {
  packages: {
    '': { version: '0.1.0' },
    'node_modules/zod': { version: '4.6.7' },
    'node_modules/other-platform': { version: '1.0.0', optional: true },
  },
};

describe('the installed dependencies', () => {
  it('are up to date without an optional package of another platform', () => {
    expect(outdatedPackages(wanted, { packages: { 'node_modules/zod': { version: '4.6.7' } } })).toEqual([]);
  });

  it('are out of date with a missing package or another version, optional or not', () => {
    const other = { 'node_modules/other-platform': { version: '0.9.0' } };
    expect(outdatedPackages(wanted, { packages: other })).toEqual([
      'node_modules/zod',
      'node_modules/other-platform',
    ]);
    expect(outdatedPackages(wanted, { packages: { 'node_modules/zod': { version: '4.6.6' } } })).toEqual([
      'node_modules/zod',
    ]);
  });
});
