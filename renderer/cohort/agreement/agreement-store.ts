import { create } from 'zustand';
import type { ProjectAgreement } from '../../../shared/cohort/project-agreement';
import { fromJsonText } from '../../../shared/ipc/json-text';
import { bridge } from '../../app/bridge';

interface AgreementState {
  /** null: not computed yet, or it could not be. */
  result: ProjectAgreement | null;
  isComputing: boolean;
  problem: string | null;
  /** What was done last, in a sentence. */
  said: string | null;
}

/** How the readings of the open project agree. */
export const useAgreementStore = create<AgreementState>()(() => ({
  result: null,
  isComputing: false,
  problem: null,
  said: null,
}));

let wanted = 0;

/** Has the agreement computed anew; the one before stays in sight meanwhile. */
export async function computeAgreement(): Promise<void> {
  wanted += 1;
  const request = wanted;
  useAgreementStore.setState({ isComputing: true });
  const outcome = await bridge.invoke('project:agreement');
  if (request !== wanted) return;
  if (outcome.ok)
    useAgreementStore.setState({ isComputing: false, result: fromJsonText(outcome.value), problem: null });
  else useAgreementStore.setState({ isComputing: false, result: null, problem: outcome.problem });
}

/** Keeps the agreement that of the readings as they are; returns the function that stops it. */
export function followAgreement(): () => void {
  useAgreementStore.setState({ result: null, problem: null, said: null });
  void computeAgreement();
  return bridge.on('project:changed', () => void computeAgreement());
}
