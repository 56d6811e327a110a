import { IconChevronRight } from '@tabler/icons-react';
import { memo, useEffect, useRef, useState } from 'react';
import type { Study } from '../../shared/dicom/model';
import type { StudySummary } from '../../shared/ipc/contract';
import { firstHangingProtocol } from '../../shared/ipc/hanging';
import { openStudy, useSessionStore } from '../app/session';
import { readingStateText } from '../ui/study-words';
import { text } from '../ui/text';
import { hangStacks } from '../viewer/hanging-protocol';
import { StackFacts } from '../viewer/stack-facts';
import { Thumbnail } from '../viewer/thumbnail';
import { ExportTick } from './export-readings';
import classes from './library.module.css';
import { loadStudy, useLoadedStudy } from './library-store';

interface StudyRowProps {
  summary: StudySummary;
  isExpanded: boolean;
  onExpand: (studyInstanceUid: string, open: boolean) => void;
}

/** One study: who, when, what was scanned, how far its reading is; its stacks below when expanded. */
export const StudyRow = memo(function StudyRow({ summary, isExpanded, onExpand }: StudyRowProps) {
  const { study, reading, stacks, frames } = summary;
  const row = useRef<HTMLLIElement>(null);
  const isVisible = useVisible(row);
  const loaded = useLoadedStudy(summary);
  const isOpening = useSessionStore((state) => state.opening === study.studyInstanceUid);
  useEffect(() => {
    if (isVisible) void loadStudy(summary);
  }, [isVisible, summary]);
  const images = Object.values(frames).reduce((sum, { count }) => sum + count, 0);
  const state = readingStateText(reading);
  return (
    <li ref={row} className={classes.study}>
      <div className={classes.studyLine}>
        <button
          type="button"
          className={classes.expander}
          aria-expanded={isExpanded}
          aria-label={text.study.stacksOf(study.subject.id)}
          onClick={() => onExpand(study.studyInstanceUid, !isExpanded)}
        >
          <IconChevronRight size={15} aria-hidden="true" />
        </button>
        <ExportTick summary={summary} />
        <button
          type="button"
          data-study={study.studyInstanceUid}
          className={classes.studyButton}
          aria-busy={isOpening}
          onClick={() => void openStudy(study.studyInstanceUid)}
        >
          <Thumbnail stack={loaded === null ? null : leadingStack(loaded)} />
          <span className={classes.who}>
            <b>{study.subject.id}</b>
            <small>{whoText(study)}</small>
          </span>
          <span className={classes.what}>
            <span title={study.description}>{study.description || contentText(summary)}</span>
            <small>{text.study.content(stacks.length, images)}</small>
          </span>
          <span className={classes.when}>{study.date ?? text.study.noDate}</span>
          <span className={classes.state} data-state={reading?.status ?? 'none'}>
            {isOpening ? text.study.opening : state}
          </span>
        </button>
      </div>
      {isExpanded && (
        <ul className={classes.stackGrid} aria-label={text.study.stacksOf(study.subject.id)}>
          {stacks.map((stack) => (
            <li key={stack.id}>
              <Thumbnail stack={loaded?.stacks.find(({ id }) => id === stack.id) ?? null} />
              <StackFacts stack={stack} frameCount={frames[stack.id]?.count ?? 0} inFull />
            </li>
          ))}
        </ul>
      )}
    </li>
  );
});

/** "sagittal T2, T1, STIR · axial T2": what was scanned, for a study without a description. */
function contentText({ stacks }: StudySummary): string {
  const planes = [...new Set(stacks.map(({ plane }) => plane))].filter((plane) => plane !== 'unknown');
  const parts = planes.map((plane) => {
    const weightings = new Set(
      stacks.filter((stack) => stack.plane === plane).map(({ weighting }) => weighting),
    );
    weightings.delete('unknown');
    return `${plane} ${[...weightings].join(', ')}`.trim();
  });
  return parts.length === 0 ? text.study.noDescription : parts.join(' · ');
}

function whoText({ subject }: StudySummary['study']): string {
  const age =
    subject.ageYears === null ? text.study.ageUnknown : text.study.years(Math.floor(subject.ageYears));
  return subject.sex === null ? age : `${text.study.sexes[subject.sex]} · ${age}`;
}

/** The stack a study is recognised by: the one a reading room puts first, the same for every reader. */
function leadingStack(study: Study) {
  return (
    hangStacks(study.stacks, firstHangingProtocol.opening.slice(0, 4)).find((stack) => stack !== null) ?? null
  );
}

/** Whether an element is, or was once, near the visible part of the list. */
function useVisible(ref: React.RefObject<HTMLElement | null>): boolean {
  const [isVisible, setVisible] = useState(false);
  useEffect(() => {
    if (ref.current === null) return;
    const observer = new IntersectionObserver(
      ([entry]) => {
        if (entry?.isIntersecting) setVisible(true);
      },
      { rootMargin: '200px' },
    );
    observer.observe(ref.current);
    return () => observer.disconnect();
  }, [ref]);
  return isVisible;
}
