import { join, sep } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { appFile, contentType } from './app-files';

const folder = join(sep, 'program', 'renderer');

describe('the file an address names', () => {
  it('is below the folder', () => {
    expect(appFile(folder, 'app://rim-reader/')).toBe(join(folder, 'index.html'));
    expect(appFile(folder, 'app://rim-reader/assets/a%20b.js?v=1#x')).toBe(join(folder, 'assets', 'a b.js'));
  });

  it.each([
    'app://other/index.html',
    'file:///etc/passwd',
    'https://rim-reader/index.html',
    'app://rim-reader/..%2f..%2fetc/passwd',
    'app://rim-reader/%2e%2e%2f%2e%2e%2fetc/passwd',
    'app://rim-reader/..%5c..%5cetc',
    'app://rim-reader/a%00.js',
    'app://rim-reader/%E0%A4%A',
    'app://rim-reader/..%2frenderer-other/x',
    'not an address',
  ])('is refused for %s', (address) => {
    expect(appFile(folder, address)).toBeNull();
  });

  it('never leaves the folder, whatever the path', () => {
    const part = fc.oneof(fc.constantFrom('..', '.', '%2e%2e', '%2f', '/', '\\', '%5c', 'etc'), fc.string());
    fc.assert(
      fc.property(fc.array(part, { maxLength: 8 }), (parts) => {
        const file = appFile(folder, `app://rim-reader/${parts.join('')}`);
        expect(file === null || file.startsWith(folder + sep)).toBe(true);
      }),
    );
  });
});

it('gives scripts, styles and WebAssembly the types a browser asks for', () => {
  expect(contentType('a/b.js')).toMatch(/^text\/javascript/);
  expect(contentType('x.css')).toMatch(/^text\/css/);
  expect(contentType('x.WASM')).toBe('application/wasm');
  expect(contentType('x.unknown')).toBe('application/octet-stream');
});
