import type { VertebralLevel } from '../../../shared/dicom/levels';
import type { Study } from '../../../shared/dicom/model';
import type { Reading } from '../../../shared/findings/reading';
import { distance } from '../../../shared/geometry/vector';
import styles from '../../reading/annotation.module.css';
import { AnnotationShapes } from '../../reading/annotation-shapes';
import type { CellView } from '../../viewer/cell-view';
import { useAdjudicationStore } from './adjudication-store';

const doNothing = () => undefined;
/** Marks of a level this near to each other, mm, are of one body. */
const sameBody = 15;

/** The levels that the adjudicator has at the same vertebra: one name is enough there. */
function namedByOwn(reading: Reading, own: Reading | null): ReadonlySet<VertebralLevel> {
  const same = reading.levels.filter(({ level, point }) =>
    own?.levels.some((mark) => mark.level === level && distance(mark.point.lps, point.lps) <= sameBody),
  );
  return new Set(same.map(({ level }) => level));
}

/**
 * The readings an adjudicator decides upon, in one viewport: nothing of them can be grabbed. `own`: the adjudicator's
 * record; null where it is not drawn.
 */
export function ReaderMarks({ view, study, own }: { view: CellView; study: Study; own: Reading | null }) {
  const readings = useAdjudicationStore((state) => state.readings);
  const hidden = useAdjudicationStore((state) => state.hidden);
  return readings
    ?.filter(({ label }) => !hidden.has(label))
    .map(({ label, reading }) => (
      <g key={label} className={styles.ofReader} data-reader={label}>
        <AnnotationShapes
          view={view}
          reading={reading}
          namedElsewhere={namedByOwn(reading, own)}
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
