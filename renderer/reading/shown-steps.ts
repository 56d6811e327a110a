import type { Reading } from '../../shared/findings/reading';
import { isCardAsked } from './asked';
import { currentFracture } from './next-to-place';
import { type StepId, stepIds, useProtocolStore } from './protocol-store';

const withoutFracture: readonly StepId[] = ['numbering', 'fracture', 'clinical'];

/** The cards the reading column shows, in order: those the protocol asks for, and those about a fracture only once there is one. */
export function shownSteps(reading: Reading): readonly StepId[] {
  const fracture = currentFracture(reading, useProtocolStore.getState().fractureLevel);
  return (fracture === null ? withoutFracture : stepIds).filter((card) => isCardAsked(card, reading));
}
