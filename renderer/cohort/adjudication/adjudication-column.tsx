import { IconEye } from '@tabler/icons-react';
import { type ReactNode, useMemo } from 'react';
import type { Reading } from '../../../shared/findings/reading';
import { useTitle } from '../../app/key-hint';
import { Reopening } from '../../reading/reopening';
import { useReadingStore } from '../../reading/use-reading';
import { dateTimeText } from '../../ui/format';
import { text } from '../../ui/text';
import { useProjectStore } from '../project-store';
import classes from './adjudication.module.css';
import {
  type AdjudicationState,
  decisionIn,
  listedParts,
  lookAt,
  type ReaderLabel,
  type ShownReading,
  toggleShown,
  useAdjudicationStore,
} from './adjudication-store';
import { DifferenceList } from './difference-list';
import { LinePattern } from './line-pattern';

const words = text.adjudication;

/**
 * The right column of the reading room: where readings are compared their differences, or the form of the adjudicator's
 * record or of a reading that is looked at (`children`).
 */
export function AdjudicationColumn({ children }: { children: ReactNode }) {
  const readings = useAdjudicationStore((state) => state.readings);
  const problem = useAdjudicationStore((state) => state.problem);
  const tab = useAdjudicationStore((state) => state.tab);
  const reading = useReadingStore((state) => state.reading);
  const isAlone = reading?.adjudicates.length === 0 && readings === null && problem === null;
  if (reading === null || isAlone) return children;
  if (readings === null)
    return (
      <div className={classes.column}>
        {problem === null ? (
          <p className={classes.note} role="status">
            {words.loading}
          </p>
        ) : (
          <p className={classes.problem} role="alert">
            {problem}
          </p>
        )}
        <div className={classes.record}>{children}</div>
      </div>
    );
  return (
    <div className={classes.column}>
      <ColumnHead reading={reading} readings={readings} />
      {tab === 'reading' ? (
        <div className={classes.record}>{children}</div>
      ) : (
        <DifferenceList reading={reading} readings={readings} />
      )}
    </div>
  );
}

interface HeadProps {
  reading: Reading;
  readings: NonNullable<AdjudicationState['readings']>;
}

function ColumnHead({ reading, readings }: HeadProps) {
  const lookedAt = useAdjudicationStore((state) => state.lookedAt);
  const tab = useAdjudicationStore((state) => state.tab);
  const title = useTitle(words.switchTab, 'adjudication.switchTab');
  const caseId = reading.project?.caseId ?? reading.subject.id;
  const signedIn = useProjectStore((state) => state.project?.signedIn?.code);
  const isMine = signedIn === reading.reader.id;
  return (
    <div className={classes.head}>
      <div className={classes.row}>
        <h2 className={classes.title}>{lookedAt === null ? words.case(caseId) : words.readingsOf(caseId)}</h2>
        <fieldset className={classes.shown} aria-label={words.onImages}>
          <IconEye size={16} aria-hidden="true" className={classes.dim} />
          {readings.map(({ label }) => (
            <ShownSwitch key={label} reading={label} name={words.show(label)} command={`show${label}`}>
              {label}
            </ShownSwitch>
          ))}
          {lookedAt === null && (
            <ShownSwitch reading="own" name={isMine ? words.showOwn : words.showDecision} command="showOwn">
              {isMine ? words.own : words.decision}
            </ShownSwitch>
          )}
        </fieldset>
      </div>
      <div className={classes.tabs} role="tablist" aria-label={words.views} title={title}>
        <ViewTab view="differences" />
        {lookedAt === null ? (
          <ViewTab view="reading" />
        ) : (
          readings.map(({ label }) => <ViewTab key={label} view={label} />)
        )}
      </div>
      {lookedAt === null ? <Progress reading={reading} /> : <DifferenceCount />}
      {tab === 'differences' && isMine && reading.status === 'submitted' && (
        <div className={classes.reopening}>
          <Reopening reading={reading} />
        </div>
      )}
    </div>
  );
}

/** A tab of the column; a letter: the form of that reading, which is looked at. */
function ViewTab({ view }: { view: AdjudicationState['tab'] | ReaderLabel }) {
  const isShown = useAdjudicationStore(({ tab, lookedAt }) =>
    view === 'differences' || view === 'reading' ? tab === view : tab === 'reading' && lookedAt === view,
  );
  const isView = view === 'differences' || view === 'reading';
  return (
    <button
      type="button"
      role="tab"
      className={classes.tab}
      aria-selected={isShown}
      onClick={() => (isView ? useAdjudicationStore.setState({ tab: view }) : lookAt(view))}
    >
      {isView ? words[view] : words.readingOf(view)}
    </button>
  );
}

/** How many differences the adjudicator has still to decide. */
function Progress({ reading }: { reading: Reading }) {
  const parts = useAdjudicationStore((state) => state.parts);
  const settled = useAdjudicationStore((state) => state.settled);
  const open = useMemo(
    () =>
      listedParts({ parts, listsAll: false }).filter(
        (part) => decisionIn(part, reading, settled).state === 'open',
      ).length,
    [parts, settled, reading],
  );
  return (
    <p className={classes.progress} role="status" data-done={open === 0 || undefined}>
      {reading.status === 'submitted'
        ? text.reading.submittedAt(
            reading.submittedAt === null ? '' : dateTimeText(new Date(reading.submittedAt)),
            reading.revision,
          )
        : open === 0
          ? words.noneOpen
          : words.open(open)}
    </p>
  );
}

/** In how much the readings that are looked at differ. */
function DifferenceCount() {
  const parts = useAdjudicationStore((state) => state.parts);
  return (
    <p className={classes.dim} role="status">
      {words.onlyLookedAt(listedParts({ parts, listsAll: false }).length)}
    </p>
  );
}

interface ShownSwitchProps {
  reading: ShownReading;
  name: string;
  command: string;
  children: ReactNode;
}

function ShownSwitch({ reading, name, command, children }: ShownSwitchProps) {
  const isShown = useAdjudicationStore((state) => !state.hidden.has(reading));
  const title = useTitle(name, `adjudication.${command}`);
  return (
    <button
      type="button"
      className={classes.switch}
      aria-label={name}
      aria-pressed={isShown}
      title={title}
      data-reader={reading}
      onClick={() => toggleShown(reading)}
    >
      {children}
      <LinePattern reading={reading} />
    </button>
  );
}
