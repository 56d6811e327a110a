import { ReaderField } from '../library/reader-field';
import { text } from '../ui/text';
import classes from './settings.module.css';

/** Who reads. */
export function ReaderSettings() {
  return (
    <>
      <ReaderField />
      <p className={classes.hint}>{text.settings.readerHint}</p>
    </>
  );
}
