import type { MissingItem } from '../../shared/findings/completeness';
import { cardOfStep, type StepId } from './protocol-store';

/** The name under which the form field of a missing item can be focused. */
export function fieldOf(item: MissingItem): string | null {
  if (item.target.kind === 'field') return item.target.field;
  if (item.target.kind === 'reason') return `notAssessable.${item.target.item}`;
  if (item.target.kind === 'cell') return `rim.${item.target.cell}`;
  return null;
}

/** The card of the reading column a missing item belongs to. */
export function cardOf(item: MissingItem): StepId {
  return fieldOf(item) === 'context.endplates' ? 'fracture' : cardOfStep[item.step];
}
