import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { withDerivedValues } from '../findings/derive';
import { emptyReading, exampleReading, rimCellsWith } from '../findings/example-reading';
import {
  createFracture,
  evidenceIds,
  type Fracture,
  type Reading,
  type Risk,
  rimCellNames,
} from '../findings/reading';
import { assess, explain } from './assess';
import { cohortFigure } from './cohort-figure';
import { evidence } from './evidence';
import { rules } from './rules';

interface Case {
  what: string;
  level?: Fracture['level'];
  rim?: 'intact' | 'interrupted' | 'displaced' | 'not-assessable' | 'unread';
  canal?: Fracture['canal']['compromise'];
  fragment?: Fracture['fragment']['presence'];
  contact?: Partial<Fracture['fragment']['contact']>;
  pattern?: Fracture['pattern'];
  cleft?: Fracture['context']['intravertebralCleft'];
  clinical?: Partial<Omit<Reading['clinical'], 'followUp'>>;
  followUp?: Partial<Reading['clinical']['followUp']>;
  pathway: Risk['pathway'];
  rules: string[];
  missing?: string[];
}

/** A fracture about which everything is known and nothing is wrong, then what the case changes. */
function readingOf(one: Case): Reading {
  const empty = emptyReading();
  const level = one.level ?? 'L4';
  const fracture = createFracture(level);
  const cells = rimCellsWith(one.rim === undefined ? {} : { 'middle-central': one.rim });
  return withDerivedValues({
    ...empty,
    fracturePresence: 'present',
    fractures: [
      {
        ...fracture,
        pattern: one.pattern === undefined ? 'superior' : one.pattern,
        rim: { ...fracture.rim, cells: { ...fracture.rim.cells, ...cells } },
        canal: { ...fracture.canal, compromise: one.canal === undefined ? 'absent' : one.canal },
        fragment: {
          ...fracture.fragment,
          presence: one.fragment === undefined ? 'absent' : one.fragment,
          contact: { ...fracture.fragment.contact, ...one.contact },
        },
        context: {
          ...fracture.context,
          intravertebralCleft: one.cleft === undefined ? 'absent' : one.cleft,
        },
      },
    ],
    clinical: {
      ...empty.clinical,
      neurologicalDeficit: 'no',
      preoperativeRadiculopathy: 'no',
      painRefractory: 'yes',
      plannedProcedure: 'conservative',
      ...one.clinical,
      followUp: { ...empty.clinical.followUp, ...one.followUp },
    },
  });
}

