import { IconAlertTriangle } from '@tabler/icons-react';
import { counted } from '../ui/format';
import classes from './library.module.css';
import { useLibraryStore } from './library-store';

/** Files that could not be used, a sentence each; their number is always visible. */
export function ProblemList() {
  const problems = useLibraryStore((state) => state.library?.problems) ?? [];
  const roots = useLibraryStore((state) => state.library?.roots) ?? [];
  if (problems.length === 0) return null;
  return (
    <details className={classes.problems}>
      <summary>
        <IconAlertTriangle size={14} aria-hidden="true" />
        {counted(problems.length, 'file')} could not be used
      </summary>
      <ul aria-label="Problems">
        {problems.map(({ rootId, path, problem }) => (
          <li key={`${rootId} ${path} ${problem}`}>
            <span className={classes.problemPath}>
              {roots.find(({ id }) => id === rootId)?.name ?? ''} / {path}
            </span>
            <span>{problem}</span>
          </li>
        ))}
      </ul>
    </details>
  );
}
