import { Modal } from '@mantine/core';
import { IconAlertTriangle, IconCheck, IconEqual, IconX } from '@tabler/icons-react';
import type { ImportedFindings } from '../../shared/ipc/import';
import { showOverlay, useSessionStore } from '../app/session';
import { text } from '../ui/text';
import classes from './import.module.css';
import { useImportStore } from './import-store';

const words = text.import;
const outcomes = ['new', 'newer', 'identical', 'conflicting', 'refused'] as const;
const icons = {
  new: IconCheck,
  newer: IconCheck,
  identical: IconEqual,
  conflicting: IconAlertTriangle,
  refused: IconX,
} as const;

/** What became of each document of the last import. */
export function ImportSheet() {
  const opened = useSessionStore((state) => state.overlay === 'imported');
  const documents = useImportStore((state) => state.documents);
  return (
    <Modal
      opened={opened && documents !== null}
      onClose={() => showOverlay(null)}
      title={words.title}
      closeButtonProps={{ 'aria-label': text.app.close }}
      size={860}
      centered
    >
      {documents !== null && <ImportReport documents={documents} />}
    </Modal>
  );
}

function ImportReport({ documents }: { documents: readonly ImportedFindings[] }) {
  const counts = outcomes
    .map((outcome) => ({ outcome, count: documents.filter((one) => one.outcome === outcome).length }))
    .filter(({ count }) => count > 0);
  return (
    <div className={classes.sheet}>
      <p role="status" aria-label={words.title}>
        {counts.length === 0
          ? words.none
          : counts.map(({ outcome, count }) => words.summary[outcome](count)).join(' · ')}
      </p>
      <p className={classes.hint}>{words.nothingChanged}</p>
      {documents.length > 0 && (
        <table className={classes.table} aria-label={words.title}>
          <thead>
            <tr>
              <th scope="col">{words.columns.document}</th>
              <th scope="col">{words.columns.outcome}</th>
              <th scope="col">{words.columns.what}</th>
            </tr>
          </thead>
          <tbody>
            {documents.map((one) => (
              <ImportRow key={`${one.file} ${one.place}`} imported={one} documents={documents} />
            ))}
          </tbody>
        </table>
      )}
    </div>
  );
}

interface ImportRowProps {
  imported: ImportedFindings;
  documents: readonly ImportedFindings[];
}

function ImportRow({ imported, documents }: ImportRowProps) {
  const { file, place, reading, outcome, sentence, notes } = imported;
  const Icon = icons[outcome];
  const isOnly = documents.filter((one) => one.file === file).length === 1;
  return (
    <tr data-outcome={outcome}>
      <th scope="row">
        {words.document(file, place, isOnly)}
        {reading !== null && (
          <div className={classes.hint}>
            {words.readingOf(reading.subjectId, reading.readerId, reading.revision)}
          </div>
        )}
      </th>
      <td className={classes.outcome}>
        <Icon size={14} aria-hidden="true" /> {words.outcomes[outcome]}
      </td>
      <td>
        {sentence}
        {notes.length > 0 && (
          <ul className={classes.notes}>
            {notes.map((note) => (
              <li key={note}>{note}</li>
            ))}
          </ul>
        )}
      </td>
    </tr>
  );
}
