import { Modal, NativeSelect, SegmentedControl } from '@mantine/core';
import { useEffect, useState } from 'react';
import { reportBody } from '../../shared/export/report-html';
import { compareReadings } from '../../shared/findings/compare-readings';
import type { Reading } from '../../shared/findings/reading';
import type { StudyReading } from '../../shared/ipc/import';
import { bridge } from '../app/bridge';
import { showOverlay, useSessionStore } from '../app/session';
import { ComparisonTable } from '../comparison/comparison-table';
import { useReadingStore } from '../reading/use-reading';
import { ReportPreview } from '../report/report-preview';
import { useReportPictures } from '../report/use-report-pictures';
import { dateTimeText } from '../ui/format';
import { text } from '../ui/text';
import classes from './import.module.css';
import { useOthers } from './use-others';

const words = text.import.others;

/** Readings of the open study that others submitted or that came from a file: to be looked at, and beside one's own. */
export function OthersSheet() {
  const opened = useSessionStore((state) => state.overlay === 'others');
  const mine = useReadingStore((state) => state.reading);
  return (
    <Modal
      opened={opened && mine !== null}
      onClose={() => showOverlay(null)}
      title={words.title}
      closeButtonProps={{ 'aria-label': text.app.close }}
      size={980}
      centered
      keepMounted={false}
    >
      {opened && mine !== null && <Others mine={mine} />}
    </Modal>
  );
}

function labelOf({ readerId, revision, status, savedAt, isImported }: StudyReading): string {
  const state = text.reading.statuses[status];
  const said = words.reading(readerId, revision, state, dateTimeText(new Date(savedAt)));
  return isImported ? `${said} · ${words.imported}` : said;
}

function Others({ mine }: { mine: Reading }) {
  const others = useOthers(mine.study.studyInstanceUid);
  const [chosen, setChosen] = useState<string | null>(null);
  const [view, setView] = useState<'report' | 'compare'>('report');
  const [theirs, setTheirs] = useState<Reading | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const readingId = chosen ?? others?.[0]?.readingId ?? null;
  useEffect(() => {
    if (readingId === null) return;
    let isCurrent = true;
    setTheirs(null);
    void bridge.invoke('reading:other', readingId).then((outcome) => {
      if (!isCurrent) return;
      setProblem(outcome.ok ? null : outcome.problem);
      if (outcome.ok) setTheirs(outcome.value);
    });
    return () => {
      isCurrent = false;
    };
  }, [readingId]);
  if (others === null) return <p>{words.loading}</p>;
  if (others.length === 0 || readingId === null) return <p>{words.none}</p>;
  return (
    <div className={classes.sheet}>
      <div className={classes.bar}>
        <NativeSelect
          size="xs"
          aria-label={words.list}
          value={readingId}
          onChange={(event) => setChosen(event.target.value)}
          data={others.map((one) => ({ value: one.readingId, label: labelOf(one) }))}
        />
        <SegmentedControl
          size="xs"
          aria-label={words.view}
          value={view}
          onChange={(value) => setView(value as 'report' | 'compare')}
          data={[
            { value: 'report', label: words.views.report },
            { value: 'compare', label: words.views.compare },
          ]}
        />
      </div>
      <p className={classes.hint}>{words.readOnly}</p>
      {problem !== null && (
        <p role="alert" className={classes.warning}>
          {problem}
        </p>
      )}
      {theirs === null ? (
        problem === null && <p>{words.loading}</p>
      ) : view === 'report' ? (
        <Theirs reading={theirs} />
      ) : (
        <div className={classes.beside}>
          <ComparisonTable
            levels={compareReadings(mine, theirs)}
            heads={{ before: words.mine(mine.reader.id), after: words.theirs(theirs.reader.id) }}
          />
        </div>
      )}
    </div>
  );
}

/** A reading of somebody else as its report shows it, on the images of the open study. */
function Theirs({ reading }: { reading: Reading }) {
  const drawn = useReportPictures(reading);
  return (
    <ReportPreview
      body={reportBody({
        reading,
        pictures: drawn?.pictures ?? [],
        identifiers: null,
        madeAt: reading.savedAt,
        softwareVersion: reading.software.version,
      })}
    />
  );
}
