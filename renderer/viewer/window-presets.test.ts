import { describe, expect, it } from 'vitest';
import { presetCommands, presetWindow, windowPresets } from './window-presets';

const standard = { center: 450, width: 900 };

function windowOf(modality: string, name: string) {
  const preset = windowPresets({ modality }).find((one) => one.name === name);
  if (preset === undefined || typeof preset.window === 'string') throw new Error(`no window ${name}`);
  return presetWindow(preset.window, standard);
}

describe('windowPresets', () => {
  it('of MR are in proportion to the default window', () => {
    expect(windowOf('MR', 'soft')).toEqual({ center: 540, width: 1440 });
    expect(windowOf('MR', 'contrast').width).toBeCloseTo(495, 9);
    const cortex = windowOf('MR', 'cortex');
    expect(cortex.center - cortex.width / 2).toBeCloseTo(0, 9);
    expect(cortex.center + cortex.width / 2).toBeCloseTo(405, 9);
  });

  it('of CT are Hounsfield units whatever the default window', () => {
    expect(windowOf('CT', 'bone')).toEqual({ center: 400, width: 1800 });
    expect(windowOf('CT', 'softTissue')).toEqual({ center: 40, width: 400 });
  });

  it('have a key each, the same number for every modality', () => {
    expect(presetCommands.map(({ key }) => key)).toEqual(['1', '2', '3', '4', '5']);
    expect(windowPresets({ modality: 'CT' })).toHaveLength(presetCommands.length);
  });
});
