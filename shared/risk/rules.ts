import type { VertebralLevel } from '../dicom/levels';
import type { EvidenceId, Fracture, Reading, RuleId } from '../findings/reading';
import { allOf, anyOf, type Finding, negate } from './finding';
import {
  afterKyphoplasty,
  atThoracolumbarJunction,
  canalCompromise,
  cleft,
  cordCompression,
  inferiorType,
  kyphoplastyPlannedOrDone,
  neurologicalDeficit,
  painRefractory,
  preoperativeRadiculopathy,
  radicularSymptoms,
  rimDisrupted,
  rimIntact,
  rimToBeRead,
  rootCompression,
} from './inputs';

/** Version of the rules and their texts. Changes whenever an assessment of the same findings would change. */
export const ruleSetVersion = '1.0';

export const disclaimer = 'For research and decision support; not a diagnosis.';

/** A rule: when it applies, what it says and what it rests on. */
export interface Rule {
  id: RuleId;
  /** `pathway` rules decide, the first that applies; `hold` withholds one; `flag` and `watch` stand beside it. */
  kind: 'pathway' | 'hold' | 'flag' | 'watch';
  title: string;
  when: string;
  says: string;
  evidence: EvidenceId[];
  /** Of `evidence`, what stands against the rule. */
  against: EvidenceId[];
  /** The findings it rests on, once for the patient (level null) or once for each fracture. */
  weigh: (reading: Reading) => { level: VertebralLevel | null; finding: Finding }[];
}

type Weigh = Rule['weigh'];

function forPatient(of: (reading: Reading) => Finding): Weigh {
  return (reading) => [{ level: null, finding: of(reading) }];
}

function forEachFracture(of: (fracture: Fracture, reading: Reading) => Finding): Weigh {
  return (reading) =>
    reading.fractures.map((fracture) => ({ level: fracture.level, finding: of(fracture, reading) }));
}

/** R1–R10 in the order in which they are weighed. */
export const rules: readonly Rule[] = [
  {
    id: 'R1',
    kind: 'pathway',
    title: 'Decompression and instrumentation',
    when: 'Neurological deficit, or cord or root compression on imaging',
    says: 'Emergent neural decompression with posterior instrumentation; kyphoplasty is not considered.',
    evidence: ['E12'],
    against: [],
    weigh: (reading) => [
      ...forPatient(neurologicalDeficit)(reading),
      ...forEachFracture((fracture) => anyOf(cordCompression(fracture), rootCompression(fracture)))(reading),
    ],
  },
  {
    id: 'R2',
    kind: 'pathway',
    title: 'Conservative treatment first',
    when: 'Conservative treatment not yet tried or not failed',
    says:
      'Conservative treatment first: thoracolumbosacral orthosis, bed rest, oral analgesics; osteoporosis work-up and ' +
      'treatment; teriparatide has been suggested.',
    evidence: ['E12'],
    against: [],
    weigh: forPatient((reading) => negate(painRefractory(reading))),
  },
  {
    id: 'R3',
    kind: 'pathway',
    title: 'Kyphoplasty with posterior decompression and instrumentation',
    when: 'Pain refractory, posterior rim disrupted or canal compromised',
    says:
      'Kyphoplasty combined with posterior decompression and instrumentation might be effective and safe (the authors’ ' +
      'standard); vertebroplasty may carry less risk of pushing a fragment, as it uses no balloon.',
    evidence: ['E2', 'E14', 'E11', 'E12'],
    against: ['E14'],
    weigh: forEachFracture((fracture, reading) =>
      allOf(painRefractory(reading), anyOf(rimDisrupted(fracture), canalCompromise(fracture))),
    ),
  },
  {
    id: 'R4',
    kind: 'pathway',
    title: 'Kyphoplasty may be an alternative',
    when: 'Pain refractory, posterior rim intact and no canal stenosis',
    says: 'Kyphoplasty may be an alternative.',
    evidence: ['E12'],
    against: [],
    weigh: forEachFracture((fracture, reading) =>
      allOf(painRefractory(reading), rimIntact(fracture), negate(canalCompromise(fracture))),
    ),
  },
  {
    id: 'R5',
    kind: 'hold',
    title: 'Read the posterior rim first',
    when: 'Posterior rim not assessable or unread',
    says: 'No pathway rests on this rim: read it first, for example on CT.',
    evidence: ['E2', 'E14'],
    against: ['E14'],
    weigh: forEachFracture(rimToBeRead),
  },
  {
    id: 'R6',
    kind: 'flag',
    title: 'Inferior-type fracture',
    when: 'Fracture of the inferior type',
    says: 'Inferior-type fractures are more related to radiculopathy.',
    evidence: ['E10'],
    against: [],
    weigh: forEachFracture(inferiorType),
  },
  {
    id: 'R7',
    kind: 'flag',
    title: 'Pre-operative radiculopathy',
    when: 'Radiculopathy before the procedure',
    says: 'A relative contraindication for kyphoplasty in the authors’ opinion; debated.',
    evidence: ['E10'],
    against: [],
    weigh: forPatient(preoperativeRadiculopathy),
  },
  {
    id: 'R8',
    kind: 'flag',
    title: 'Intravertebral cleft',
    when: 'Intravertebral cleft present',
    says: 'Predisposes to refracture of the treated vertebra.',
    evidence: ['E7'],
    against: [],
    weigh: forEachFracture(cleft),
  },
  {
    id: 'R9',
    kind: 'watch',
    title: 'Watch weeks 2 to 16',
    when: 'Kyphoplasty planned or performed at T11–L3 (T12, L2 and their neighbours)',
    says:
      'Watch weeks 2–16 for groin or lower abdominal pain (T12–L1) and anterior thigh pain (L2–L3); then MRI, or CT if ' +
      'cement artefact hides the canal.',
    evidence: ['E1', 'E3', 'E4', 'E13'],
    against: [],
    weigh: forEachFracture((fracture, reading) =>
      allOf(atThoracolumbarJunction(fracture), kyphoplastyPlannedOrDone(reading)),
    ),
  },
  {
    id: 'R10',
    kind: 'watch',
    title: 'Symptoms after kyphoplasty',
    when: 'Radicular symptoms entered after kyphoplasty',
    says:
      'Decompression with instrumentation; decompression alone recurred in the one case where it was tried. Weigh the ' +
      'general condition.',
    evidence: ['E3', 'E13'],
    against: [],
    weigh: forPatient((reading) => allOf(afterKyphoplasty(reading), radicularSymptoms(reading))),
  },
];
