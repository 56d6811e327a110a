import type { EvidenceId } from '../../shared/findings/reading';
import { cohortFigure } from '../../shared/risk/cohort-figure';
import { evidence } from '../../shared/risk/evidence';
import styles from './assessment.module.css';

/** What a source reports: statement, figures, the cohort's proportions with exact intervals, source and caution. */
export function EvidenceNote({ id, against }: { id: EvidenceId; against: boolean }) {
  const { title, statement, numbers, proportions, source, caution } = evidence[id];
  return (
    <section
      className={styles.evidence}
      data-against={against}
      aria-label={`Evidence ${id}`}
      data-evidence={id}
    >
      <h3>
        {id} · {title}
        {against ? ' (stands against)' : ''}
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
          <div className={styles.source}>In the cohort, with exact Clopper–Pearson intervals:</div>
          <dl aria-label={`Proportions of the cohort, ${id}`}>
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
