import { Button, Loader } from '@mantine/core';
import { type KeyboardEvent, useCallback, useEffect, useRef, useState } from 'react';
import { text } from '../ui/text';
import { useGrowingCount } from '../ui/use-growing-count';
import classes from './library.module.css';
import { openFolder, useLibraryStore } from './library-store';
import { StudyRow } from './study-row';

/** The studies, worked down by keyboard: arrows choose, right shows the stacks, Enter reads. */
export function StudyList() {
  const studies = useLibraryStore((state) => state.library?.studies) ?? [];
  const isIndexing = useLibraryStore((state) => state.library?.progress !== null);
  const [expanded, setExpanded] = useState<ReadonlySet<string>>(new Set());
  const list = useRef<HTMLUListElement>(null);
  const shown = useGrowingCount(studies.length);
  const setOpen = useCallback((uid: string, open: boolean) => {
    setExpanded((known) => {
      const next = new Set(known);
      if (open) next.add(uid);
      else next.delete(uid);
      return next;
    });
  }, []);
  const hasStudies = studies.length > 0;
  useEffect(() => {
    // So that arrows and Enter work at once; never takes the focus from where the user put it.
    if (hasStudies && document.activeElement === document.body)
      list.current?.querySelector<HTMLButtonElement>('button[data-study]')?.focus();
  }, [hasStudies]);
  if (!hasStudies) return isIndexing ? <FirstStudies /> : <EmptyLibrary />;

  const isExpanded = (uid: string) => expanded.has(uid) || (studies.length === 1 && !isIndexing);

  function moveFocus(event: KeyboardEvent): void {
    const rows = [...(list.current?.querySelectorAll<HTMLButtonElement>('button[data-study]') ?? [])];
    const index = rows.findIndex((row) => row.contains(document.activeElement));
    const uid = rows[index]?.dataset.study;
    const target: Record<string, number> = {
      ArrowDown: Math.min(rows.length - 1, index + 1),
      ArrowUp: Math.max(0, index - 1),
      Home: 0,
      End: rows.length - 1,
    };
    const next = target[event.key];
    if (next !== undefined) {
      event.preventDefault();
      rows[next]?.focus();
    } else if (uid !== undefined && (event.key === 'ArrowRight' || event.key === 'ArrowLeft')) {
      event.preventDefault();
      setOpen(uid, event.key === 'ArrowRight');
    }
  }

  return (
    <>
      <h2 className={classes.heading}>
        {text.library.studies} · {studies.length}
      </h2>
      <ul ref={list} className={classes.list} aria-label={text.library.studies} onKeyDown={moveFocus}>
        {studies.slice(0, shown).map((summary) => (
          <StudyRow
            key={`${summary.rootId} ${summary.study.studyInstanceUid}`}
            summary={summary}
            isExpanded={isExpanded(summary.study.studyInstanceUid)}
            onExpand={setOpen}
          />
        ))}
      </ul>
    </>
  );
}

/** The files are being read and no study has been found yet. */
function FirstStudies() {
  return (
    <div className={classes.empty}>
      <Loader size="sm" aria-hidden="true" />
      <h2>{text.library.searching}</h2>
      <p>{text.library.searchingHint}</p>
    </div>
  );
}

/** Nothing was opened yet, or no image could be used of what was. */
function EmptyLibrary() {
  const unusable = useLibraryStore((state) => state.library?.problems.length ?? 0);
  return (
    <div className={classes.empty}>
      <h2>{unusable === 0 ? text.library.none : text.library.noneUsable}</h2>
      <p>{unusable === 0 ? text.library.noneHint : text.library.noneUsableHint}</p>
      <Button onClick={() => void openFolder()}>{text.library.openFolder}</Button>
    </div>
  );
}
