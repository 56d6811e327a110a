import { Button, SegmentedControl } from '@mantine/core';
import { IconAlertTriangle, IconCheck } from '@tabler/icons-react';
import { useMemo, useState } from 'react';
import type { CasePlan, PlannedCase, ProjectState } from '../../shared/cohort/project';
import { bridge } from '../app/bridge';
import { text } from '../ui/text';
import { factsText } from './case-facts';
import { caseIdWidth } from './case-id-width';
import classes from './cohort.module.css';
import { hindranceToChange, loadWorklist, perform, say, useProjectStore } from './project-store';
import { type TableColumn, VirtualTable } from './virtual-table';

const words = text.cohort.cases;
const sources = ['folders', 'csv', 'dicomdir'] as const;

/** The cases of the project: how many there are, and adding more after a look at what a list would add. */
export function CasesPage({ project }: { project: ProjectState }) {
  const isBusy = useProjectStore((state) => state.isBusy);
  const [plan, setPlan] = useState<CasePlan | null>(null);
  const hindrance = hindranceToChange(project) ?? project.keyTableProblem;

  async function look(source: (typeof sources)[number]): Promise<void> {
    const done = await perform(() => bridge.invoke('project:planCases', source));
    if (done !== null && done.value !== null) setPlan(done.value);
  }

  async function add(planned: CasePlan): Promise<void> {
    const done = await perform(() => bridge.invoke('project:addCases', planned.planId));
    if (done === null) return;
    setPlan(null);
    say(words.added(done.value));
    await loadWorklist();
  }

  return (
    <section className={classes.page} aria-label={text.cohort.pages.cases}>
      <div className={classes.bar}>
        {sources.map((source) => (
          <Button
            key={source}
            size="xs"
            variant={plan === null && source === 'csv' ? 'filled' : 'default'}
            disabled={isBusy || hindrance !== null}
            onClick={() => void look(source)}
          >
            {words.from[source]}
          </Button>
        ))}
        <span className={classes.spacer} />
        <span className={classes.quiet} role="status" aria-label={text.cohort.pages.cases}>
          {isBusy ? words.looking : words.count(project.caseCount)}
        </span>
      </div>
      {hindrance !== null && <p className={classes.quiet}>{hindrance}</p>}
      {plan === null ? (
        <div className={classes.prose}>
          <p>{words.hint}</p>
          <p>{words.csvHint}</p>
          <pre className={classes.example}>{words.csvExample}</pre>
        </div>
      ) : (
        <PlanTable plan={plan} isBusy={isBusy} onAdd={() => void add(plan)} onCancel={() => setPlan(null)} />
      )}
    </section>
  );
}

const columnsOf = (cases: readonly PlannedCase[]): TableColumn<PlannedCase>[] => [
  {
    id: 'verdict',
    title: words.verdict,
    width: '120px',
    cell: ({ isUsable }) => (
      <span className={classes.stateMark} data-state={isUsable ? 'submitted' : 'to-adjudicate'}>
        {isUsable ? (
          <IconCheck size={14} aria-hidden="true" />
        ) : (
          <IconAlertTriangle size={14} aria-hidden="true" />
        )}
        <span>{isUsable ? words.usable : words.unusable}</span>
      </span>
    ),
  },
  {
    id: 'line',
    title: words.line,
    width: '50px',
    isNumber: true,
    cell: ({ line }) => (line === null ? '' : String(line)),
  },
  {
    id: 'caseId',
    title: words.caseId,
    width: caseIdWidth(cases.map(({ caseId }) => caseId)),
    cell: ({ caseId }) => caseId,
  },
  { id: 'place', title: words.place, width: 'minmax(120px, 0.8fr)', cell: ({ place }) => place },
  {
    id: 'studies',
    title: words.studies,
    width: 'minmax(150px, 1fr)',
    cell: ({ studies }) =>
      studies.map(({ description, images }) => words.study(description, images)).join('; '),
  },
  { id: 'facts', title: words.facts, width: 'minmax(110px, 0.6fr)', cell: ({ facts }) => factsText(facts) },
  {
    id: 'problems',
    title: words.problems,
    width: 'minmax(220px, 2.4fr)',
    cell: ({ problems }) => problems.join(' '),
  },
];

/** What lines have that are written in a list. */
const onlyOfLists: readonly string[] = ['line', 'facts'];

const keyOf = ({ line, caseId, place }: PlannedCase) => `${line ?? ''} ${caseId} ${place}`;

interface PlanTableProps {
  plan: CasePlan;
  isBusy: boolean;
  onAdd: () => void;
  onCancel: () => void;
}

function PlanTable({ plan, isBusy, onAdd, onCancel }: PlanTableProps) {
  const [shows, setShows] = useState<'all' | 'problems'>('all');
  const [chosen, setChosen] = useState<string | null>(null);
  const withProblems = useMemo(() => plan.cases.filter(({ problems }) => problems.length > 0), [plan]);
  const usable = plan.cases.filter(({ isUsable }) => isUsable).length;
  const rows = shows === 'all' ? plan.cases : withProblems;
  const columns = useMemo(() => {
    const isList = plan.cases.some(({ line }) => line !== null);
    return columnsOf(plan.cases).filter(({ id }) => isList || !onlyOfLists.includes(id));
  }, [plan]);
  const chosenCase = plan.cases.find((one) => keyOf(one) === chosen);
  return (
    <>
      {plan.problems.map((problem) => (
        <p key={problem} className={classes.notice} role="alert">
          {problem}
        </p>
      ))}
      {plan.unusedColumns.length > 0 && (
        <p className={classes.quiet}>{words.unusedColumns(plan.unusedColumns)}</p>
      )}
      <div className={classes.bar}>
        <Button size="xs" disabled={isBusy || usable === 0} onClick={onAdd}>
          {words.add(usable)}
        </Button>
        <Button size="xs" variant="default" disabled={isBusy} onClick={onCancel}>
          {words.discard}
        </Button>
        <SegmentedControl
          size="xs"
          aria-label={words.show}
          value={shows}
          data={[
            { value: 'all', label: words.allLines(plan.cases.length) },
            { value: 'problems', label: words.problemLines(withProblems.length) },
          ]}
          onChange={(value) => setShows(value === 'problems' ? 'problems' : 'all')}
        />
        <span className={classes.quiet} role="status" aria-label={words.totals}>
          {words.total(plan.cases.length, usable, plan.cases.length - usable)}
        </span>
      </div>
      <VirtualTable
        label={words.plan}
        columns={columns}
        rows={rows}
        keyOf={keyOf}
        chosen={chosen}
        onChoose={(row) => setChosen(keyOf(row))}
        isDimmed={({ isUsable }) => !isUsable}
        empty={words.nothingFound}
        takesFocus
      />
      <p className={classes.hintLine} role="status" aria-label={words.problems}>
        {chosenCase?.problems.join(' ') ?? ''}
      </p>
    </>
  );
}
