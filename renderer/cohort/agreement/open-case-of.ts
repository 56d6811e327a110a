import { text } from '../../ui/text';
import { openRow } from '../open-case';
import { loadWorklist } from '../project-store';
import { useAgreementStore } from './agreement-store';

/** Opens a case as whoever is signed in has it: its adjudication before its reading, to look at as coordinator. Says why where it cannot be. */
export async function openCaseOf(caseId: string): Promise<void> {
  const worklist = await loadWorklist();
  const rows = worklist?.rows.filter((row) => row.caseId === caseId) ?? [];
  const row = rows.find(({ role }) => role === 'adjudicator') ?? rows[0];
  if (row === undefined)
    useAgreementStore.setState({ said: null, problem: text.agreement.cannotOpen(caseId) });
  else openRow(row);
}
