import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { fingerprint, isStale, writeStamp } from './staleness.mjs';

describe('whether a product is stale', () => {
  let root = '';
  const sources = ['source', 'package.json', 'absent'];
  const at = (...parts: string[]) => path.join(root, ...parts);

  beforeEach(() => {
    root = mkdtempSync(path.join(tmpdir(), 'rim-reader-stale-'));
    mkdirSync(at('source/inner'), { recursive: true });
    writeFileSync(at('source/inner/a.ts'), 'a');
    writeFileSync(at('package.json'), '{}');
  });
  afterEach(() => rmSync(root, { recursive: true, force: true }));

  it('is not after it was made, whatever the times of the files', () => {
    const made = fingerprint(root, sources);
    writeFileSync(at('product'), '');
    writeStamp(at('stamps/product'), made);
    utimesSync(at('source/inner/a.ts'), new Date(0), new Date(0));
    expect(isStale(at('product'), at('stamps/product'), fingerprint(root, sources))).toBe(false);
  });

  it('is when the product or its stamp is missing', () => {
    const made = fingerprint(root, sources);
    writeStamp(at('stamps/product'), made);
    expect(isStale(at('product'), at('stamps/product'), made)).toBe(true);
    writeFileSync(at('product'), '');
    expect(isStale(at('product'), at('stamps/other'), made)).toBe(true);
  });

  it.each<[string, () => void]>([
    ['changed', () => writeFileSync(at('source/inner/a.ts'), 'b')],
    ['new', () => writeFileSync(at('source/b.ts'), '')],
    ['removed', () => rmSync(at('source/inner/a.ts'))],
    ['named', () => writeFileSync(at('absent'), '')],
  ])('is when a source is %s', (_, change) => {
    const before = fingerprint(root, sources);
    change();
    expect(fingerprint(root, sources)).not.toBe(before);
  });

  it('is not when only a test has changed', () => {
    const before = fingerprint(root, sources);
    writeFileSync(at('source/inner/a.test.ts'), 'test');
    expect(fingerprint(root, sources)).toBe(before);
  });
});
