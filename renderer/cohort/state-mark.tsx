import {
  IconCircle,
  IconCircleCheckFilled,
  IconCircleHalf2,
  IconGavel,
  IconScale,
} from '@tabler/icons-react';
import type { CaseState } from '../../shared/cohort/project';
import { text } from '../ui/text';
import classes from './cohort.module.css';

const shapes = {
  'not-started': IconCircle,
  draft: IconCircleHalf2,
  submitted: IconCircleCheckFilled,
  'to-adjudicate': IconScale,
  adjudicated: IconGavel,
} as const;

/** Where a case stands: a shape and the word for it. */
export function StateMark({ state, note }: { state: CaseState; note?: string }) {
  const Shape = shapes[state];
  return (
    <span className={classes.stateMark} data-state={state}>
      <Shape size={14} aria-hidden="true" />
      <span>
        {text.cohort.states[state]}
        {note === undefined ? '' : ` · ${note}`}
      </span>
    </span>
  );
}
