import { useReadingStore } from '../../reading/use-reading';
import { text } from '../../ui/text';
import classes from './adjudication.module.css';

/** Says in the header that the open reading decides upon others; nothing where it does not. */
export function AdjudicationMark() {
  const isAdjudication = useReadingStore((state) => (state.reading?.adjudicates.length ?? 0) > 0);
  return isAdjudication ? <b className={classes.mark}>{text.adjudication.title}</b> : null;
}
