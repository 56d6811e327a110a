import { text } from '../ui/text';
import { startStackDrag } from '../viewer/stack-drag';
import { StackFacts } from '../viewer/stack-facts';
import { Thumbnail } from '../viewer/thumbnail';
import { useViewerStore } from '../viewer/viewer-store';
import classes from './shell.module.css';

/** The stacks of the open study: drag one onto a viewport, or press Enter to show it in the active one. */
export function StackList() {
  const study = useViewerStore((state) => state.study);
  const shown = useViewerStore((state) => state.cells.map((cell) => cell.stackId).join('\n'));
  if (study === null) return null;
  const places = shown.split('\n');
  return (
    <section aria-label={text.viewer.stacks} className={classes.stacks}>
      <h2 className={classes.heading}>{text.viewer.stacks}</h2>
      <ul className={classes.list}>
        {study.stacks.map((stack) => {
          const cells = places.flatMap((stackId, index) => (stackId === stack.id ? [index + 1] : []));
          return (
            <li key={stack.id}>
              <button
                type="button"
                className={classes.stack}
                draggable
                data-shown={cells.length > 0 || undefined}
                title={text.viewer.stackHint}
                aria-label={`${stack.label}${cells.length > 0 ? `, in viewport ${cells.join(', ')}` : ''}`}
                onDragStart={(event) => startStackDrag(event, stack.id)}
                onClick={() => {
                  const viewer = useViewerStore.getState();
                  viewer.showStack(viewer.activeCell, stack.id);
                }}
              >
                <Thumbnail stack={stack} />
                <StackFacts stack={stack} frameCount={stack.frames.length} />
              </button>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
