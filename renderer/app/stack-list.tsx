import type { Stack } from '../../shared/dicom/model';
import { ComparedStacks, ComparisonButtons } from '../comparison/compared-stacks';
import { text } from '../ui/text';
import { type Reformat, reformatsOf } from '../viewer/reformat';
import { useStackDragSource, useStackDragStore } from '../viewer/stack-drag';
import { StackFacts } from '../viewer/stack-facts';
import { Thumbnail } from '../viewer/thumbnail';
import { useViewerStore } from '../viewer/viewer-store';
import classes from './shell.module.css';

/** The stacks of the open study and of one compared with it: drag one onto a viewport, or press Enter to show it in the active one. */
export function StackList() {
  const study = useViewerStore((state) => state.study);
  const comparison = useViewerStore((state) => state.comparison);
  if (study === null) return null;
  return (
    <section aria-label={text.viewer.stacks} className={classes.stacks}>
      <h2 className={classes.heading}>{text.viewer.stacks}</h2>
      <ComparisonButtons />
      <Stacks stacks={study.stacks} />
      <ComparedStacks>{comparison !== null && <Stacks stacks={comparison.stacks} />}</ComparedStacks>
      <DraggedStack stacks={[...study.stacks, ...(comparison?.stacks ?? [])]} />
    </section>
  );
}

function Stacks({ stacks }: { stacks: readonly Stack[] }) {
  const shown = useViewerStore((state) => state.cells.map((cell) => cell.stackId).join('\n'));
  const places = shown.split('\n');
  return (
    <ul className={classes.list}>
      {stacks.map((stack) => (
        <li key={stack.id}>
          <StackButton
            stack={stack}
            viewports={places.flatMap((stackId, index) => (stackId === stack.id ? [index + 1] : []))}
          />
          {reformatsOf(stack).map((reformat) => (
            <ReformatButton key={reformat.id} reformat={reformat} isShown={places.includes(reformat.id)} />
          ))}
        </li>
      ))}
    </ul>
  );
}

function ReformatButton({ reformat, isShown }: { reformat: Reformat; isShown: boolean }) {
  const source = useStackDragSource(reformat.id);
  return (
    <button
      type="button"
      className={classes.reformat}
      data-shown={isShown || undefined}
      title={text.viewer.stackHint}
      {...source}
    >
      {reformat.label}
    </button>
  );
}

function StackButton({ stack, viewports }: { stack: Stack; viewports: readonly number[] }) {
  const source = useStackDragSource(stack.id);
  return (
    <button
      type="button"
      className={classes.stack}
      data-shown={viewports.length > 0 || undefined}
      title={text.viewer.stackHint}
      {...source}
    >
      <Thumbnail stack={stack} />
      <StackFacts stack={stack} frameCount={stack.frames.length} />
      {viewports.length > 0 && <span className={classes.unseen}>{text.viewer.inViewports(viewports)}</span>}
    </button>
  );
}

/** The stack under the pointer while it is dragged. */
function DraggedStack({ stacks }: { stacks: readonly Stack[] }) {
  const drag = useStackDragStore((state) => state.drag);
  const stack = stacks.find(({ id }) => id === drag?.stackId);
  if (drag === null || stack === undefined) return null;
  return (
    <div className={classes.dragged} style={{ left: drag.x + 12, top: drag.y + 12 }} aria-hidden="true">
      <Thumbnail stack={stack} />
      {stack.label}
    </div>
  );
}
