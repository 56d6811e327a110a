import { Button } from '@mantine/core';
import { IconAlertTriangle, IconBan, IconEqual, IconPlus } from '@tabler/icons-react';
import { useMemo, useState } from 'react';
import type { ProjectState } from '../../shared/cohort/project';
import type { ExportFormat } from '../../shared/ipc/export-format';
import type { ImportedReading } from '../../shared/ipc/project';
import { bridge } from '../app/bridge';
import { FormatChoice } from '../ui/format-choice';
import { text } from '../ui/text';
import { caseIdWidth } from './case-id-width';
import classes from './cohort.module.css';
import { hasRole, hindranceToChange, loadWorklist, perform, say, useProjectStore } from './project-store';
import { ReportsCard } from './reports-card';
import { type TableColumn, VirtualTable } from './virtual-table';

const words = text.cohort.exchange;
const outcomes = ['new', 'identical', 'conflicting', 'refused'] as const;
const shapes = {
  new: IconPlus,
  identical: IconEqual,
  conflicting: IconAlertTriangle,
  refused: IconBan,
} as const;

const columnsOf = (report: readonly ImportedReading[]): TableColumn<ImportedReading>[] => [
  {
    id: 'outcome',
    title: words.outcome,
    width: '130px',
    cell: ({ outcome }) => {
      const Shape = shapes[outcome];
      return (
        <span className={classes.stateMark} data-outcome={outcome}>
          <Shape size={14} aria-hidden="true" />
          <span>{words.outcomes[outcome]}</span>
        </span>
      );
    },
  },
  {
    id: 'caseId',
    title: words.caseId,
    width: caseIdWidth(report.map(({ caseId }) => caseId)),
    cell: ({ caseId }) => caseId,
  },
  { id: 'reader', title: words.reader, width: '120px', cell: ({ readerCode }) => readerCode },
  {
    id: 'repeat',
    title: words.repeat,
    width: '70px',
    isNumber: true,
    cell: ({ repeat }) => (repeat === 0 ? '' : String(repeat)),
  },
  {
    id: 'revision',
    title: words.revision,
    width: '70px',
    isNumber: true,
    cell: ({ revision }) => String(revision),
  },
  {
    id: 'sentence',
    title: words.sentence,
    width: 'minmax(300px, 1fr)',
    cell: ({ sentence }) => sentence,
  },
];

const keyOf = ({ caseId, readerCode, repeat, revision }: ImportedReading) =>
  `${caseId} ${readerCode} ${repeat} ${revision}`;

/** Packages of readings to and from other machines, and what an import brought. */
export function ExchangePage({ project }: { project: ProjectState }) {
  const isBusy = useProjectStore((state) => state.isBusy);
  const hindranceToImport = hindranceToChange(project);
  const [format, setFormat] = useState<ExportFormat>('csv-wide');
  const [report, setReport] = useState<ImportedReading[] | null>(null);
  const [chosen, setChosen] = useState<string | null>(null);
  const columns = useMemo(() => columnsOf(report ?? []), [report]);

  async function exportReadings(): Promise<void> {
    const done = await perform(() => bridge.invoke('project:exportReadings', format));
    if (done !== null && done.value !== null) say(words.exported(done.value.join(', ')));
  }

  async function exportPackage(): Promise<void> {
    const done = await perform(() => bridge.invoke('project:exportPackage'));
    if (done === null || done.value === null) return;
    const { name, hidden } = done.value;
    say(hidden === 0 ? words.exported(name) : words.exportedInPart(name, hidden));
  }

  async function importPackage(): Promise<void> {
    const done = await perform(() => bridge.invoke('project:importPackage'));
    if (done === null || done.value === null) return;
    setReport(done.value);
    await loadWorklist();
  }

  return (
    <section className={classes.page} aria-label={text.cohort.pages.exchange}>
      <div className={classes.cards}>
        <div className={classes.card}>
          <h2>{words.readingsTitle}</h2>
          <p className={classes.quiet}>{words.readingsHint}</p>
          <FormatChoice format={format} onChange={setFormat} />
          <Button size="xs" disabled={isBusy} onClick={() => void exportReadings()}>
            {words.readingsButton}
          </Button>
        </div>
        {hasRole(project, 'coordinator') && <ReportsCard project={project} />}
        <div className={classes.card}>
          <h2>{words.exportTitle}</h2>
          <p className={classes.quiet}>
            {hasRole(project, 'coordinator') ? words.exportAllHint : words.exportOwnHint}
          </p>
          <Button size="xs" variant="default" disabled={isBusy} onClick={() => void exportPackage()}>
            {words.exportButton}
          </Button>
        </div>
        <div className={classes.card}>
          <h2>{words.importTitle}</h2>
          <p className={classes.quiet}>{words.importHint}</p>
          <Button
            size="xs"
            variant="default"
            disabled={isBusy || hindranceToImport !== null}
            title={hindranceToImport ?? undefined}
            onClick={() => void importPackage()}
          >
            {words.importButton}
          </Button>
        </div>
      </div>
      {report !== null && (
        <>
          <div className={classes.bar}>
            <h2 className={classes.heading}>{words.report}</h2>
            <span role="status" aria-label={words.totals} className={classes.quiet}>
              {outcomes
                .map((outcome) =>
                  words.count(
                    report.filter((one) => one.outcome === outcome).length,
                    words.outcomes[outcome],
                  ),
                )
                .join(' · ')}
            </span>
          </div>
          <VirtualTable
            label={words.report}
            columns={columns}
            rows={report}
            keyOf={keyOf}
            chosen={chosen}
            onChoose={(row) => setChosen(keyOf(row))}
            isDimmed={({ outcome }) => outcome === 'identical'}
            empty={words.emptyPackage}
          />
          <p className={classes.hintLine}>{report.find((one) => keyOf(one) === chosen)?.sentence ?? ''}</p>
        </>
      )}
    </section>
  );
}
