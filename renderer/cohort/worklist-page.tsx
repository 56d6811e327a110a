import { Button, NativeSelect, Progress, SegmentedControl, TextInput } from '@mantine/core';
import { IconPlayerTrackNext, IconSearch } from '@tabler/icons-react';
import { useMemo, useState } from 'react';
import {
  type CaseState,
  caseStates,
  type ProjectRole,
  type ProjectState,
  projectRoles,
  type Worklist,
  type WorklistRow,
} from '../../shared/cohort/project';
import { KeyHint } from '../app/key-hint';
import { text } from '../ui/text';
import classes from './cohort.module.css';
import { nextCase } from './next-case';
import { openNextCase, openRow } from './open-case';
import { useProjectStore } from './project-store';
import { StateMark } from './state-mark';
import { VirtualTable } from './virtual-table';
import { worklistColumns } from './worklist-columns';
import { filterWorklist, useWorklistFilter } from './worklist-filter';
import { countStates, progressColumns, progressKey, shownRows, type WorklistColumn } from './worklist-view';

const words = text.cohort.worklist;
const setState = (state: CaseState | null) => useWorklistFilter.setState({ state });
const keyOf = (row: WorklistRow) => `${row.role} ${row.caseId} ${row.repeat}`;

/** What who is signed in has to read, how far it is, and the way to the next case. */
export function WorklistPage({ project }: { project: ProjectState }) {
  const worklist = useProjectStore((state) => state.worklist);
  if (worklist === null) return <p className={classes.quiet}>{words.loading}</p>;
  return <LoadedWorklist project={project} worklist={worklist} />;
}

