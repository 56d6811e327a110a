import { IconAlertTriangle, IconBan, IconCheck, IconInfoCircle } from '@tabler/icons-react';
import type { FindingSeverity } from '../../shared/dicom/geometry-finding';
import type { Stack } from '../../shared/dicom/model';
import { text } from '../ui/text';
import classes from './geometry-verdict.module.css';
import { severityWords, shortList, verdictLine, worstSeverity } from './geometry-words';

/** A mark and a line of words: whether a stack can be measured, and what stands against it or is to be known. */
export function GeometryVerdict({ stack }: { stack: Pick<Stack, 'geometry' | 'sliceStep'> }) {
  const severity = worstSeverity(stack);
  return (
    <span className={classes.line}>
      <Mark severity={severity} isGood={severity === 'note'} />
      <span>{verdictLine(stack)}</span>
    </span>
  );
}

/** Everything found about the geometry of a stack, in full sentences, the most severe first. */
export function GeometryFindings({ stack }: { stack: Pick<Stack, 'geometry' | 'label'> }) {
  return (
    <ul className={classes.list} aria-label={text.viewer.geometryOf(stack.label)}>
      {stack.geometry.map(({ code, severity, sentence }) => (
        <li key={code} className={classes.line} data-code={code}>
          <Mark severity={severity} isGood={code === 'even-step'} />
          <span>
            {severity === 'blocks measuring' && <b>{capital(severityWords[severity])}: </b>}
            {sentence}
          </span>
        </li>
      ))}
    </ul>
  );
}

/** What must be known before measuring, in short words behind a mark; nothing where there is nothing. */
export function Cautions({ stack }: { stack: Pick<Stack, 'geometry'> }) {
  const found = shortList(stack.geometry, 'caution');
  if (found === '') return null;
  return (
    <span className={classes.line}>
      <Mark severity="caution" isGood={false} />
      <span>{found}</span>
    </span>
  );
}

function Mark({ severity, isGood }: { severity: FindingSeverity; isGood: boolean }) {
  const Icon =
    severity === 'blocks measuring'
      ? IconBan
      : severity === 'caution'
        ? IconAlertTriangle
        : isGood
          ? IconCheck
          : IconInfoCircle;
  const named =
    severity === 'caution' ? { role: 'img', 'aria-label': text.viewer.caution } : { 'aria-hidden': true };
  return <Icon size={12} className={classes.mark} data-severity={severity} {...named} />;
}

function capital(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}
