import { Button, NativeSelect, TextInput } from '@mantine/core';
import { IconFileExport, IconX } from '@tabler/icons-react';
import { useEffect, useMemo, useState } from 'react';
import { type AuditAction, type AuditChange, type AuditEntry, auditActions } from '../../shared/cohort/audit';
import type { ProjectState } from '../../shared/cohort/project';
import { fromJsonText } from '../../shared/ipc/json-text';
import { bridge } from '../app/bridge';
import { dateTimeText } from '../ui/format';
import { text } from '../ui/text';
import { auditChoices, shownEntries, valueText } from './audit-view';
import { caseIdWidth } from './case-id-width';
import classes from './cohort.module.css';
import { hasRole, perform, say, useProjectStore } from './project-store';
import { type TableColumn, VirtualTable } from './virtual-table';

const words = text.cohort.audit;

const columnsOf = (entries: readonly AuditEntry[]): TableColumn<AuditEntry>[] => [
  {
    id: 'sequence',
    title: words.number,
    width: '56px',
    isNumber: true,
    cell: ({ sequence }) => String(sequence),
  },
  { id: 'at', title: words.when, width: '150px', cell: ({ at }) => dateTimeText(new Date(at), 'second') },
  { id: 'actor', title: words.who, width: '110px', cell: ({ actor }) => actor || words.program },
  { id: 'action', title: words.what, width: '150px', cell: ({ action }) => words.actions[action] },
  {
    id: 'caseId',
    title: words.case,
    width: caseIdWidth(entries.map(({ caseId }) => caseId)),
    cell: ({ caseId }) => caseId ?? '',
  },
  {
    id: 'revision',
    title: words.revision,
    width: '60px',
    isNumber: true,
    cell: ({ revision }) => (revision === null ? '' : String(revision)),
  },
  {
    id: 'changes',
    title: words.changes,
    width: 'minmax(320px, 1fr)',
    cell: ({ changes, summary }) => {
      const [first] = changes;
      if (first === undefined) return summary;
      const more = changes.length === 1 ? '' : words.more(changes.length - 1);
      return `${summary} · ${first.path}: ${valueText(first.from) || words.nothing} → ${valueText(first.to) || words.nothing}${more}`;
    },
  },
];

const keyOf = ({ sequence }: AuditEntry) => String(sequence);

