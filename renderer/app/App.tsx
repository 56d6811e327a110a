import { Activity, startTransition, useEffect, useState } from 'react';
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
import { connectLibrary } from '../library/library-store';
import { readingShortcuts } from '../reading/reading-shortcuts';
import { reportCommands } from '../report/report-commands';
import { ReportSheet } from '../report/report-sheet';
import { SettingsSheet } from '../settings/settings-sheet';
import { text } from '../ui/text';
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
import { dismissProblem, keepViewSaved, saveBeforeClosing, showStudy, useSessionStore } from './session';
import classes from './shell.module.css';
import { registerShortcuts, runCommand, useShortcutListener } from './shortcuts';
import { viewerShortcuts } from './viewer-shortcuts';

/** The whole interface: library or reading room, and what lies over both. */
export function App() {
  const screen = useSessionStore((state) => state.screen);
  const problem = useSessionStore((state) => state.problem);
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
      bridge.on('library:show', ({ summary, study }) => {
        if (!isInProject()) void showStudy(summary, study);
      }),
    ];
    return () => {
      for (const end of ends) end();
    };
  }, []);
  return (
    <>
      {screen === 'library' && <LibraryScreen />}
      {screen === 'project' && <ProjectScreen />}
      <PreparedRoom isShown={screen === 'reading'} />
      {problem !== null && (
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

/** So long after the list is there the room is built, ms: who chooses a study at once must not wait for it twice. */
const builtAfterMs = 600;

/**
 * The reading room, built out of sight while a list is shown, so that a study need not wait for it. One that was left is
 * thrown away: nothing of a study may be found in the next.
 */
function PreparedRoom({ isShown }: { isShown: boolean }) {
  const [room, setRoom] = useState(0);
  const [isBuilt, setBuilt] = useState(false);
  useEffect(() => {
    if (isShown) return () => setRoom((last) => last + 1);
    const timer = setTimeout(() => startTransition(() => setBuilt(true)), builtAfterMs);
    return () => clearTimeout(timer);
  }, [isShown]);
  if (!isShown && !isBuilt) return null;
  return (
    <Activity mode={isShown ? 'visible' : 'hidden'}>
      <ReadingScreen key={room} />
    </Activity>
  );
}
