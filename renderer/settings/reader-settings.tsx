import { useProjectStore } from '../cohort/project-store';
import { ReaderField } from '../library/reader-field';
import { text } from '../ui/text';
import classes from './settings.module.css';

/** Who reads. */
export function ReaderSettings() {
  const signedIn = useProjectStore((state) => state.project?.signedIn ?? null);
  if (signedIn !== null) return <p>{text.cohort.signedInAs(signedIn.code)}</p>;
  return (
    <>
      <ReaderField />
      <p className={classes.hint}>{text.settings.readerHint}</p>
    </>
  );
}
