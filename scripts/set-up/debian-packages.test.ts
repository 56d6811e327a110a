import { describe, expect, it } from 'vitest';
import { aptLine, isDebianLike, missingPackages, offeredNames } from './debian-packages.mjs';

describe('the system packages', () => {
  it('counts a library under its newer name as installed', () => {
    const installed = new Set(['libgtk-3-0t64', 'unzip']);
    expect(missingPackages(['libgtk-3-0', 'unzip', 'xvfb'], installed)).toEqual(['xvfb']);
  });

  it('asks for the newer name where the release offers it', () => {
    const offered = new Set(['libasound2t64', 'unzip', 'xvfb']);
    const names = offeredNames(['libasound2', 'libnss3', 'xvfb'], (name) => offered.has(name));
    expect(names).toEqual(['libasound2t64', 'libnss3', 'xvfb']);
  });

  it('gives the line to run', () => {
    expect(aptLine(['xvfb', 'xauth'])).toBe(
      'sudo apt-get update && sudo apt-get install -y --no-install-recommends xvfb xauth',
    );
  });

  it.each([
    ['PRETTY_NAME="Debian GNU/Linux 12"\nID=debian\n', true],
    ['ID=ubuntu\nID_LIKE=debian\n', true],
    ['ID=linuxmint\nID_LIKE="ubuntu debian"\n', true],
    ['ID=fedora\nHOME_URL="https://debian.example/"\n', false],
    ['', false],
  ])('knows the systems derived from Debian: %j', (osRelease, expected) => {
    expect(isDebianLike(osRelease)).toBe(expected);
  });
});
