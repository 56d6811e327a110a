import type { Study } from '../../../shared/dicom/model';
import styles from '../../reading/annotation.module.css';
import { AnnotationShapes } from '../../reading/annotation-shapes';
import type { CellView } from '../../viewer/cell-view';
import { useAdjudicationStore } from './adjudication-store';

const doNothing = () => undefined;

/** The readings an adjudicator decides upon, in one viewport: nothing of them can be grabbed. */
export function ReaderMarks({ view, study }: { view: CellView; study: Study }) {
  const readings = useAdjudicationStore((state) => state.readings);
  const hidden = useAdjudicationStore((state) => state.hidden);
  return readings
    ?.filter(({ label }) => !hidden.has(label))
    .map(({ label, reading }) => (
      <g key={label} className={styles.ofReader} data-reader={label}>
        <AnnotationShapes
          view={view}
          reading={reading}
          study={study}
          tool={null}
          pointer={null}
          readerLabel={label}
          onGrab={doNothing}
          onGrabProposal={doNothing}
        />
      </g>
    ));
}
