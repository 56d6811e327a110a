import { ruleOf } from '../../../shared/cohort/asked-items';
import { setRimCell, setRimCells, setRimConfidence } from '../../../shared/findings/edits';
import type { Fracture, Reading, RimCellName } from '../../../shared/findings/reading';
import { proposeRimCells, type RimProposal } from '../../../shared/findings/rim-proposal';
import { text } from '../../ui/text';
import { rimStateWords } from '../../ui/text-answers';
import { Asked } from '../asked';
import { caseProtocol } from '../case-protocol';
import { Confidence } from '../controls';
import { ItemNotAssessable, notAssessableReason } from '../item-not-assessable';
import styles from '../reading.module.css';
import { nextRimState, RimMap, unreadCells } from '../rim-map';
import { useReadingStore } from '../use-reading';
import { StepCard } from './step-card';

/** Gives a cell of the rim map its next state, as one act. */
export function cycleRimCell(fracture: Fracture, cell: RimCellName): void {
  const state = nextRimState(fracture.rim.cells[cell], ruleOf(caseProtocol(), 'rim.cells')?.allowed ?? null);
  useReadingStore
    .getState()
    .apply(
      (draft) => setRimCell(draft, fracture.level, cell, state),
      `rim of ${fracture.level} ${cell.replace('-', ' ')}: ${rimStateWords[state]}`,
    );
}

/** Proposals for cells the reader has not called disrupted (or not assessable) already. */
function openProposals(reading: Reading, fracture: Fracture): RimProposal[] {
  return proposeRimCells(reading, fracture).filter(({ cell }) =>
    ['unread', 'intact'].includes(fracture.rim.cells[cell]),
  );
}

function summary(fracture: Fracture): string {
  const unread = unreadCells(fracture);
  return `${text.form.rim.statuses[fracture.rim.status]}${unread > 0 && unread < 9 ? ` · ${text.form.rim.unread(unread)}` : ''}`;
}

interface RimStepProps {
  number: number;
  reading: Reading;
  fracture: Fracture;
  done: boolean;
}

/** Step 4: the nine parts of the posterior rim. */
export function RimStep({ number, reading, fracture, done }: RimStepProps) {
  const { apply } = useReadingStore.getState();
  const disabled = reading.status === 'submitted';
  const { level } = fracture;
  const proposals = disabled ? [] : openProposals(reading, fracture);
  const hasNotAssessable = Object.values(fracture.rim.cells).includes('not-assessable');
  const reason = notAssessableReason(fracture, 'rim');
  const accept = (accepted: readonly RimProposal[]) =>
    apply(
      (draft) =>
        setRimCells(draft, level, Object.fromEntries(accepted.map(({ cell, state }) => [cell, state]))),
      `rim of ${level}: proposal taken over`,
    );
  const unread = unreadCells(fracture);
  return (
    <StepCard id="rim" number={number} title={text.steps.rim} summary={summary(fracture)} done={done}>
      <Asked items={['rim.cells']}>
        <div className={styles.hint}>{text.form.rim.sides}</div>
        <RimMap
          fracture={fracture}
          disabled={disabled}
          onCycle={(cell) => cycleRimCell(fracture, cell)}
          onReset={(cell) =>
            apply(
              (draft) => setRimCell(draft, level, cell, 'unread'),
              `rim of ${level} ${cell.replace('-', ' ')}: unread`,
            )
          }
        />
        {proposals.map((proposal) => (
          <div key={proposal.cell} className={styles.proposal}>
            <span className={styles.proposalWords}>
              {text.form.rim.proposal(proposal.cell.replace('-', ' '), rimStateWords[proposal.state])}
            </span>
            <button type="button" className={styles.iconButton} onClick={() => accept([proposal])}>
              {text.form.rim.accept(proposal.cell.replace('-', ' '))}
            </button>
          </div>
        ))}
        {proposals.length > 1 && (
          <div className={styles.buttons}>
            <button type="button" className={styles.iconButton} onClick={() => accept(proposals)}>
              {text.form.rim.acceptAll(proposals.length)}
            </button>
          </div>
        )}
        {unread > 0 && !disabled && (
          <div className={styles.buttons}>
            <button
              type="button"
              className={styles.iconButton}
              onClick={() => {
                const cells = Object.entries(fracture.rim.cells).flatMap(([cell, state]) =>
                  state === 'unread' ? [[cell, 'intact'] as const] : [],
                );
                apply(
                  (draft) => setRimCells(draft, level, Object.fromEntries(cells)),
                  `rim of ${level}: ${unread} unread cells read as intact`,
                );
              }}
            >
              {unread === 9 ? text.form.rim.allIntact : text.form.rim.othersIntact(unread)}
            </button>
          </div>
        )}
        {(hasNotAssessable || reason !== null) && (
          <ItemNotAssessable fracture={fracture} item="rim" name={text.form.rim.name} disabled={disabled} />
        )}
      </Asked>
      <Confidence
        label={text.form.rim.confidence}
        field="rim.confidence"
        value={fracture.rim.confidence}
        disabled={disabled}
        onChange={(confidence) =>
          apply((draft) => setRimConfidence(draft, level, confidence), `rim confidence of ${level}`)
        }
      />
    </StepCard>
  );
}