function LoadedWorklist({ project, worklist }: { project: ProjectState; worklist: Worklist }) {
  const { rows } = worklist;
  const roles = useMemo(() => projectRoles.filter((role) => rows.some((row) => row.role === role)), [rows]);
  const { role: wantedRole, reader: wantedReader, state, search, sort } = useWorklistFilter();
  const [wantedLine, setLine] = useState<string | null>(null);
  const role = wantedRole !== null && roles.includes(wantedRole) ? wantedRole : (roles[0] ?? 'reader');
  const everybody = useMemo(() => (role === 'coordinator' ? progressColumns(rows) : []), [rows, role]);
  const reader = everybody.some((one) => progressKey(one) === wantedReader) ? wantedReader : null;
  const shown = useMemo(
    () => shownRows(rows, { role, reader, state, search }, sort),
    [rows, role, reader, state, search, sort],
  );
  const counts = useMemo(() => countStates(rows, role, reader), [rows, role, reader]);
  const columns = useMemo(
    () => worklistColumns(rows, role, everybody, project.protocol.version),
    [rows, role, everybody, project.protocol.version],
  );
  const next = useMemo(() => nextCase(rows, null), [rows]);
  const chosen = wantedLine ?? (next === null ? null : keyOf(next));
  const hint = shown.find((row) => keyOf(row) === chosen)?.hindrance ?? null;

  function sortBy(column: string): void {
    const wanted = sortable.find((one) => one === column);
    if (wanted === undefined) return;
    useWorklistFilter.setState({
      sort: { column: wanted, isDescending: sort.column === wanted && !sort.isDescending },
    });
  }

  return (
    <section className={classes.page} aria-label={text.cohort.pages.worklist}>
      {worklist.notices.map((notice) => (
        <p key={notice} className={classes.notice} role="alert">
          {notice}
        </p>
      ))}
      <div className={classes.bar}>
        {role !== 'coordinator' && (
          <Button
            size="xs"
            disabled={next === null}
            className={classes.strong}
            leftSection={<IconPlayerTrackNext size={15} aria-hidden="true" />}
            rightSection={<KeyHint command="project.nextCase" />}
            onClick={() => void openNextCase()}
          >
            {text.cohort.nextCase}
          </Button>
        )}
        {roles.length > 1 && (
          <SegmentedControl
            size="xs"
            aria-label={words.list}
            value={role}
            data={roles.map((one) => ({ value: one, label: words.lists[one] }))}
            onChange={(value) => filterWorklist({ role: roles.find((one) => one === value) ?? null, search })}
          />
        )}
        <WorklistProgress worklist={worklist} total={shownTotal(counts)} role={role} counts={counts} />
      </div>
      <div className={classes.bar}>
        <TextInput
          id="worklist-search"
          size="xs"
          w={220}
          aria-label={words.search}
          placeholder={words.search}
          leftSection={<IconSearch size={14} aria-hidden="true" />}
          rightSection={<KeyHint command="project.search" />}
          rightSectionPointerEvents="none"
          value={search}
          onChange={(event) => useWorklistFilter.setState({ search: event.currentTarget.value })}
        />
        {everybody.length > 0 && (
          <NativeSelect
            size="xs"
            aria-label={words.ofReader}
            title={words.ofReader}
            value={String(everybody.findIndex((one) => progressKey(one) === reader))}
            data={[
              { value: '-1', label: words.everybody },
              ...everybody.map((one, index) => ({
                value: String(index),
                label: words.readerColumn(one.readerCode, one.repeat, one.role),
              })),
            ]}
            onChange={({ currentTarget: { value } }) => {
              const wanted = everybody[Number(value)];
              useWorklistFilter.setState({
                reader: wanted === undefined ? null : progressKey(wanted),
                state: null,
              });
            }}
          />
        )}
        <fieldset className={classes.filters} aria-label={words.filter}>
          <button
            type="button"
            className={classes.filter}
            aria-pressed={state === null}
            onClick={() => setState(null)}
          >
            {words.all} <b>{shownTotal(counts)}</b>
          </button>
          {caseStates.map((one) =>
            counts[one] === 0 && state !== one ? null : (
              <button
                key={one}
                type="button"
                className={classes.filter}
                aria-pressed={state === one}
                onClick={() => setState(state === one ? null : one)}
              >
                <StateMark state={one} /> <b>{counts[one]}</b>
              </button>
            ),
          )}
        </fieldset>
        <span className={classes.spacer} />
        <span className={classes.quiet} role="status" aria-label={words.found}>
          {words.shownOf(shown.length, shownTotal(counts))}
        </span>
      </div>
      <VirtualTable
        label={words.lists[role]}
        columns={columns}
        rows={shown}
        keyOf={keyOf}
        chosen={chosen}
        onChoose={(row) => setLine(keyOf(row))}
        onOpen={openRow}
        isDimmed={(row) => row.hindrance !== null}
        sort={sort}
        onSort={sortBy}
        empty={rows.length === 0 ? words.noCases : words.noneFound}
        takesFocus
      />
      <p className={classes.hintLine} role="status" aria-label={words.note}>
        {hint ?? ''}
      </p>
    </section>
  );
}

const sortable: readonly WorklistColumn[] = ['place', 'caseId', 'state', 'itemsLeft', 'savedAt', 'time'];

const shownTotal = (counts: Record<CaseState, number>) =>
  caseStates.reduce((sum, state) => sum + counts[state], 0);

interface WorklistProgressProps {
  worklist: Worklist;
  total: number;
  role: ProjectRole;
  counts: Record<CaseState, number>;
}

/** How much is done, and how long the rest will take at the pace so far. */
function WorklistProgress({ worklist, total, role, counts }: WorklistProgressProps) {
  const done =
    role === 'reader' ? counts.submitted + counts['to-adjudicate'] + counts.adjudicated : undefined;
  const ready = done ?? (role === 'adjudicator' ? counts.adjudicated : counts.submitted + counts.adjudicated);
  const share = total === 0 ? 0 : (100 * ready) / total;
  return (
    <div className={classes.progress}>
      <Progress value={share} size="sm" aria-label={words.progress} className={classes.progressBar} />
      <span>
        {words.doneOf(ready, total)}
        {role !== 'coordinator' &&
          ready < total &&
          ` · ${
            worklist.remainingSeconds === null
              ? words.remainingUnknown
              : words.remaining(text.cohort.duration(worklist.remainingSeconds))
          }`}
      </span>
    </div>
  );
}
