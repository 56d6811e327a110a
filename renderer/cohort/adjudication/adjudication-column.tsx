import { IconEye } from '@tabler/icons-react';
import { type ReactNode, useMemo } from 'react';
import type { Reading } from '../../../shared/findings/reading';
import { useTitle } from '../../app/key-hint';
import { useReadingStore } from '../../reading/use-reading';
import { dateTimeText } from '../../ui/format';
import { text } from '../../ui/text';
import classes from './adjudication.module.css';
import {
  type AdjudicationState,
  decisionIn,
  listedParts,
  type ShownReading,
  toggleShown,
  useAdjudicationStore,
} from './adjudication-store';
import { DifferenceList } from './difference-list';
import { LinePattern } from './line-pattern';

const words = text.adjudication;

/** The right column of the reading room; of an adjudication the differences or the adjudicator's record (`children`). */
export function AdjudicationColumn({ children }: { children: ReactNode }) {
  const readings = useAdjudicationStore((state) => state.readings);
  const problem = useAdjudicationStore((state) => state.problem);
  const tab = useAdjudicationStore((state) => state.tab);
  const reading = useReadingStore((state) => state.reading);
  if (reading === null || reading.adjudicates.length === 0) return children;
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
      <ColumnHead reading={reading} readings={readings} tab={tab} />
      {tab === 'reading' ? (
        <div className={classes.record}>{children}</div>
      ) : (
        <DifferenceList reading={reading} readings={readings} />
      )}
    </div>
  );
}

function ColumnHead({
  reading,
  readings,
  tab,
}: {
  reading: Reading;
  readings: NonNullable<AdjudicationState['readings']>;
  tab: AdjudicationState['tab'];
}) {
  const parts = useAdjudicationStore((state) => state.parts);
  const settled = useAdjudicationStore((state) => state.settled);
  const open = useMemo(
    () =>
      listedParts({ parts, listsAll: false }).filter(
        (part) => decisionIn(part, reading, settled).state === 'open',
      ).length,
    [parts, settled, reading],
  );
  const title = useTitle(words.switchTab, 'adjudication.switchTab');
  const show = (next: AdjudicationState['tab']) => useAdjudicationStore.setState({ tab: next });
  return (
    <div className={classes.head}>
      <h2 className={classes.title}>{words.case(reading.project?.caseId ?? reading.subject.id)}</h2>
      <div className={classes.row}>
        <div className={classes.tabs} role="tablist" aria-label={words.views} title={title}>
          {(['differences', 'reading'] as const).map((one) => (
            <button
              key={one}
              type="button"
              role="tab"
              className={classes.tab}
              aria-selected={tab === one}
              onClick={() => show(one)}
            >
              {words[one]}
            </button>
          ))}
        </div>
        <fieldset className={classes.shown} aria-label={words.onImages}>
          <IconEye size={16} aria-hidden="true" className={classes.dim} />
          {readings.map(({ label }) => (
            <ShownSwitch key={label} reading={label} name={words.show(label)} command={`show${label}`} />
          ))}
          <ShownSwitch reading="own" name={words.showOwn} command="showOwn" />
        </fieldset>
      </div>
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
    </div>
  );
}

function ShownSwitch({ reading, name, command }: { reading: ShownReading; name: string; command: string }) {
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
      {reading === 'own' ? words.own : reading}
      <LinePattern reading={reading} />
    </button>
  );
}