/** Who did what when, and which values changed from what to what. */
export function AuditPage({ project }: { project: ProjectState }) {
  const isBusy = useProjectStore((state) => state.isBusy);
  const worklist = useProjectStore((state) => state.worklist);
  const isCoordinator = hasRole(project, 'coordinator');
  const own = (worklist?.rows ?? []).filter(
    ({ role, readingId }) => role !== 'coordinator' && readingId !== null,
  );
  const [wanted, setWanted] = useState<string | null>(null);
  const readingId = isCoordinator ? null : (wanted ?? own[0]?.readingId ?? null);
  const [entries, setEntries] = useState<readonly AuditEntry[]>([]);
  const [search, setSearch] = useState('');
  const [actor, setActor] = useState<string | null>(null);
  const [action, setAction] = useState<AuditAction | null>(null);
  const [only, setOnly] = useState<string | null>(null);
  const [chosen, setChosen] = useState<string | null>(null);

  useEffect(() => {
    let isCurrent = true;
    if (!isCoordinator && readingId === null) return;
    void bridge.invoke('project:audit', readingId).then((outcome) => {
      if (!isCurrent) return;
      if (outcome.ok) setEntries(fromJsonText(outcome.value));
      else useProjectStore.setState({ problem: outcome.problem });
    });
    return () => {
      isCurrent = false;
    };
  }, [isCoordinator, readingId]);

  const columns = useMemo(() => columnsOf(entries), [entries]);
  const choices = useMemo(() => auditChoices(entries), [entries]);
  const rows = useMemo(
    () => shownEntries(entries, { search, actor, action, readingId: only }),
    [entries, search, actor, action, only],
  );
  const chosenEntry = rows.find((entry) => keyOf(entry) === chosen);

  function readingName(id: string): string {
    const row = worklist?.rows.find(({ readers }) => readers?.some((one) => one.readingId === id));
    const reader = row?.readers?.find((one) => one.readingId === id)?.readerCode;
    return row === undefined || reader === undefined ? words.reading : words.ofReading(row.caseId, reader);
  }

  async function exportTrail(): Promise<void> {
    const done = await perform(() => bridge.invoke('project:exportAudit'));
    if (done !== null && done.value !== null) say(text.library.exportedTo([done.value]));
  }

  return (
    <section className={classes.page} aria-label={text.cohort.pages.audit}>
      <div className={classes.bar}>
        {isCoordinator ? (
          <>
            <TextInput
              size="xs"
              w={180}
              aria-label={words.search}
              placeholder={words.search}
              value={search}
              onChange={(event) => setSearch(event.currentTarget.value)}
            />
            <NativeSelect
              size="xs"
              aria-label={words.who}
              value={actor === null ? -1 : choices.actors.indexOf(actor)}
              data={[
                { value: '-1', label: words.everybody },
                ...choices.actors.map((one, index) => ({
                  value: String(index),
                  label: one || words.program,
                })),
              ]}
              onChange={({ currentTarget: { value } }) => setActor(choices.actors[Number(value)] ?? null)}
            />
          </>
        ) : (
          <NativeSelect
            size="xs"
            aria-label={words.reading}
            value={readingId ?? ''}
            data={own.map((row) => ({
              value: row.readingId ?? '',
              label: row.repeat === 0 ? row.caseId : text.cohort.worklist.again(row.caseId, row.repeat),
            }))}
            onChange={(event) => setWanted(event.currentTarget.value)}
          />
        )}
        <NativeSelect
          size="xs"
          aria-label={words.what}
          value={action ?? ''}
          data={[
            { value: '', label: words.everything },
            ...choices.actions.map((one) => ({ value: one, label: words.actions[one] })),
          ]}
          onChange={({ currentTarget: { value } }) =>
            setAction(auditActions.find((one) => one === value) ?? null)
          }
        />
        {only !== null && (
          <Button
            size="compact-xs"
            variant="default"
            aria-label={`${readingName(only)}: ${words.allReadings}`}
            title={words.allReadings}
            rightSection={<IconX size={13} aria-hidden="true" />}
            onClick={() => setOnly(null)}
          >
            {readingName(only)}
          </Button>
        )}
        <span className={classes.spacer} />
        <span className={classes.quiet} role="status" aria-label={words.found}>
          {text.cohort.worklist.shownOf(rows.length, entries.length)}
        </span>
        {isCoordinator && (
          <Button
            size="xs"
            variant="default"
            disabled={isBusy}
            leftSection={<IconFileExport size={15} aria-hidden="true" />}
            onClick={() => void exportTrail()}
          >
            {words.export}
          </Button>
        )}
      </div>
      <VirtualTable
        label={text.cohort.pages.audit}
        columns={columns}
        rows={rows}
        keyOf={keyOf}
        chosen={chosen}
        onChoose={(row) => setChosen(keyOf(row))}
        empty={words.none}
        takesFocus
      />
      {chosenEntry !== undefined && (
        <EntryDetails
          entry={chosenEntry}
          onOnlyReading={isCoordinator && only === null ? setOnly : undefined}
        />
      )}
    </section>
  );
}

/** Longer values are folded, characters. */
const longestUnfolded = 160;

function Value({ of }: { of: AuditChange['from'] }) {
  const value = valueText(of) || words.nothing;
  if (value.length <= longestUnfolded) return value;
  return (
    <details className={classes.value}>
      <summary>
        <span>{words.beginning(value.slice(0, longestUnfolded - 40))}</span>
      </summary>
      {value}
    </details>
  );
}

interface EntryDetailsProps {
  entry: AuditEntry;
  /** Shows nothing but the entries of a reading; missing where that is so already. */
  onOnlyReading: ((readingId: string) => void) | undefined;
}

function EntryDetails({ entry, onOnlyReading }: EntryDetailsProps) {
  const { readingId } = entry;
  return (
    <section className={classes.details} aria-label={words.entry(entry.sequence)}>
      <div className={classes.entryHead}>
        <h2 className={classes.heading}>
          {words.entry(entry.sequence)} · {words.actions[entry.action]}
        </h2>
        {readingId !== null && onOnlyReading !== undefined && (
          <button type="button" className={classes.smallButton} onClick={() => onOnlyReading(readingId)}>
            {words.onlyReading}
          </button>
        )}
      </div>
      {entry.summary !== '' && <p>{entry.summary}</p>}
      {entry.changes.length > 0 && (
        <table className={`${classes.plainTable} ${classes.changes}`}>
          <thead>
            <tr>
              <th scope="col">{words.where}</th>
              <th scope="col">{words.from}</th>
              <th scope="col">{words.to}</th>
            </tr>
          </thead>
          <tbody>
            {entry.changes.map(({ path, from, to }) => (
              <tr key={path}>
                <th scope="row">{path}</th>
                <td>
                  <Value of={from} />
                </td>
                <td>
                  <Value of={to} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      <p className={classes.hash}>
        {words.hash} {entry.hash}
      </p>
    </section>
  );
}
