import type { Stack } from '../../shared/dicom/model';
import type { GreyWindow } from '../pixels/default-window';
import { text } from '../ui/text';
import { type WindowProportion, windowOf } from './links';

/** A window offered by name: by the stack's default one, in absolute values, or over all values of the slice. */
export interface WindowPreset {
  name: keyof typeof text.imageTools.presets;
  window: 'default' | 'full' | { proportion: WindowProportion } | { absolute: GreyWindow };
}

const standard: WindowPreset = { name: 'standard', window: 'default' };
const full: WindowPreset = { name: 'full', window: 'full' };

/** MR values have no scale of their own: by the default window, as wide and so far off its centre. */
const relative: readonly WindowPreset[] = [
  standard,
  { name: 'soft', window: { proportion: { width: 1.6, shift: 0.1 } } },
  { name: 'contrast', window: { proportion: { width: 0.55, shift: 0 } } },
  // From the default window's black to less than its middle: what is nearly black becomes grey.
  { name: 'cortex', window: { proportion: { width: 0.45, shift: -0.275 } } },
  full,
];

/** CT, Hounsfield units: windows in common use. */
const hounsfield: readonly WindowPreset[] = [
  standard,
  { name: 'softTissue', window: { absolute: { center: 40, width: 400 } } },
  { name: 'bone', window: { absolute: { center: 400, width: 1800 } } },
  { name: 'spine', window: { absolute: { center: 50, width: 250 } } },
  full,
];

/** The windows offered for a stack, in the order of their keys. */
export function windowPresets({ modality }: Pick<Stack, 'modality'>): readonly WindowPreset[] {
  return modality === 'CT' ? hounsfield : relative;
}

/** The window of a preset that says it in values or in proportion to the default window. */
export function presetWindow(
  window: Extract<WindowPreset['window'], object>,
  defaultWindow: GreyWindow,
): GreyWindow {
  return 'absolute' in window ? window.absolute : windowOf(window.proportion, defaultWindow);
}

/** The presets' commands: what each key does for MR and CT. */
export const presetCommands = relative.map((preset, index) => {
  const { presets } = text.imageTools;
  const forCt = hounsfield[index] ?? preset;
  return {
    id: `preset${index + 1}`,
    key: String(index + 1),
    label: text.imageTools.presetCommand(index + 1, presets[preset.name], presets[forCt.name]),
  };
});
