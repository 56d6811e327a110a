import { useMemo } from 'react';
import { caseStates } from '../../../shared/cohort/project';
import { text } from '../../ui/text';
import { showPage, useProjectStore } from '../project-store';
import { StateMark } from '../state-mark';
import { filterWorklist } from '../worklist-filter';
import { type ProgressChoice, progressChoices } from '../worklist-view';
import classes from './agreement.module.css';

const words = text.cohort.worklist;

const nameOf = ({ of, role }: ProgressChoice) =>
  of === null ? words.lists[role] : words.readerColumn(of.readerCode, of.repeat, of.role);

/** How many cases each reader has in each state; a number leads to these cases in the worklist. */
export function ProgressChoices() {
  const worklist = useProjectStore((state) => state.worklist);
  const choices = useMemo(() => progressChoices(worklist?.rows ?? []), [worklist]);
  return (
    <div className={classes.progress}>
      {choices.map((choice) => {
        const name = nameOf(choice);
        return (
          <fieldset key={name} className={classes.ofReader} aria-label={name}>
            <span className={classes.reader}>{name}</span>
            {caseStates.map(
              (state) =>
                choice.counts[state] > 0 && (
                  <button
                    key={state}
                    type="button"
                    className={classes.button}
                    title={text.agreement.showInWorklist}
                    onClick={() => {
                      filterWorklist({ role: choice.role, reader: choice.reader, state });
                      showPage('worklist');
                    }}
                  >
                    <StateMark state={state} /> <b>{choice.counts[state]}</b>
                  </button>
                ),
            )}
          </fieldset>
        );
      })}
    </div>
  );
}
