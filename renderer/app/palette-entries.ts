import { isInProject } from '../cohort/project-store';
import { rolesOf } from '../comparison/study-roles';
import { useLibraryStore } from '../library/library-store';
import { focusStep } from '../reading/go-to';
import { shownSteps } from '../reading/shown-steps';
import { useReadingStore } from '../reading/use-reading';
import { text } from '../ui/text';
import { useViewerStore } from '../viewer/viewer-store';
import { usePreferencesStore } from './preferences-store';
import { openStudy, useSessionStore } from './session';
import { applies, isListed, keysOf, type Shortcut, useShortcutStore } from './shortcuts';

/** One line of the command palette. */
export interface PaletteEntry {
  id: string;
  label: string;
  group: string;
  keys: readonly string[];
  run: () => void;
}

/** Most wanted first. */
const groupOrder: readonly Shortcut['group'][] = [
  'Reading',
  'Adjudication',
  'Project',
  'Tools',
  'Viewer',
  'Application',
];

/** Every command that applies at the moment, then the steps, stacks and cases one can go to. */
export function paletteEntries(): PaletteEntry[] {
  const words = text.palette;
  const { preferences } = usePreferencesStore.getState();
  const applicable = useShortcutStore
    .getState()
    .shortcuts.filter((shortcut) => shortcut.id !== 'app.palette' && applies(shortcut) && isListed(shortcut))
    .map((shortcut) => ({ ...shortcut, keys: keysOf(shortcut, preferences.keys) }));
  const commands = groupOrder.flatMap((wanted) => applicable.filter(({ group }) => group === wanted));
  return [...commands, ...stepEntries(), ...stackEntries(), ...caseEntries()];

  function stepEntries(): PaletteEntry[] {
    const { reading } = useReadingStore.getState();
    if (useSessionStore.getState().screen !== 'reading' || reading === null) return [];
    return shownSteps(reading).map((step) => ({
      id: `step ${step}`,
      label: words.goTo(text.steps[step]),
      group: words.step,
      keys: [],
      run: () => focusStep(step),
    }));
  }

  function stackEntries(): PaletteEntry[] {
    const viewer = useViewerStore.getState();
    if (useSessionStore.getState().screen !== 'reading') return [];
    const { study, comparison, comparisonOrder } = viewer;
    if (study === null) return [];
    const role = comparison === null ? null : rolesOf(study, comparison, comparisonOrder).compared;
    const compared = (comparison?.stacks ?? []).map((stack) => ({
      ...stack,
      label: role === null ? stack.label : text.comparison.stack(text.comparison.roles[role], stack.label),
    }));
    return [...study.stacks, ...compared].map((stack) => ({
      id: `stack ${stack.id}`,
      label: words.showStack(stack.label),
      group: words.stack,
      keys: [],
      run: () => useViewerStore.getState().showStack(useViewerStore.getState().activeCell, stack.id),
    }));
  }

  function caseEntries(): PaletteEntry[] {
    if (isInProject()) return [];
    const open = useViewerStore.getState().study?.studyInstanceUid;
    const studies = useLibraryStore.getState().library?.studies ?? [];
    return studies.flatMap(({ study }) =>
      study.studyInstanceUid === open
        ? []
        : [
            {
              id: `case ${study.studyInstanceUid}`,
              label: words.openCase([study.subject.id, study.description].filter(Boolean).join(' · ')),
              group: words.case,
              keys: [],
              run: () => void openStudy(study.studyInstanceUid),
            },
          ],
    );
  }
}
