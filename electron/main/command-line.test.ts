import { resolve } from 'node:path';
import { expect, it } from 'vitest';
import { parseCommandLine } from './command-line';

it('takes its own options in both spellings and leaves all others alone', () => {
  const parsed = parseCommandLine(
    [
      '/app',
      '--no-sandbox',
      '--open',
      'a',
      '--use-gl=angle',
      '--open=/b c',
      '--user-data',
      'data',
      '--user-data-dir=/chromium',
      '--bundled=cases',
      '--check-pixels=b',
      '--check-pixels',
      '/c',
    ],
    '/work',
  );
  expect(parsed).toEqual({
    open: [resolve('/work/a'), resolve('/b c')],
    userData: resolve('/work/data'),
    bundled: resolve('/work/cases'),
    checkPixels: ['b', '/c'],
  });
});

it('is empty without options, and where a value is missing', () => {
  const nothing = { open: [], userData: null, bundled: null, checkPixels: null };
  expect(parseCommandLine(['/app', 'x'], '/')).toEqual(nothing);
  expect(parseCommandLine(['--open', '', '--user-data='], '/')).toEqual(nothing);
  expect(parseCommandLine(['--open'], '/')).toEqual(nothing);
});
