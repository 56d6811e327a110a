import { drawingText } from '../ui/text';
import styles from './reading.module.css';
import { stepTowards, type Taken, takeToNextSlice } from './take-to-slice';

const offered: readonly { taken: Taken; name: string; label: (side: string) => string }[] = [
  { taken: 'landmarks', name: drawingText.landmarks, label: drawingText.takeLandmarks },
  { taken: 'wall', name: drawingText.wall, label: drawingText.takeWall },
];

/** Takes what lies on the slice of the active viewport along to the next slice on either side of the patient. */
export function NextSliceRow({ disabled }: { disabled: boolean }) {
  return (
    <div className={styles.row}>
      <span className={styles.rowLabel}>{drawingText.toNeighbour}</span>
      <div className={styles.chips}>
        {offered.flatMap(({ taken, name, label }) => [
          <span key={taken} className={styles.hint}>
            {name}
          </span>,
          ...(['right', 'left'] as const).map((side) => (
            <button
              key={`${taken} ${side}`}
              type="button"
              className={styles.iconButton}
              disabled={disabled}
              aria-label={label(drawingText.towards[side])}
              title={label(drawingText.towards[side])}
              onClick={() => {
                const step = stepTowards(side);
                if (step !== null) takeToNextSlice(taken, step);
              }}
            >
              {drawingText.towards[side]}
            </button>
          )),
        ])}
      </div>
    </div>
  );
}
