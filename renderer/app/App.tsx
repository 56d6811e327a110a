import { memo, startTransition, useEffect, useState } from 'react';
import { fromJsonText } from '../../shared/ipc/json-text';
import { adjudicationCommands } from '../cohort/adjudication/adjudication-commands';
import { followAdjudication } from '../cohort/adjudication/adjudication-store';
import { cohortCommands } from '../cohort/cohort-commands';
import { connectProject } from '../cohort/open-case';
import { ProjectScreen } from '../cohort/project-screen';
import { isInProject } from '../cohort/project-store';
import { reportActivity } from '../cohort/report-activity';
import { keepLevelsPaired } from '../comparison/compare-study';
import { comparisonCommands } from '../comparison/comparison-commands';
import { ComparisonSheet } from '../comparison/comparison-sheet';
import { importCommands } from '../import/import-commands';
import { ImportSheet } from '../import/import-sheet';
import { followDroppedFindings } from '../import/import-store';
import { OthersSheet } from '../import/others-sheet';
import { LibraryScreen } from '../library/library-screen';
import { connectLibrary, useLibraryStore } from '../library/library-store';
import { readingShortcuts } from '../reading/reading-shortcuts';
import { reportCommands } from '../report/report-commands';
import { ReportSheet } from '../report/report-sheet';
import { SettingsSheet } from '../settings/settings-sheet';
import { text } from '../ui/text';
import { useRenderingStore } from '../viewer/rendering';
import { appCommands } from './app-commands';
import { bridge } from './bridge';
import { CommandPalette } from './command-palette';
import { FileDrop } from './file-drop';
import { followStudy } from './follow-study';
import { HelpSheet } from './help-sheet';
import { pointerShortcuts } from './keyboard-pointer';
import { leadSecondWindow } from './lead-second-window';
import { PaperPage } from './paper-page';
import { ReadingScreen } from './reading-screen';
import { followWindow } from './room-store';
import {
  dismissProblem,
  keepViewSaved,
  type ListScreen,
  saveBeforeClosing,
  showStudy,
  useSessionStore,
} from './session';
import classes from './shell.module.css';
import { registerShortcuts, runCommand, useShortcutListener } from './shortcuts';
import { viewerShortcuts } from './viewer-shortcuts';

/** The whole interface: library or reading room, and what lies over both. */
export function App() {
  const problem = useSessionStore((state) => state.problem);
  const isAtLibrary = useSessionStore((state) => state.screen === 'library');
  const isSaidThere = useLibraryStore(({ library }) => library?.notices.some((notice) => notice === problem));
  useShortcutListener();
  useEffect(() => {
    const ends = [
      registerShortcuts(viewerShortcuts),
      registerShortcuts(comparisonCommands),
      registerShortcuts(adjudicationCommands),
      registerShortcuts(readingShortcuts),
      registerShortcuts(reportCommands),
      registerShortcuts(importCommands),
      followDroppedFindings(),
      registerShortcuts(pointerShortcuts),
      registerShortcuts(appCommands),
      registerShortcuts(cohortCommands),
      connectLibrary(),
      connectProject(),
      reportActivity(),
      keepViewSaved(),
      saveBeforeClosing(),
      bridge.on('app:command', ({ id }) => runCommand(id)),
      followWindow(),
      followStudy(),
      leadSecondWindow(),
      keepLevelsPaired(),
      followAdjudication(),
      bridge.on('library:show', (shown) => {
        const { summary, study } = fromJsonText(shown);
        if (!isInProject()) void showStudy(summary, study);
      }),
    ];
    return () => {
      for (const end of ends) end();
    };
  }, []);
  return (
    <>
      <List name="library" />
      <List name="project" />
      <PreparedRoom />
      {problem !== null && !(isAtLibrary && isSaidThere === true) && (
        <div className={classes.problem} role="alert">
          <span>{problem}</span>
          <button type="button" className={classes.tool} onClick={dismissProblem}>
            {text.app.dismiss}
          </button>
        </div>
      )}
      <HelpSheet />
      <CommandPalette />
      <SettingsSheet />
      <ComparisonSheet />
      <ReportSheet />
      <ImportSheet />
      <OthersSheet />
      <FileDrop />
      <PaperPage />
    </>
  );
}

const lists = { library: memo(LibraryScreen), project: memo(ProjectScreen) };

/** So long after a list was left it is taken away, ms: what comes in its place comes first. */
const keptForMs = 150;

/** The library, or the open project. */
function List({ name }: { name: ListScreen }) {
  const isShown = useSessionStore((state) => state.screen === name);
  const [isKept, setKept] = useState(isShown);
  useEffect(() => {
    if (isShown) setKept(true);
    else {
      const timer = setTimeout(() => startTransition(() => setKept(false)), keptForMs);
      return () => clearTimeout(timer);
    }
  }, [isShown]);
  const Screen = lists[name];
  if (!isShown && !isKept) return null;
  return (
    <div className={classes.room} hidden={!isShown}>
      <Screen />
    </div>
  );
}

/** Drawn anew by what changes in it, not where it is moved. */
const Room = memo(ReadingScreen);

/** So long after the list is there the room is built, ms: who chooses a study at once must not wait for it twice. */
const builtAfterMs = 600;

/**
 * The reading room, built and laid out behind the list while that is shown, so that a study need not wait for it. One that
 * was left is thrown away: nothing of a study may be found in the next.
 */
function PreparedRoom() {
  const isShown = useSessionStore((state) => state.screen === 'reading');
  // Its viewport is made for one way of drawing.
  const isPrepared = useRenderingStore((state) => state.isPrepared);
  const [room, setRoom] = useState(0);
  const [isBuilt, setBuilt] = useState(false);
  useEffect(() => {
    if (!isShown) return;
    return () => {
      setRoom((last) => last + 1);
      setBuilt(false);
    };
  }, [isShown]);
  useEffect(() => {
    if (isShown || !isPrepared) return;
    const timer = setTimeout(() => startTransition(() => setBuilt(true)), builtAfterMs);
    return () => clearTimeout(timer);
  }, [isShown, isPrepared]);
  useEffect(() => useSessionStore.setState({ isRoomReady: isBuilt || isShown }), [isBuilt, isShown]);
  if (!isShown && !isBuilt) return null;
  return (
    <div className={classes.room} data-behind={!isShown || undefined}>
      <Room key={room} />
    </div>
  );
}
