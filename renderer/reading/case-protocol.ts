import { create } from 'zustand';
import { missingForProtocol } from '../../shared/cohort/missing-for-protocol';
import type { Protocol } from '../../shared/cohort/protocol';
import type { MissingItem } from '../../shared/findings/completeness';
import type { Reading } from '../../shared/findings/reading';
import type { HangingProtocol } from '../../shared/ipc/hanging';
import { usePreferencesStore } from '../app/preferences-store';
import { text } from '../ui/text';

interface CaseProtocol {
  /** What the open reading is made under; null outside a project: everything is asked. */
  protocol: Protocol | null;
  /** The reading is somebody else's and only looked at. */
  isLookedAt: boolean;
  /** Why nothing of the open project can be changed, in a sentence. */
  readOnly: string | null;
}

/** What the project says of the open reading. */
export const useCaseProtocol = create<CaseProtocol>()(() => ({
  protocol: null,
  isLookedAt: false,
  readOnly: null,
}));

/** The protocol the open reading is made under, outside a component. */
export const caseProtocol = (): Protocol | null => useCaseProtocol.getState().protocol;

function hindranceIn({ isLookedAt, readOnly }: CaseProtocol): string | null {
  return isLookedAt ? text.reading.onlyLookedAt : readOnly;
}

/** Why nothing of the open reading may be changed, in a sentence; null where it may. */
export const hindranceToEdit = (): string | null => hindranceIn(useCaseProtocol.getState());

/** `hindranceToEdit` for a component. */
export const useHindranceToEdit = (): string | null => useCaseProtocol(hindranceIn);

/** What the open reading lacks before it can be submitted. */
export const missingInCase = (reading: Reading): MissingItem[] => missingForProtocol(reading, caseProtocol());

/** Where stacks are put: as the project says, or where it says nothing as the reader does. */
export function hangingInForce(): HangingProtocol {
  return caseProtocol()?.hanging ?? usePreferencesStore.getState().preferences.hanging;
}
