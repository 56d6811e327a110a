import { IconArrowLeft } from '@tabler/icons-react';
import { CaseLabel } from '../cohort/case-label';
import { useProjectStore } from '../cohort/project-store';
import { useOfferedTools } from '../reading/asked-tools';
import { ReadingToolbar } from '../reading/reading-toolbar';
import { SaveState } from '../reading/save-state';
import { subjectText } from '../ui/study-words';
import { text } from '../ui/text';
import { LayoutPicker } from '../viewer/layout-picker';
import { LinkToggles } from '../viewer/link-toggles';
import { useViewerStore } from '../viewer/viewer-store';
import { ImageMenu } from './image-menu';
import { OverlayButtons } from './overlay-buttons';
import { RoomControls } from './room-controls';
import { leaveStudy } from './session';
import classes from './shell.module.css';
import { ToolButton, ToolKey, ViewTools } from './tool-button';
import { readingTools } from './tool-store';

/** Way back, whose study it is, the tools, and the reading's own controls. */
export function ReadingHeader() {
  const study = useViewerStore((state) => state.study);
  const offered = useOfferedTools(readingTools);
  const isCase = useProjectStore((state) => state.openCase !== null);
  return (
    <header className={classes.header}>
      <button type="button" className={classes.tool} onClick={() => void leaveStudy()}>
        <IconArrowLeft size={16} aria-hidden="true" />
        {isCase ? text.cohort.case.back : text.header.library}
      </button>
      <div className={classes.separator} />
      {isCase ? (
        <CaseLabel />
      ) : (
        <span className={classes.caseLabel}>{study === null ? '' : subjectText(study.subject)}</span>
      )}
      <div className={classes.separator} />
      <div className={classes.tools} role="toolbar" aria-label={text.header.tools}>
        {offered.map((tool) => (
          <ToolButton key={tool} tool={tool}>
            {text.tools[tool]}
            <ToolKey tool={tool} />
          </ToolButton>
        ))}
        <div className={classes.separator} />
        <ViewTools />
        <ImageMenu />
      </div>
      <div className={classes.separator} />
      <LayoutPicker />
      <LinkToggles />
      <RoomControls />
      <div className={classes.headerEnd}>
        <ReadingToolbar />
        <SaveState />
        <OverlayButtons />
      </div>
    </header>
  );
}
