import { AdjudicationColumn } from '../cohort/adjudication/adjudication-column';
import { CaseNavigation } from '../cohort/case-navigation';
import { useProjectStore } from '../cohort/project-store';
import { renderAnnotations } from '../reading/annotation-layer';
import { ReadingPanel } from '../reading/reading-panel';
import { text } from '../ui/text';
import { useFirstImage } from '../viewer/first-image';
import { ViewportGrid } from '../viewer/viewport-grid';
import { CaseList } from './case-list';
import { Footer } from './footer';
import { KeyboardPointerMark } from './keyboard-pointer-mark';
import { ReadingHeader } from './reading-header';
import { useRoomStore } from './room-store';
import classes from './shell.module.css';
import { StackList } from './stack-list';

/** The reading room: stacks, viewports, the reading. What stands beside the images comes after the first of them. */
export function ReadingScreen() {
  const isComplete = useFirstImage();
  const isCase = useProjectStore((state) => state.openCase !== null);
  const isFolded = useRoomStore((state) => state.isFolded);
  return (
    <div className={classes.screen}>
      <ReadingHeader />
      <div className={classes.body} data-folded={isFolded || undefined}>
        <nav className={classes.left} aria-label={text.app.casesAndStacks}>
          {isComplete && (
            <>
              {isCase ? <CaseNavigation /> : <CaseList />}
              <StackList />
            </>
          )}
        </nav>
        <main aria-label={text.app.viewports} className={classes.viewports} data-image-area>
          <h1 className={classes.unseen}>{text.app.name}</h1>
          <ViewportGrid renderOverlay={renderAnnotations} isComplete={isComplete} />
          <KeyboardPointerMark />
        </main>
        <aside className={classes.right} aria-label={text.app.reading}>
          {isComplete && (
            <AdjudicationColumn>
              <ReadingPanel />
            </AdjudicationColumn>
          )}
        </aside>
      </div>
      <Footer />
    </div>
  );
}
