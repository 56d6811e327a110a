import type { ProjectRole, ReaderProgress, WorklistRow } from '../../shared/cohort/project';
import { dateTimeText, numberText } from '../ui/format';
import { text } from '../ui/text';
import { caseIdWidth } from './case-id-width';
import { StateMark } from './state-mark';
import type { TableColumn } from './virtual-table';
import { activeSecondsOf, progressKey } from './worklist-view';

const words = text.cohort.worklist;

const place: TableColumn<WorklistRow> = {
  id: 'place',
  title: words.place,
  width: '56px',
  isNumber: true,
  canSort: true,
  cell: ({ place: at }) => numberText(at),
};

const caseText = ({ caseId, repeat }: WorklistRow): string =>
  repeat === 0 ? caseId : words.again(caseId, repeat);

const caseColumn = (rows: readonly WorklistRow[]): TableColumn<WorklistRow> => ({
  id: 'caseId',
  title: words.caseId,
  width: caseIdWidth(rows.map(caseText)),
  canSort: true,
  cell: caseText,
});

const state: TableColumn<WorklistRow> = {
  id: 'state',
  title: words.state,
  width: '150px',
  canSort: true,
  cell: (row) => <StateMark state={row.state} />,
};

const ownColumns = (rows: readonly WorklistRow[], currentVersion: number): TableColumn<WorklistRow>[] => [
  place,
  caseColumn(rows),
  state,
  {
    id: 'itemsLeft',
    title: words.itemsLeft,
    width: '90px',
    isNumber: true,
    canSort: true,
    cell: ({ itemsLeft, state: at }) => (itemsLeft === null || at !== 'draft' ? '' : numberText(itemsLeft)),
  },
  {
    id: 'revision',
    title: words.revision,
    width: '70px',
    isNumber: true,
    cell: ({ revision }) => (revision === null ? '' : numberText(revision)),
  },
  {
    id: 'protocolVersion',
    title: words.protocol,
    width: '120px',
    cell: ({ protocolVersion }) =>
      protocolVersion === null
        ? ''
        : protocolVersion === currentVersion
          ? text.cohort.version(protocolVersion)
          : words.olderVersion(protocolVersion),
  },
  {
    id: 'savedAt',
    title: words.savedAt,
    width: '140px',
    canSort: true,
    cell: ({ savedAt }) => (savedAt === null ? '' : dateTimeText(new Date(savedAt))),
  },
  {
    id: 'hindrance',
    title: words.note,
    width: 'minmax(160px, 1fr)',
    cell: ({ hindrance }) => hindrance ?? '',
  },
];

function progressColumn(of: ReaderProgress): TableColumn<WorklistRow> {
  const key = progressKey(of);
  return {
    id: key,
    title: words.readerColumn(of.readerCode, of.repeat, of.role),
    width: 'minmax(190px, 1fr)',
    cell: ({ readers }) => {
      const one = readers?.find((progress) => progressKey(progress) === key);
      if (one === undefined) return '';
      return (
        <StateMark
          state={one.state}
          note={one.activeSeconds > 0 ? text.cohort.duration(one.activeSeconds) : undefined}
        />
      );
    },
  };
}

const time: TableColumn<WorklistRow> = {
  id: 'time',
  title: words.time,
  width: '90px',
  isNumber: true,
  canSort: true,
  cell: (row) => {
    const seconds = activeSecondsOf(row);
    return seconds === null || seconds === 0 ? '' : text.cohort.duration(seconds);
  },
};

/** The columns of a worklist for a role: the coordinator sees everybody's state and time. */
export function worklistColumns(
  rows: readonly WorklistRow[],
  role: ProjectRole,
  everybody: readonly ReaderProgress[],
  currentVersion: number,
): TableColumn<WorklistRow>[] {
  return role === 'coordinator'
    ? [caseColumn(rows), state, ...everybody.map(progressColumn), time]
    : ownColumns(rows, currentVersion);
}
