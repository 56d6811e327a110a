import { useLibraryStore } from '../library/library-store';
import { readingStateText } from '../ui/study-words';
import { text } from '../ui/text';
import { useGrowingCount } from '../ui/use-growing-count';
import { useViewerStore } from '../viewer/viewer-store';
import { openStudy } from './session';
import classes from './shell.module.css';

/** The library's studies beside the images: where the reader is in the list, and the way to the next. */
export function CaseList() {
  const studies = useLibraryStore((state) => state.library?.studies) ?? [];
  const open = useViewerStore((state) => state.study?.studyInstanceUid);
  const shown = useGrowingCount(studies.length);
  if (studies.length < 2) return null;
  const position = studies.findIndex(({ study }) => study.studyInstanceUid === open) + 1;
  return (
    <section aria-label={text.study.cases} className={classes.cases}>
      <h2 className={classes.heading}>{text.study.casesAt(position, studies.length)}</h2>
      <ul className={classes.list}>
        {studies.slice(0, shown).map(({ study, reading }) => {
          const isOpen = study.studyInstanceUid === open;
          return (
            <li key={study.studyInstanceUid}>
              <button
                type="button"
                className={classes.case}
                aria-current={isOpen ? 'true' : undefined}
                onClick={() => {
                  if (!isOpen) void openStudy(study.studyInstanceUid);
                }}
              >
                <span>{study.subject.id}</span>
                <span className={classes.caseState} title={readingStateText(reading)}>
                  {reading === null
                    ? '–'
                    : reading.status === 'submitted'
                      ? text.study.submittedInShort
                      : text.study.leftInShort(reading.itemsLeft)}
                </span>
              </button>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
