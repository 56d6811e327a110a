import { IconAlertTriangle } from '@tabler/icons-react';
import { useState } from 'react';
import type { LibraryState } from '../../shared/ipc/contract';
import { text } from '../ui/text';
import { useGrowingCount } from '../ui/use-growing-count';
import classes from './library.module.css';
import { useLibraryStore } from './library-store';

/** Files that could not be used, a sentence each; their number is always visible, the list also where there is nothing else to see. */
export function ProblemList() {
  const problems = useLibraryStore((state) => state.library?.problems) ?? [];
  const roots = useLibraryStore((state) => state.library?.roots) ?? [];
  const hasStudies = useLibraryStore((state) => (state.library?.studies.length ?? 0) > 0);
  const [wasOpened, setOpened] = useState(false);
  const isOpen = wasOpened || !hasStudies;
  if (problems.length === 0) return null;
  return (
    <details
      className={classes.problems}
      open={isOpen}
      onToggle={({ currentTarget }) => {
        if (hasStudies) setOpened(currentTarget.open);
      }}
    >
      <summary>
        <IconAlertTriangle size={14} aria-hidden="true" />
        {text.library.unusable(problems.length)}
      </summary>
      {isOpen && <Problems problems={problems} roots={roots} />}
    </details>
  );
}

function Problems({ problems, roots }: Pick<LibraryState, 'problems' | 'roots'>) {
  const shown = useGrowingCount(problems.length);
  const names = new Map(roots.map(({ id, name }) => [id, name]));
  return (
    <ul aria-label={text.library.problems}>
      {problems.slice(0, shown).map(({ rootId, path, problem }) => (
        <li key={`${rootId} ${path} ${problem}`}>
          <span className={classes.problemPath}>
            {names.get(rootId) ?? ''} / {path}
          </span>
          <span>{problem}</span>
        </li>
      ))}
    </ul>
  );
}
