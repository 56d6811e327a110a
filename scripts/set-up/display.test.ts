import { describe, expect, it } from 'vitest';
import { electronSwitches, hasDisplay } from './display.mjs';

describe('the display', () => {
  it.each([
    [{ DISPLAY: ':0' }, 'linux', true],
    [{ WAYLAND_DISPLAY: 'wayland-0' }, 'linux', true],
    [{ DISPLAY: '' }, 'linux', false],
    [{}, 'linux', false],
    [{}, 'darwin', true],
  ] as const)('%j on %s: %s', (environment, platform, expected) => {
    expect(hasDisplay(environment, platform)).toBe(expected);
  });

  it('draws in software on a virtual display and without a graphics device', () => {
    const user = { platform: 'linux', user: 1000 } as const;
    expect(electronSwitches({ ...user, virtualDisplay: false, graphics: true })).toEqual([]);
    const software = electronSwitches({ ...user, virtualDisplay: true, graphics: true });
    expect(software).toContain('--use-angle=swiftshader');
    expect(electronSwitches({ ...user, virtualDisplay: false, graphics: false })).toEqual(software);
  });

  it('has no sandbox as root, and only then', () => {
    const machine = { platform: 'linux', virtualDisplay: true, graphics: false } as const;
    expect(electronSwitches({ ...machine, user: 0 })).toContain('--no-sandbox');
    expect(electronSwitches({ ...machine, user: 1000 })).not.toContain('--no-sandbox');
  });
});
