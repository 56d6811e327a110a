import { regularLevels, type VertebralLevel, vertebralLevels } from '../../../shared/dicom/levels';
import { setLevelsNotAssessable, setNumbering } from '../../../shared/findings/edits';
import type { Reading } from '../../../shared/findings/reading';
import { KeyHint } from '../../app/key-hint';
import { useToolStore } from '../../app/tool-store';
import { drawingText, text } from '../../ui/text';
import { answerOptions } from '../../ui/text-answers';
import { useViewerStore } from '../../viewer/viewer-store';
import { Choice, Confidence, NotAssessable } from '../controls';
import { acceptProposals, placedProposals } from '../level-proposals';
import { useProtocolStore } from '../protocol-store';
import styles from '../reading.module.css';
import { renumberAll, renumberedByOne } from '../renumber-all';
import { useReadingStore } from '../use-reading';
import { StepCard } from './step-card';

const methods: readonly NonNullable<Reading['numbering']['method']>[] = [
  'from-sacrum',
  'from-c2',
  'ribs',
  'other',
];
const methodOptions = methods.map((value) => ({ value, label: text.form.numbering.methods[value] }));

function summary(reading: Reading): string {
  const { method, confidence } = reading.numbering;
  const marked = vertebralLevels.filter((level) => reading.levels.some((mark) => mark.level === level));
  const span = marked.length < 2 ? marked.join('') : `${marked[0]}–${marked.at(-1)}`;
  const parts = [
    reading.levelsNotAssessable !== null ? text.reading.notAssessable : span,
    method === null ? '' : text.form.numbering.methods[method],
    confidence === null ? '' : `${confidence}/5`,
  ];
  return parts.filter((part) => part !== '').join(' · ') || text.reading.notBegun;
}

/** Step 1: how levels were counted, and one click on every vertebra. */
export function NumberingStep({
  number,
  reading,
  done,
}: {
  number: number;
  reading: Reading;
  done: boolean;
}) {
  const { apply } = useReadingStore.getState();
  const { nextLevel, levelDirection, setNextLevel, setLevelDirection } = useProtocolStore();
  const { activeTool, setTool } = useToolStore();
  const disabled = reading.status === 'submitted';
  const study = useViewerStore((state) => state.study);
  const proposals = study === null ? [] : placedProposals(reading, study);
  return (
    <StepCard
      id="numbering"
      number={number}
      title={text.steps.numbering}
      summary={summary(reading)}
      done={done}
    >
      <div className={styles.row} data-field="levels">
        <span className={styles.rowLabel}>{text.form.numbering.nextClick}</span>
        <div className={styles.chips}>
          <select
            className={styles.select}
            aria-label={text.form.numbering.levelOfNextClick}
            value={nextLevel}
            disabled={disabled}
            onChange={(event) => setNextLevel(event.target.value as VertebralLevel)}
          >
            {vertebralLevels.map((level) => (
              <option key={level} value={level}>
                {regularLevels.includes(level) ? level : text.form.numbering.transitionalLevel(level)}
              </option>
            ))}
          </select>
          <button
            type="button"
            className={styles.iconButton}
            disabled={disabled}
            aria-label={
              levelDirection === -1 ? text.form.numbering.countingUp : text.form.numbering.countingDown
            }
            onClick={() => setLevelDirection(levelDirection === -1 ? 1 : -1)}
          >
            {levelDirection === -1 ? text.form.numbering.directions.up : text.form.numbering.directions.down}
          </button>
          <button
            type="button"
            className={styles.iconButton}
            aria-pressed={activeTool === 'level'}
            disabled={disabled}
            onClick={() => setTool('level')}
          >
            {text.form.numbering.mark} <KeyHint command="tool.level" />
          </button>
        </div>
      </div>
      {proposals.length > 0 && (
        <>
          <div className={styles.proposal}>
            <span className={styles.proposalWords}>
              {drawingText.proposed(proposals.map(({ level }) => level))}
            </span>
            <button type="button" className={styles.iconButton} onClick={acceptProposals}>
              {drawingText.acceptProposed(proposals.length)} <KeyHint command="reading.acceptLevels" />
            </button>
          </div>
          <div className={styles.hint}>{drawingText.proposedHint}</div>
        </>
      )}
      {reading.levels.length > 0 && !disabled && (
        <div className={styles.row}>
          <span className={styles.rowLabel}>{text.form.numbering.renumberAll}</span>
          <div className={styles.chips}>
            <RenumberButton reading={reading} direction={-1} />
            <RenumberButton reading={reading} direction={1} />
          </div>
        </div>
      )}
      <Choice
        label={text.form.numbering.counted}
        field="numbering.method"
        value={reading.numbering.method}
        options={methodOptions}
        disabled={disabled}
        onChange={(method) => apply((draft) => setNumbering(draft, { method }), 'numbering method')}
      />
      <Choice
        label={text.form.numbering.transitional}
        field="numbering.lstvSuspected"
        value={reading.numbering.lstvSuspected}
        options={answerOptions}
        disabled={disabled}
        onChange={(lstvSuspected) =>
          apply((draft) => setNumbering(draft, { lstvSuspected }), 'transitional vertebra')
        }
      />
      <Confidence
        label={text.form.numbering.confidence}
        field="numbering.confidence"
        value={reading.numbering.confidence}
        disabled={disabled}
        onChange={(confidence) => apply((draft) => setNumbering(draft, { confidence }), 'level confidence')}
      />
      <NotAssessable
        item={text.form.numbering.name}
        reason={reading.levelsNotAssessable}
        disabled={disabled}
        onChange={(reason) =>
          apply((draft) => setLevelsNotAssessable(draft, reason), 'levels not assessable')
        }
      />
    </StepCard>
  );
}

/** Gives every marked level, and all that is entered under it, the name of the next one: for a count begun wrongly. */
function RenumberButton({ reading, direction }: { reading: Reading; direction: -1 | 1 }) {
  const names = renumberedByOne(reading, direction);
  if (names === null) return null;
  return (
    <button type="button" className={styles.iconButton} onClick={() => renumberAll(direction)}>
      {direction === -1 ? '↑' : '↓'} {names.from} → {names.to}
    </button>
  );
}
