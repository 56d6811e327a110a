import { NativeSelect } from '@mantine/core';
import { IconMaximize, IconMinimize, IconX } from '@tabler/icons-react';
import { type ReactNode, useEffect } from 'react';
import { bridge } from '../app/bridge';
import { useTitle } from '../app/key-hint';
import { followWindow, useRoomStore } from '../app/room-store';
import { useSessionStore } from '../app/session';
import shell from '../app/shell.module.css';
import { registerShortcuts, type Shortcut, useShortcutListener } from '../app/shortcuts';
import { ViewTools } from '../app/tool-button';
import { viewerShortcuts } from '../app/viewer-shortcuts';
import { AnnotationsToRead } from '../reading/annotation-layer';
import { subjectText } from '../ui/study-words';
import { text } from '../ui/text';
import type { CellView } from '../viewer/cell-view';
import { LayoutPicker } from '../viewer/layout-picker';
import { studyReformats } from '../viewer/reformat';
import { stackOf, useViewerStore } from '../viewer/viewer-store';
import { ViewportGrid } from '../viewer/viewport-grid';
import { followReadingWindow, useFollowStore } from './follow-reading-window';
import classes from './second-window.module.css';

const close = () => void bridge.invoke('secondWindow:setOpen', false);

/** Commands that would change what only the reading window decides. */
const elsewhere = ['viewer.linked', 'viewer.zoomLinked', 'viewer.windowLinked', 'viewer.fold'];

const ownCommands: readonly Shortcut[] = [
  {
    id: 'app.fullScreen',
    keys: ['F11'],
    label: text.room.fullScreen,
    group: 'Application',
    context: 'everywhere',
    run: () => useRoomStore.getState().toggleFullScreen(),
  },
  {
    id: 'app.secondWindow',
    keys: ['Shift+F11'],
    label: text.secondWindow.close,
    group: 'Application',
    context: 'everywhere',
    run: close,
  },
  {
    id: 'second.cancel',
    keys: ['Escape'],
    label: text.crosshair.remove,
    group: 'Viewer',
    run: () => useViewerStore.getState().removeCrosshair(),
  },
];

function renderAnnotations(view: CellView): ReactNode {
  return <AnnotationsToRead view={view} />;
}

/** Images of the study that is read in the reading window, with its reading drawn on them; nothing is entered here. */
export function SecondWindow() {
  const hasStudy = useViewerStore((state) => state.study !== null);
  const hasFailed = useFollowStore((state) => state.hasFailed);
  useShortcutListener();
  useEffect(() => {
    useSessionStore.setState({ screen: 'reading' });
    const ends = [
      registerShortcuts([...viewerShortcuts.filter(({ id }) => !elsewhere.includes(id)), ...ownCommands]),
      followWindow(),
      followReadingWindow(),
    ];
    return () => {
      for (const end of ends) end();
    };
  }, []);
  return (
    <div className={classes.screen} data-image-area>
      <Header />
      <main aria-label={text.app.viewports} className={shell.viewports}>
        <h1 className={shell.unseen}>{text.secondWindow.title}</h1>
        {hasStudy ? (
          <ViewportGrid renderOverlay={renderAnnotations} isComplete />
        ) : (
          <p className={classes.nothing} role={hasFailed ? 'alert' : undefined}>
            {hasFailed ? text.secondWindow.notLoaded : text.secondWindow.nothing}
          </p>
        )}
      </main>
    </div>
  );
}

function Header() {
  const study = useViewerStore((state) => state.study);
  const { isFullScreen, toggleFullScreen } = useRoomStore();
  const fullScreenTitle = useTitle(text.room.fullScreen, 'app.fullScreen');
  const closeTitle = useTitle(text.secondWindow.close, 'app.secondWindow');
  return (
    <header className={shell.header}>
      <span className={shell.caseLabel}>{study === null ? '' : subjectText(study.subject)}</span>
      <div className={shell.separator} />
      <div className={shell.tools} role="toolbar" aria-label={text.header.tools}>
        <ViewTools />
      </div>
      <div className={shell.separator} />
      <LayoutPicker />
      <StackChoice />
      <span className={shell.spacer} />
      <span className={classes.follows}>{text.secondWindow.follows}</span>
      <button
        type="button"
        className={shell.tool}
        aria-label={text.room.fullScreen}
        aria-pressed={isFullScreen}
        title={fullScreenTitle}
        onClick={toggleFullScreen}
      >
        {isFullScreen ? (
          <IconMinimize size={16} aria-hidden="true" />
        ) : (
          <IconMaximize size={16} aria-hidden="true" />
        )}
      </button>
      <button
        type="button"
        className={shell.tool}
        aria-label={text.secondWindow.close}
        title={closeTitle}
        onClick={close}
      >
        <IconX size={16} aria-hidden="true" />
      </button>
    </header>
  );
}

function StackChoice() {
  const study = useViewerStore((state) => state.study);
  const stack = useViewerStore((state) => stackOf(state, state.activeCell));
  return (
    <NativeSelect
      size="xs"
      aria-label={text.secondWindow.stack}
      title={text.secondWindow.stack}
      disabled={study === null}
      value={stack?.id ?? ''}
      data={[
        ...(stack === null ? [{ value: '', label: '–' }] : []),
        ...(study === null ? [] : [...study.stacks, ...studyReformats(study)]).map(({ id, label }) => ({
          value: id,
          label,
        })),
      ]}
      onChange={(event) => {
        const viewer = useViewerStore.getState();
        viewer.showStack(viewer.activeCell, event.currentTarget.value);
      }}
    />
  );
}
