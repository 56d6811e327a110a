import { type PointerEvent, useRef, useState } from 'react';
import type { Study } from '../../shared/dicom/model';
import { useToolStore } from '../app/tool-store';
import styles from '../reading/annotation.module.css';
import { AnnotationShapes } from '../reading/annotation-shapes';
import { isPlacingTool } from '../reading/placing';
import { text } from '../ui/text';
import type { CellView } from '../viewer/cell-view';
import { useViewerStore } from '../viewer/viewer-store';
import { useComparisonStore } from './comparison-store';
import { useStudyRoles } from './study-roles';

const doNothing = () => undefined;

/** The reader's reading of the compared study over one viewport: nothing of it can be grabbed, nothing can be placed on it. */
export function ComparedAnnotations({ view, study }: { view: CellView; study: Study }) {
  const reading = useComparisonStore((state) => state.reading);
  const overlays = useViewerStore((state) => state.overlays);
  const isPlacing = useToolStore((state) => isPlacingTool(state.activeTool));
  const roles = useStudyRoles();
  const layer = useRef<HTMLDivElement>(null);
  const [pointer, setPointer] = useState<readonly [number, number] | null>(null);
  if (!overlays || roles === null) return null;
  function move(event: PointerEvent): void {
    const box = layer.current?.getBoundingClientRect();
    setPointer([event.clientX - (box?.left ?? 0), event.clientY - (box?.top ?? 0)]);
  }
  return (
    <div
      ref={layer}
      className={styles.layer}
      onPointerMove={isPlacing ? move : undefined}
      onPointerLeave={() => setPointer(null)}
    >
      <svg className={styles.layer} data-annotations={view.cellIndex} aria-hidden="true">
        {isPlacing && <rect className={styles.surface} width="100%" height="100%" />}
        {reading !== null && (
          <AnnotationShapes
            view={view}
            reading={reading}
            study={study}
            tool={null}
            pointer={null}
            onGrab={doNothing}
            onGrabProposal={doNothing}
          />
        )}
      </svg>
      {isPlacing && pointer !== null && (
        <div
          className={styles.prompt}
          data-refused
          role="status"
          style={{
            top: Math.min(pointer[1] + 14, view.height - 48),
            maxWidth: view.width * 0.5,
            whiteSpace: 'normal',
            ...(pointer[0] > view.width * 0.5
              ? { right: view.width - pointer[0] + 12 }
              : { left: pointer[0] + 14 }),
          }}
        >
          {text.comparison.readOnly(text.comparison.roles[roles.compared])}
        </div>
      )}
    </div>
  );
}
