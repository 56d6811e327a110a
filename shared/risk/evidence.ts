import type { EvidenceId } from '../findings/reading';

/** A proportion as counted in a cohort. */
export interface CohortProportion {
  label: string;
  count: number;
  of: number;
}

/** What a source reports, in its words and numbers. Never a probability for one patient. */
export interface Evidence {
  id: EvidenceId;
  title: string;
  /** What is reported, as reported. */
  statement: string;
  /** Figures of the source, a line each. */
  numbers: string[];
  /** Counts shown as the cohort's proportion, with an exact interval. */
  proportions: CohortProportion[];
  source: string;
  /** What to know before relying on it. */
  caution: string | null;
}

const lee =
  'Lee YH, Chen PQ, Wu CT. Delayed-onset radiculopathy caused by a retropulsed bone fragment after percutaneous ' +
  'kyphoplasty: report of four cases and literature review. BMC Musculoskelet Disord 2022;23:529';

function citedByLee(work: string): string {
  return `${work}, as reported in: ${lee}`;
}

const limits =
  'Retrospective, few cases, short follow-up; the mechanism is presumptive and neither fragment size nor the degree ' +
  'of canal compromise was measured (stated by the authors).';

/** The evidence the rules rest on, by id. */
export const evidence: Record<EvidenceId, Evidence> = {
  E1: {
    id: 'E1',
    title: 'Delayed radiculopathy after kyphoplasty',
    statement:
      'Four of 251 patients treated from January 2012 to January 2019 developed radiculopathy after percutaneous ' +
      'kyphoplasty, despite substantial relief of back pain.',
    numbers: ['4 of 251 patients', 'onset 2–16 weeks after the procedure (8, 8, 16 and 2 weeks)'],
    proportions: [{ label: 'radiculopathy after kyphoplasty', count: 4, of: 251 }],
    source: lee,
    caution: limits,
  },
  E2: {
    id: 'E2',
    title: 'Pre-operative posterior rim',
    statement:
      'The pre-operative MRI of the four patients who developed radiculopathy showed a disrupted posterior vertebral ' +
      'rim; the other 247 patients had an intact one.',
    numbers: [
      'rim disrupted in 4 of 4 patients with radiculopathy',
      'rim intact in 247 of 247 patients without radiculopathy',
    ],
    proportions: [
      { label: 'rim disrupted, among patients with radiculopathy', count: 4, of: 4 },
      { label: 'rim disrupted, among patients without radiculopathy', count: 0, of: 247 },
    ],
    source: lee,
    caution: `${limits} E14 stands against it.`,
  },
  E3: {
    id: 'E3',
    title: 'The four cases',
    statement: 'Four women with osteoporosis; no cement leakage and no pedicle violation was observed.',
    numbers: [
      'T12, 77 years, 8.0 cc of cement: groin pain at 8 weeks; decompression and instrumentation; full relief',
      'L2, 78 years, 4.0 cc: anterior thigh pain at 8 weeks; decompression alone; recurrence with further collapse ' +
        'and restenosis 4 months later; then decompression and instrumentation; died of intracranial haemorrhage ' +
        '7 days after',
      'T12, 68 years, 4.5 cc: groin pain at 16 weeks; decompression and instrumentation; full relief',
      'L2, 89 years, 5.0 cc: anterior thigh pain at 2 weeks; decompression and instrumentation; full relief',
    ],
    proportions: [],
    source: lee,
    caution: limits,
  },
  E4: {
    id: 'E4',
    title: 'Symptoms depend on the level',
    statement:
      'Symptoms vary with the compressed level. Instead of classic sciatic pain, lower abdominal and inguinal pain are ' +
      'the most common symptoms, so diagnosis is likely to be delayed.',
    numbers: [],
    proportions: [],
    source: lee,
    caution: null,
  },
  E5: {
    id: 'E5',
    title: 'Complications of kyphoplasty',
    statement: 'Meta-analysis of the complications of kyphoplasty.',
    numbers: [
      'extravertebral cement leakage 8.1 %',
      'adjacent vertebral fracture 9.4 %',
      'pulmonary emboli 0.17 %',
      'perioperative mortality 0.13 %',
    ],
    proportions: [],
    source: citedByLee('Taylor et al.'),
    caution: null,
  },
  E6: {
    id: 'E6',
    title: 'Neurological deficits after cement augmentation',
    statement:
      'Of 14 patients with neurological deficits (4 after vertebroplasty, 10 after kyphoplasty), six had cement ' +
      'extravasation and eight a retropulsed fragment at the treated level or an adjacent fracture.',
    numbers: [
      'cement extravasation in 6 (2 vertebroplasty, 4 kyphoplasty)',
      'retropulsed fragment at the treated level or adjacent fracture in 8',
    ],
    proportions: [],
    source: citedByLee('Patel et al.'),
    caution: 'All 14 had a deficit: this gives no frequency among treated patients.',
  },
  E7: {
    id: 'E7',
    title: 'Refracture of the treated vertebra',
    statement:
      'Refracture is approximately 10–12 % and develops on average 3 months after surgery. Predisposing: intravertebral ' +
      'cleft (osteonecrosis) and cement without endplate contact.',
    numbers: ['refracture about 10–12 %', 'on average 3 months after surgery'],
    proportions: [],
    source: citedByLee('Kim; Lavelle'),
    caution: null,
  },
  E8: {
    id: 'E8',
    title: 'Cement leakage with deficit after vertebroplasty',
    statement:
      '3175 patients who underwent vertebroplasty; four had neurological deficits (0.26 %) caused by cement leakage.',
    numbers: ['4 of 3175 patients, reported as 0.26 %'],
    proportions: [{ label: 'deficit from cement leakage', count: 4, of: 3175 }],
    source: citedByLee('Hsieh et al.'),
    caution: 'The reported numbers do not agree: 4 of 3175 is 0.13 %, not 0.26 %. Shown as reported.',
  },
  E9: {
    id: 'E9',
    title: 'Cement leakage after kyphoplasty',
    statement:
      'Cement leakage in 10.6 %; one of 222 patients (0.45 %) had an L1 radiculopathy from cement extravasation and ' +
      'recovered after selective nerve block and rehabilitation.',
    numbers: ['cement leakage 10.6 %', 'L1 radiculopathy in 1 of 222 (0.45 %), recovered'],
    proportions: [{ label: 'L1 radiculopathy from cement', count: 1, of: 222 }],
    source: citedByLee('Majd'),
    caution: null,
  },
  E10: {
    id: 'E10',
    title: 'Inferior-type fracture and pre-operative radiculopathy',
    statement:
      'Among 59 patients with vertebral fractures, inferior-type fractures were more related to radiculopathy, which ' +
      'the source holds treatable by cement augmentation. The authors hold pre-operative radiculopathy a relative ' +
      'contraindication for kyphoplasty; the optimal treatment remains under debate.',
    numbers: ['59 patients'],
    proportions: [],
    source: citedByLee('Kim et al.'),
    caution: 'Opinion of the authors against the conclusion of the source they cite: debated.',
  },
  E11: {
    id: 'E11',
    title: 'Vertebroplasty with retropulsed fragments',
    statement:
      '21 patients with compression fractures and retropulsed fragments had vertebroplasty; the mean size of the ' +
      'fragments rose from 4.2 to 4.4 mm and no patient developed a new neurological symptom.',
    numbers: ['21 patients', 'mean fragment size 4.2 mm before, 4.4 mm after', 'no new neurological symptom'],
    proportions: [{ label: 'new neurological symptom', count: 0, of: 21 }],
    source: citedByLee('Hiwatashi'),
    caution: null,
  },
  E12: {
    id: 'E12',
    title: 'Pathway of the authors',
    statement:
      'Neurological deficit, or incapacitated by pain, and cord or root compression on imaging: emergent decompression ' +
      'and posterior instrumentation, no kyphoplasty. ' +
      'Otherwise conservative treatment first. Refractory with intact rim and no stenosis: kyphoplasty may be an ' +
      'alternative. Refractory with rim breach or canal compromise: kyphoplasty with posterior decompression and ' +
      'instrumentation might be an effective and safe option.',
    numbers: [],
    proportions: [],
    source: lee,
    caution: 'The current practice of one centre, not a tested protocol.',
  },
  E13: {
    id: 'E13',
    title: 'Once it has happened',
    statement:
      'MRI is needed to determine the cause, CT where cement spoils the MRI. Conservative treatment is usually ' +
      'unsatisfactory; in the authors’ experience only decompression, neurolysis and posterolateral fusion with pedicle ' +
      'screws relieved the symptoms. General condition and comorbidities should be considered.',
    numbers: [],
    proportions: [],
    source: lee,
    caution: limits,
  },
  E14: {
    id: 'E14',
    title: 'Counter-evidence: kyphoplasty with posterior wall disruption',
    statement:
      'Balloon kyphoplasty in 98 patients with posterior wall disruption (157 levels): 14 (9 %) asymptomatic leaks and ' +
      'no neurological symptom at 6 weeks.',
    numbers: ['98 patients, 157 levels', '14 asymptomatic leaks (9 %)', 'no neurological symptom at 6 weeks'],
    proportions: [
      { label: 'asymptomatic leak, per level', count: 14, of: 157 },
      { label: 'neurological symptom within 6 weeks, per patient', count: 0, of: 98 },
    ],
    source: 'Perez et al. Int J Spine Surg 2021;15(2):353',
    caution: 'Six weeks is shorter than the 2–16 weeks after which the symptoms of E1 began.',
  },
};