const cases: Case[] = [
  { what: 'nothing wrong, refractory', pathway: 'R4', rules: ['R4 L4'] },
  { what: 'deficit', clinical: { neurologicalDeficit: 'yes' }, pathway: 'R1', rules: ['R1', 'R4 L4'] },
  {
    what: 'cord compression before conservative care',
    fragment: 'present',
    contact: { cord: 'compression', root: 'none' },
    clinical: { painRefractory: 'no' },
    pathway: 'R1',
    rules: ['R1 L4', 'R2'],
  },
  {
    what: 'root compression',
    fragment: 'present',
    contact: { cord: 'none', root: 'compression' },
    rim: 'displaced',
    pathway: 'R1',
    rules: ['R1 L4', 'R3 L4'],
  },
  {
    what: 'contact is not compression',
    fragment: 'present',
    contact: { cord: 'contact', root: 'contact' },
    rim: 'interrupted',
    pathway: 'R3',
    rules: ['R3 L4'],
  },
  {
    what: 'conservative care not failed, rim disrupted',
    rim: 'displaced',
    clinical: { painRefractory: 'no' },
    pathway: 'R2',
    rules: ['R2'],
  },
  { what: 'refractory, rim interrupted', rim: 'interrupted', pathway: 'R3', rules: ['R3 L4'] },
  { what: 'refractory, rim intact, canal narrow', canal: 'present', pathway: 'R3', rules: ['R3 L4'] },
  {
    what: 'rim unread',
    rim: 'unread',
    pathway: null,
    rules: ['R5 L4'],
    missing: ['posterior rim of L4: 1 of 9 cells unread'],
  },
  {
    what: 'rim not assessable',
    rim: 'not-assessable',
    pathway: null,
    rules: ['R5 L4'],
    missing: ['posterior rim of L4: not assessable'],
  },
  {
    what: 'rim not assessable, canal narrow',
    rim: 'not-assessable',
    canal: 'present',
    pathway: 'R3',
    rules: ['R3 L4', 'R5 L4'],
    missing: ['posterior rim of L4: not assessable'],
  },
  {
    what: 'canal not answered, rim intact',
    canal: null,
    pathway: null,
    rules: [],
    missing: ['canal compromise at L4: not answered'],
  },
  {
    what: 'canal not answered, rim disrupted: nothing more is needed',
    canal: null,
    rim: 'displaced',
    pathway: 'R3',
    rules: ['R3 L4'],
  },
  {
    what: 'refractory unknown',
    clinical: { painRefractory: 'unknown' },
    pathway: null,
    rules: [],
    missing: ['pain refractory to conservative care: unknown'],
  },
  {
    what: 'deficit not answered',
    clinical: { neurologicalDeficit: null },
    pathway: 'R4',
    rules: ['R4 L4'],
    missing: ['neurological deficit: not answered'],
  },
  {
    what: 'contact not answered, fragment present',
    fragment: 'present',
    rim: 'displaced',
    pathway: 'R3',
    rules: ['R3 L4'],
    missing: ['contact with the cord at L4: not answered', 'contact with the root at L4: not answered'],
  },
  { what: 'inferior type', pattern: 'inferior', pathway: 'R4', rules: ['R4 L4', 'R6 L4'] },
  {
    what: 'pattern not assessable',
    pattern: 'not-assessable',
    pathway: 'R4',
    rules: ['R4 L4'],
    missing: ['pattern of L4: not assessable'],
  },
  {
    what: 'radiculopathy before',
    clinical: { preoperativeRadiculopathy: 'yes' },
    pathway: 'R4',
    rules: ['R4 L4', 'R7'],
  },
  { what: 'cleft', cleft: 'present', pathway: 'R4', rules: ['R4 L4', 'R8 L4'] },
  ...(['T11', 'T12', 'L1', 'L2', 'L3'] as const).map(
    (level): Case => ({
      what: `kyphoplasty planned at ${level}`,
      level,
      clinical: { plannedProcedure: 'kyphoplasty' },
      pathway: 'R4',
      rules: [`R4 ${level}`, `R9 ${level}`],
    }),
  ),
  ...(['T10', 'L4'] as const).map(
    (level): Case => ({
      what: `kyphoplasty planned at ${level}`,
      level,
      clinical: { plannedProcedure: 'kyphoplasty' },
      pathway: 'R4',
      rules: [`R4 ${level}`],
    }),
  ),
  {
    what: 'vertebroplasty planned at L2',
    level: 'L2',
    clinical: { plannedProcedure: 'vertebroplasty' },
    pathway: 'R4',
    rules: ['R4 L2'],
  },
  {
    what: 'planned procedure not answered at L2',
    level: 'L2',
    clinical: { plannedProcedure: null },
    pathway: 'R4',
    rules: ['R4 L2'],
    missing: ['planned procedure: not answered'],
  },
  {
    what: 'symptoms after kyphoplasty at T12',
    level: 'T12',
    followUp: { procedure: 'kyphoplasty', radicularSymptoms: 'yes' },
    pathway: 'R4',
    rules: ['R4 T12', 'R9 T12', 'R10'],
  },
  {
    what: 'symptoms after vertebroplasty',
    followUp: { procedure: 'vertebroplasty', radicularSymptoms: 'yes' },
    pathway: 'R4',
    rules: ['R4 L4'],
  },
  {
    what: 'kyphoplasty performed, symptoms not answered',
    followUp: { procedure: 'kyphoplasty' },
    pathway: 'R4',
    rules: ['R4 L4'],
    missing: ['radicular symptoms after the procedure: not answered'],
  },
];

