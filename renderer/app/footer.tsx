import { Popover } from '@mantine/core';
import { useProjectStore } from '../cohort/project-store';
import { findSummary, useLibraryStore } from '../library/library-store';
import { text } from '../ui/text';
import { GeometryFindings, GeometryVerdict } from '../viewer/geometry-verdict';
import { useRenderingStore } from '../viewer/rendering';
import { stackOf, useViewerStore } from '../viewer/viewer-store';
import { KeyHint } from './key-hint';
import { leaveStudy, showOverlay } from './session';
import classes from './shell.module.css';
import { useOutputStore } from './view-output';

/** Indexing, geometry of the active stack, rendering backend and the way to the shortcuts. */
export function Footer() {
  return (
    <footer className={classes.footer}>
      <IndexingText />
      <PlaceProblems />
      <GeometryText />
      <span className={classes.spacer} />
      <span className={classes.disclaimer}>{text.app.disclaimer}</span>
      <OutputText />
      <RenderingText />
      <button type="button" className={classes.plain} onClick={() => showOverlay('help')}>
        <KeyHint command="app.help" /> {text.footer.shortcuts}
      </button>
    </footer>
  );
}

function IndexingText() {
  const progress = useLibraryStore((state) => state.library?.progress ?? null);
  const study = useViewerStore((state) => state.study);
  if (progress !== null)
    return (
      <span>
        {text.library.progressInShort(progress.source, progress.filesRead, progress.filesFound)}
        {progress.waitsForDisk && ` · ${text.library.waitsForDisk}`}
      </span>
    );
  if (study === null) return null;
  const images = study.stacks.reduce((sum, { frames }) => sum + frames.length, 0);
  return <span>{text.study.contentOpen(images, study.stacks.length)}</span>;
}

/** What was wrong at the place of the open study: told here, listed in the library. */
function PlaceProblems() {
  const study = useViewerStore((state) => state.study);
  const count = useLibraryStore(({ library }) => {
    const rootId = study === null ? null : findSummary(library, study.studyInstanceUid)?.rootId;
    return library?.problems.filter((problem) => problem.rootId === rootId).length ?? 0;
  });
  const isInProject = useProjectStore((state) => state.project !== null);
  // Paths are not for who reads blinded.
  if (count === 0 || isInProject) return null;
  return (
    <button
      type="button"
      className={`${classes.plain} ${classes.placeProblems}`}
      title={text.footer.placeProblemsHint}
      onClick={() => void leaveStudy()}
    >
      {text.footer.placeProblems(count)}
    </button>
  );
}

function GeometryText() {
  const stack = useViewerStore((state) => stackOf(state, state.activeCell));
  if (stack === null) return null;
  return (
    <Popover width={460} position="top-start" withArrow shadow="md" trapFocus returnFocus>
      <Popover.Target>
        <button type="button" className={`${classes.plain} ${classes.geometry}`}>
          <span>
            {text.footer.geometry}: {stack.label}
          </span>
          <GeometryVerdict stack={stack} />
        </button>
      </Popover.Target>
      <Popover.Dropdown className={classes.findings} aria-label={text.footer.findings}>
        <GeometryFindings stack={stack} />
      </Popover.Dropdown>
    </Popover>
  );
}

/** What was copied or printed, for a moment. */
function OutputText() {
  const said = useOutputStore((state) => state.said);
  return (
    <span role="status" aria-label={text.output.said}>
      {said}
    </span>
  );
}

function RenderingText() {
  const backend = useRenderingStore((state) => state.backend);
  const notice = useRenderingStore((state) => state.notice);
  return (
    <span role="status" aria-label={text.app.rendering}>
      {backend === 'cpu' ? text.footer.processor : text.footer.graphics}
      {notice === null ? '' : ` · ${notice}`}
    </span>
  );
}
