import { IconTable, IconX } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTitle } from '../app/key-hint';
import { showOverlay } from '../app/session';
import { useProjectStore } from '../cohort/project-store';
import { text } from '../ui/text';
import { useViewerStore } from '../viewer/viewer-store';
import { endComparison } from './compare-study';
import classes from './comparison.module.css';
import { useStudyRoles } from './study-roles';

const words = text.comparison;

/** The way to a comparison; while there is one the way to its table, and its end. */
export function ComparisonButtons() {
  const isComparing = useViewerStore((state) => state.comparison !== null);
  const isInProject = useProjectStore((state) => state.project !== null);
  const openTitle = useTitle(isComparing ? words.values : words.command, 'comparison.open');
  const closeTitle = useTitle(words.close, 'comparison.close');
  // Other studies are out of reach while cases of a project are read.
  if (isInProject) return null;
  return (
    <div className={classes.buttons}>
      <button
        type="button"
        className={classes.compare}
        title={openTitle}
        onClick={() => showOverlay('comparison')}
      >
        <IconTable size={14} aria-hidden="true" /> {isComparing ? words.table : words.compare}
      </button>
      {isComparing && (
        <button
          type="button"
          className={classes.compare}
          aria-label={words.close}
          title={closeTitle}
          onClick={endComparison}
        >
          <IconX size={14} aria-hidden="true" />
        </button>
      )}
    </div>
  );
}

/** The stacks of the compared study (`children`) under its role and date; nothing while there is none. */
export function ComparedStacks({ children }: { children: ReactNode }) {
  const date = useViewerStore((state) => state.comparison?.date ?? words.noDate);
  const roles = useStudyRoles();
  if (roles === null) return null;
  const role = words.roles[roles.compared];
  return (
    <section aria-label={words.stacksOf(role)} className={classes.compared}>
      <h3>
        <span>{words.stacksOf(role)}</span> <span className={classes.date}>{date}</span>
      </h3>
      {children}
    </section>
  );
}