describe('assessment', () => {
  it.each(cases)('$what: $pathway', (one) => {
    const risk = assess(readingOf(one));
    expect(risk.pathway).toBe(one.pathway);
    expect(risk.rules.map(({ id, level }) => (level === null ? id : `${id} ${level}`))).toEqual(one.rules);
    expect(risk.missing).toEqual(one.missing ?? []);
    expect(risk.ruleSetVersion).toBe('1.0');
    expect(risk.disclaimer).toContain('not a diagnosis');
    for (const rule of risk.rules) expect(rule.inputs.length).toBeGreaterThan(0);
  });

  it('says what a fresh reading lacks, and has no pathway', () => {
    const risk = assess(emptyReading());
    expect(risk.pathway).toBeNull();
    expect(risk.rules).toEqual([]);
    expect(risk.missing).toContain('fracture: no level marked');
    expect(risk.missing).toContain('neurological deficit: not answered');
  });

  it('has nothing to weigh without a fracture but what came after a procedure', () => {
    const absent: Reading = { ...emptyReading(), fracturePresence: 'absent' };
    expect(assess(absent)).toMatchObject({ pathway: null, rules: [], missing: [] });
    const { clinical } = absent;
    const followUp = { ...clinical.followUp, procedure: 'kyphoplasty', radicularSymptoms: 'yes' } as const;
    expect(assess({ ...absent, clinical: { ...clinical, followUp } }).rules.map((rule) => rule.id)).toEqual([
      'R10',
    ]);
  });

  it('decides by the first rule over all fractures and keeps each fracture’s own', () => {
    const intact = readingOf({ what: '', level: 'T12', pathway: null, rules: [] });
    const breached = readingOf({ what: '', level: 'L2', rim: 'displaced', pathway: null, rules: [] });
    const unread = readingOf({ what: '', level: 'L4', rim: 'unread', pathway: null, rules: [] });
    const fractures = [intact, breached, unread].flatMap((reading) => reading.fractures);
    const explained = explain({ ...intact, fractures });
    expect(explained.pathway).toBe('R3');
    expect(explained.perFracture).toEqual([
      { level: 'T12', pathway: 'R4', readRimFirst: false },
      { level: 'L2', pathway: 'R3', readRimFirst: false },
      { level: 'L4', pathway: null, readRimFirst: true },
    ]);
  });

  it('never applies a pathway that needs a rim nobody could read', () => {
    fc.assert(
      fc.property(fc.constantFrom(...cases), fc.constantFrom(...rimCellNames), (one, cell) => {
        const reading = readingOf({ ...one, canal: 'absent' });
        const fractures = reading.fractures.map((fracture) => ({
          ...fracture,
          rim: { ...fracture.rim, cells: { ...fracture.rim.cells, ...rimCellsWith({ [cell]: 'unread' }) } },
        }));
        const ids = assess(withDerivedValues({ ...reading, fractures })).rules.map((rule) => rule.id);
        expect(ids).toContain('R5');
        expect(ids).not.toContain('R3');
        expect(ids).not.toContain('R4');
      }),
    );
  });
});

describe('evidence', () => {
  it('is complete, sourced, and shows E14 wherever E2 is', () => {
    expect(Object.keys(evidence)).toEqual([...evidenceIds]);
    for (const rule of rules) {
      expect(rule.evidence.length).toBeGreaterThan(0);
      if (rule.evidence.includes('E2')) expect(rule.against).toContain('E14');
      for (const id of rule.against) expect(rule.evidence).toContain(id);
    }
    for (const { id, source, statement } of Object.values(evidence)) {
      expect(source, id).not.toBe('');
      expect(statement, id).not.toBe('');
    }
    expect(evidence.E8.caution).toContain('0.13 %');
  });

  it('shows proportions as the cohort’s, with exact intervals', () => {
    expect(evidence.E1.proportions.map(cohortFigure)).toEqual(['4 of 251 = 1.6 % (95 % CI 0.44–4.0 %)']);
    expect(evidence.E2.proportions.map(cohortFigure)).toEqual([
      '4 of 4 = 100 % (95 % CI 39.8–100 %)',
      '0 of 247 = 0 % (95 % CI 0–1.5 %)',
    ]);
    expect(evidence.E8.proportions.map(cohortFigure)).toEqual(['4 of 3175 = 0.13 % (95 % CI 0.03–0.32 %)']);
  });

  it('is stored with the reading, without a probability anywhere', () => {
    const { risk } = exampleReading();
    expect(risk?.pathway).toBe('R3');
    expect(JSON.stringify(risk)).not.toMatch(/probab|%/i);
  });
});
