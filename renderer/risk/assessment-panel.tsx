import { useMemo, useState } from 'react';
import type { EvidenceId, Reading } from '../../shared/findings/reading';
import { type Explanation, explain, type WeighedRule } from '../../shared/risk/assess';
import { disclaimer, ruleSetVersion } from '../../shared/risk/rules';
import { text } from '../ui/text';
import styles from './assessment.module.css';
import { EvidenceNote } from './evidence-note';

/** What the rules say about the reading, while it is being read. Its words all come from shared/risk. */
export function AssessmentPanel({ reading }: { reading: Reading }) {
  const explanation = useMemo(() => explain(reading), [reading]);
  const applying = explanation.weighed.filter((one) => one.applies === true);
  const severalLevels = reading.fractures.length > 1;
  return (
    <>
      <section className={styles.assessment} aria-label={text.risk.assessment}>
        <h2 className={styles.title}>{text.risk.title(ruleSetVersion)}</h2>
        <p className={styles.pathway}>{pathwayTitle(explanation, reading)}</p>
        {applying.map((one) => (
          <RuleEntry key={`${one.rule.id} ${one.level}`} weighed={one} showsLevel={severalLevels} />
        ))}
        {explanation.missing.length > 0 && (
          <div className={styles.rule} data-kind="missing">
            <span className={styles.tag} aria-hidden="true">
              ?
            </span>
            <span className={styles.inputs}>
              {text.risk.stillNeeds(explanation.missing.map(withoutState).join('; '))}
            </span>
          </div>
        )}
      </section>
      <div className={styles.disclaimer}>{disclaimer}</div>
    </>
  );
}

/** A missing finding without the words that it is missing. */
function withoutState(finding: string): string {
  return finding.replace(/: not answered$/, '');
}

function pathwayTitle({ pathway, weighed }: Explanation, reading: Reading): string {
  const deciding = weighed.find((one) => one.rule.id === pathway && one.applies === true);
  if (deciding !== undefined) return deciding.rule.title;
  const hold = weighed.find((one) => one.rule.kind === 'hold' && one.applies === true);
  if (reading.fracturePresence === 'absent') return text.risk.noFracture;
  return hold === undefined ? text.risk.noPathwayYet : text.risk.noPathway(hold.rule.title.toLowerCase());
}

/** A rule that applies, with its evidence to open in place; counter-evidence opens with what it stands against. */
function RuleEntry({ weighed, showsLevel }: { weighed: WeighedRule; showsLevel: boolean }) {
  const { rule, level, inputs } = weighed;
  const [open, setOpen] = useState<readonly EvidenceId[]>([]);
  const toggle = (id: EvidenceId) => {
    // E14 stands against E2: E2 is never shown without it.
    const both: readonly EvidenceId[] = ['E2', 'E14'];
    setOpen((shown) => {
      if (shown.includes(id)) return shown.filter((one) => one !== id && !(id === 'E14' && one === 'E2'));
      return [...new Set([...shown, ...(id === 'E2' ? both : [id])])];
    });
  };
  return (
    <div className={styles.rule} data-kind={rule.kind} data-rule={rule.id}>
      <span className={styles.tag}>{rule.id}</span>
      <div>
        {showsLevel && level !== null ? <b>{level}: </b> : null}
        {rule.says}{' '}
        {rule.evidence.map((id) => (
          <span key={id}>
            {rule.against.includes(id) ? <span className={styles.inputs}> {text.risk.against} </span> : null}
            <button
              type="button"
              className={styles.evidenceButton}
              aria-expanded={open.includes(id)}
              aria-label={rule.against.includes(id) ? text.risk.evidenceAgainst(id) : text.risk.evidence(id)}
              onClick={() => toggle(id)}
            >
              {id}
            </button>
          </span>
        ))}
        <div className={styles.inputs}>{inputs.join('; ')}</div>
        {rule.evidence
          .filter((id) => open.includes(id))
          .map((id) => (
            <EvidenceNote key={id} id={id} against={rule.against.includes(id)} />
          ))}
      </div>
    </div>
  );
}
