import type { EvidenceId } from '../../shared/findings/reading';
import { cohortFigure } from '../../shared/risk/cohort-figure';
import { evidence } from '../../shared/risk/evidence';
import { text } from '../ui/text';
import styles from './assessment.module.css';

/** What a source reports: statement, figures, the cohort's proportions with exact intervals, source and caution. */
export function EvidenceNote({ id, against }: { id: EvidenceId; against: boolean }) {
  const { title, statement, numbers, proportions, source, caution } = evidence[id];
  return (
    <section
      className={styles.evidence}
      data-against={against}
      aria-label={text.risk.evidence(id)}
      data-evidence={id}
    >
      <h3>
        {id} · {title}
        {against ? ` ${text.risk.standsAgainst}` : ''}
      </h3>
      <p>{statement}</p>
      {numbers.length > 0 && (
        <ul>
          {numbers.map((number) => (
            <li key={number}>{number}</li>
          ))}
        </ul>
      )}
      {proportions.length > 0 && (
        <>
          <div className={styles.source}>{text.risk.inCohort}</div>
          <dl aria-label={text.risk.proportions(id)}>
            {proportions.map((proportion) => (
              <div key={proportion.label}>
                <dt>{proportion.label}</dt>
                <dd>{cohortFigure(proportion)}</dd>
              </div>
            ))}
          </dl>
        </>
      )}
      {caution !== null && <p className={styles.caution}>{caution}</p>}
      <div className={styles.source}>{source}</div>
    </section>
  );
}
