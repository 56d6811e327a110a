import { create } from 'zustand';
import { missingForProtocol } from '../../shared/cohort/missing-for-protocol';
import type { Protocol } from '../../shared/cohort/protocol';
import type { MissingItem } from '../../shared/findings/completeness';
import type { Reading } from '../../shared/findings/reading';
import type { HangingProtocol } from '../../shared/ipc/hanging';
import { usePreferencesStore } from '../app/preferences-store';
import { useProjectStore } from '../cohort/project-store';
import { text } from '../ui/text';

/**
 * The protocol the open reading is made under (null outside a project: everything is asked), and whether the reading is
 * somebody else's and only looked at.
 */
export const useCaseProtocol = create<{ protocol: Protocol | null; isLookedAt: boolean }>()(() => ({
  protocol: null,
  isLookedAt: false,
}));

/** The protocol the open reading is made under, outside a component. */
export const caseProtocol = (): Protocol | null => useCaseProtocol.getState().protocol;

/** Why nothing of the open reading may be changed, in a sentence; null where it may. */
export function hindranceToEdit(): string | null {
  if (useCaseProtocol.getState().isLookedAt) return text.reading.onlyLookedAt;
  const { openCase, project } = useProjectStore.getState();
  return openCase === null ? null : (project?.readOnly ?? null);
}

/** `hindranceToEdit` for a component. */
export function useHindranceToEdit(): string | null {
  useCaseProtocol();
  useProjectStore((state) => (state.openCase === null ? null : state.project?.readOnly));
  return hindranceToEdit();
}

/** What the open reading lacks before it can be submitted. */
export const missingInCase = (reading: Reading): MissingItem[] => missingForProtocol(reading, caseProtocol());

/** Where stacks are put: as the project says, or where it says nothing as the reader does. */
export function hangingInForce(): HangingProtocol {
  return caseProtocol()?.hanging ?? usePreferencesStore.getState().preferences.hanging;
}
