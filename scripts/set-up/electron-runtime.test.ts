import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { namedElectron, type RuntimeSources, resolveElectron } from './electron-runtime.mjs';
import { satisfies } from './official-electron.mjs';

/** A machine with nothing at hand, changed by what is given. */
function machine(changes: Partial<RuntimeSources> = {}): RuntimeSources {
  return {
    installed: () => null,
    download: async () => ({ reason: 'the server cannot be reached' }),
    hasRegistry: () => true,
    cached: () => null,
    fetch: async () => '/cache/electron',
    ...changes,
  };
}

describe('finding Electron', () => {
  let folder = '';

  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'rim-reader-electron-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it('takes the one the environment names before all others', async () => {
    const executable = path.join(folder, process.platform === 'win32' ? 'electron.exe' : 'electron');
    writeFileSync(executable, '');
    const sources = machine({ installed: () => '/installed' });
    expect((await resolveElectron({ RIM_ELECTRON: executable }, sources)).executable).toBe(executable);
    if (process.platform !== 'darwin')
      expect(namedElectron({ ELECTRON_OVERRIDE_DIST_PATH: folder })).toBe(executable);
  });

  it('does not go on to another when the named one is missing', async () => {
    const environment = { RIM_ELECTRON: path.join(folder, 'nothing') };
    await expect(resolveElectron(environment, machine())).rejects.toThrow(
      /RIM_ELECTRON.*nothing does not exist/,
    );
    expect(() => namedElectron({ ELECTRON_OVERRIDE_DIST_PATH: folder })).toThrow(
      /ELECTRON_OVERRIDE_DIST_PATH/,
    );
  });

  it('takes the installed official one without asking the network', async () => {
    const download = vi.fn();
    const runtime = await resolveElectron({}, machine({ installed: () => '/installed', download }));
    expect(runtime.executable).toBe('/installed');
    expect(download).not.toHaveBeenCalled();
  });

  it('takes the official download before the registry, even where that is cached', async () => {
    const download = async () => ({ executable: '/downloaded' });
    const runtime = await resolveElectron({}, machine({ download, cached: () => '/cached' }));
    expect(runtime).toEqual({ executable: '/downloaded', source: 'the official download' });
  });

  it("takes the registry's from the cache, else fetches it, and says why", async () => {
    const cached = await resolveElectron({}, machine({ cached: () => '/cached' }));
    expect(cached.executable).toBe('/cached');
    const fetched = await resolveElectron({}, machine());
    expect(fetched.executable).toBe('/cache/electron');
    expect(fetched.source).toContain('the server cannot be reached');
  });

  it('says in a sentence what to do where there is none', async () => {
    const nowhere = resolveElectron({}, machine({ hasRegistry: () => false }));
    await expect(nowhere).rejects.toThrow(/the server cannot be reached.*RIM_ELECTRON/s);
  });
});

describe("the installer's Node.js", () => {
  it.each([
    ['>= 22.12.0', '20.20.2', false],
    ['>= 22.12.0', '22.11.9', false],
    ['>= 22.12.0', '22.12.0', true],
    ['>= 22.12.0', '24.0.0', true],
  ])('%s with %s: %s', (range, node, expected) => {
    expect(satisfies(range, node)).toBe(expected);
  });
});
