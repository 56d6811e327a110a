import type { RimCellName } from '../../shared/findings/reading';

/** The key of the numeric pad in the place of each cell of the rim map, the patient's right on the screen's left. */
export const numericPadCodes: Record<RimCellName, string> = {
  'superior-right': 'Numpad7',
  'superior-central': 'Numpad8',
  'superior-left': 'Numpad9',
  'middle-right': 'Numpad4',
  'middle-central': 'Numpad5',
  'middle-left': 'Numpad6',
  'inferior-right': 'Numpad1',
  'inferior-central': 'Numpad2',
  'inferior-left': 'Numpad3',
};
