import classes from './adjudication.module.css';
import type { ShownReading } from './adjudication-store';

/** A piece of line as the reading is drawn on the images. */
export function LinePattern({ reading }: { reading: ShownReading }) {
  return (
    <svg className={classes.pattern} data-reader={reading} viewBox="0 0 22 4" aria-hidden="true">
      <line x1="0" y1="2" x2="22" y2="2" />
    </svg>
  );
}
