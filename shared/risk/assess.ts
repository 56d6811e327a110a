import type { VertebralLevel } from '../dicom/levels';
import type { Reading, Risk, RuleId } from '../findings/reading';
import { disclaimer, type Rule, ruleSetVersion, rules } from './rules';

type Pathway = NonNullable<Risk['pathway']>;
const pathways: readonly RuleId[] = ['R1', 'R2', 'R3', 'R4'] satisfies Pathway[];

function isPathway(id: RuleId): id is Pathway {
  return pathways.includes(id);
}

/** One rule weighed against the patient (level null) or one fracture. */
export interface WeighedRule {
  rule: Rule;
  level: VertebralLevel | null;
  /** true: applies; false: does not; null: cannot be told until `missing` is known. */
  applies: boolean | null;
  /** The findings it rests on, in words. */
  inputs: string[];
  /** The findings it lacks, in words. */
  missing: string[];
}

/** What the rules say about a reading, in full. */
export interface Explanation {
  weighed: WeighedRule[];
  /** The first of R1–R4 that applies to the patient or to any fracture. */
  pathway: Pathway | null;
  /** What each fracture by itself leads to, and whether its rim has to be read first (R5). */
  perFracture: { level: VertebralLevel; pathway: Pathway | null; readRimFirst: boolean }[];
  /** What the rules lack, in words, each once. */
  missing: string[];
}

/** Without a fracture only what happened after a procedure is weighed. */
function rulesFor(reading: Reading): readonly Rule[] {
  const noFracture = reading.fracturePresence === 'absent' && reading.fractures.length === 0;
  return noFracture ? rules.filter((rule) => rule.id === 'R10') : rules;
}

function firstPathway(weighed: readonly WeighedRule[]): Pathway | null {
  for (const { rule, applies } of weighed) if (applies === true && isPathway(rule.id)) return rule.id;
  return null;
}

/** Weighs every rule of the set against a reading and says what applies, what does not and what cannot be told. */
export function explain(reading: Reading): Explanation {
  const weighed = rulesFor(reading).flatMap((rule) =>
    rule.weigh(reading).map(
      ({ level, finding }): WeighedRule => ({
        rule,
        level,
        applies: finding.truth,
        inputs: [...new Set(finding.known)],
        missing: [...new Set(finding.missing)],
      }),
    ),
  );
  const perFracture = reading.fractures.map(({ level }) => {
    const own = weighed.filter((one) => one.level === level || one.level === null);
    const readRimFirst = own.some((one) => one.rule.id === 'R5' && one.applies === true);
    return { level, pathway: firstPathway(own), readRimFirst };
  });
  const noLevel = reading.fractures.length === 0 && reading.fracturePresence !== 'absent';
  const missing = [
    ...(noLevel ? ['fracture: no level marked'] : []),
    ...weighed.flatMap((one) => one.missing),
  ];
  return { weighed, pathway: firstPathway(weighed), perFracture, missing: [...new Set(missing)] };
}

/**
 * The assessment stored with a reading: the rules that apply, the pathway (first of R1–R4 that applies), what they
 * rest on and what is missing. Findings, rules and evidence only; never a probability for a patient.
 */
export function assess(reading: Reading): Risk {
  const { weighed, pathway, missing } = explain(reading);
  return {
    ruleSetVersion,
    pathway,
    rules: weighed
      .filter((one) => one.applies === true)
      .map(({ rule, level, inputs }) => ({ id: rule.id, level, evidence: [...rule.evidence], inputs })),
    missing,
    disclaimer,
  };
}
