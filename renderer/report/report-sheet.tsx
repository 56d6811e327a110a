import { Button, Checkbox, Modal, SegmentedControl } from '@mantine/core';
import { useMemo, useState } from 'react';
import { reportBody } from '../../shared/export/report-html';
import type { Identifiers } from '../../shared/export/report-model';
import type { ReportPicture } from '../../shared/export/report-picture';
import type { Reading } from '../../shared/findings/reading';
import { type ReportFormat, type ReportPaper, reportFormats, reportPapers } from '../../shared/ipc/report';
import { bridge } from '../app/bridge';
import { showOverlay, useSessionStore } from '../app/session';
import { useReadingStore } from '../reading/use-reading';
import { text } from '../ui/text';
import classes from './report.module.css';
import { ReportPreview } from './report-preview';
import { useReportPictures } from './use-report-pictures';

const words = text.report;
const noPictures: ReportPicture[] = [];

/** The report of the open reading: how it will look, what is to be in it, and saving it. */
export function ReportSheet() {
  const opened = useSessionStore((state) => state.overlay === 'report');
  const reading = useReadingStore((state) => state.reading);
  return (
    <Modal
      opened={opened && reading !== null}
      onClose={() => showOverlay(null)}
      title={words.title}
      closeButtonProps={{ 'aria-label': text.app.close }}
      size={960}
      centered
      keepMounted={false}
    >
      {opened && reading !== null && <OpenReport reading={reading} />}
    </Modal>
  );
}

function OpenReport({ reading }: { reading: Reading }) {
  const [format, setFormat] = useState<ReportFormat>('pdf');
  const [paper, setPaper] = useState<ReportPaper>('A4');
  const [withIdentifiers, setWithIdentifiers] = useState(false);
  const [isSaving, setSaving] = useState(false);
  const [said, setSaid] = useState<string | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const drawn = useReportPictures(reading);
  const pictures = drawn?.pictures ?? noPictures;
  const isInStudy = reading.project !== null;
  const body = useMemo(() => {
    const added: Identifiers = {
      patientName: words.addedWhenSaved,
      patientId: words.addedWhenSaved,
      birthDate: words.addedWhenSaved,
      studyDate: words.addedWhenSaved,
    };
    return reportBody({
      reading,
      pictures,
      identifiers: withIdentifiers ? added : null,
      madeAt: new Date().toISOString(),
      softwareVersion: reading.software.version,
    });
  }, [reading, pictures, withIdentifiers]);

  async function save(): Promise<void> {
    setSaid(null);
    setProblem(null);
    setSaving(true);
    try {
      if (!(await useReadingStore.getState().flush())) {
        setProblem(text.reading.notExported);
        return;
      }
      const { readingId } = reading;
      const outcome = await bridge.invoke('report:save', {
        readingId,
        format,
        paper,
        withIdentifiers,
        pictures,
      });
      if (!outcome.ok) setProblem(outcome.problem);
      else if (outcome.value !== null) setSaid(words.saved(outcome.value));
    } finally {
      setSaving(false);
    }
  }

  return (
    <div className={classes.sheet}>
      <div className={classes.choices}>
        <SegmentedControl
          size="xs"
          aria-label={words.format}
          value={format}
          onChange={(value) => setFormat(value as ReportFormat)}
          data={reportFormats.map((value) => ({ value, label: words.formats[value] }))}
        />
        <SegmentedControl
          size="xs"
          aria-label={words.paper}
          value={paper}
          disabled={format === 'html'}
          onChange={(value) => setPaper(value as ReportPaper)}
          data={reportPapers.map((value) => ({ value, label: words.papers[value] }))}
        />
        <Button size="xs" loading={isSaving} disabled={drawn === null} onClick={() => void save()}>
          {words.save(words.formats[format])}
        </Button>
        <span role="status" aria-label={words.title}>
          {drawn === null ? words.preparing : (said ?? '')}
        </span>
      </div>
      <Checkbox
        size="xs"
        label={words.identifiers}
        checked={withIdentifiers}
        disabled={isInStudy}
        onChange={(event) => setWithIdentifiers(event.target.checked)}
      />
      <p
        className={withIdentifiers ? classes.warning : undefined}
        role={withIdentifiers ? 'alert' : undefined}
      >
        {isInStudy
          ? words.identifiersInStudy
          : withIdentifiers
            ? words.identifiersWarning
            : words.deidentified}
      </p>
      {problem !== null && (
        <p className={classes.warning} role="alert">
          {problem}
        </p>
      )}
      {drawn !== null && drawn.missing > 0 && (
        <p className={classes.warning}>
          {drawn.pictures.every(({ pixels }) => pixels === null)
            ? words.noPictures
            : words.picturesMissing(drawn.missing)}
        </p>
      )}
      <ReportPreview body={body} />
    </div>
  );
}
