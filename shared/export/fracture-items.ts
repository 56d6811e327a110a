import {
  answerSchema,
  canalSchema,
  type Fragment,
  fractureContextSchema,
  fracturePatternSchema,
  fragmentSchema,
  fractureItems as notAssessableItems,
  presenceSchema,
  rimCellNames,
  rimCellStateSchema,
  rimStatusSchema,
  ruleIds,
} from '../findings/reading';
import type { Answer, Item } from './column';
import { chosen, excused, ofFracture, plain, valuesOf } from './item-builders';
import { rulesInWords } from './reading-items';
import type { Row } from './row';

const confidence = ['1', '2', '3', '4', '5'];
const context = fractureContextSchema.shape;

/** `fragmentTransverse` as a column name: `fragment_transverse`. */
function snakeCase(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`).replaceAll('-', '_');
}

function reasonOf({ reasons }: Row, item: (typeof notAssessableItems)[number]): string | null {
  return reasons.get(item) ?? null;
}

/** An answer about the fragment is asked only where there is one. */
function ofFragment(fragment: Fragment, row: Row, value: string | null): Answer {
  const reason = reasonOf(row, 'fragment');
  if (value !== null) return chosen(value, reason);
  if (fragment.presence === 'absent') return { missing: 'NOT_ASKED' };
  if (fragment.presence === 'not-assessable') return { missing: 'NOT_ASSESSABLE', reason };
  return excused(row, 'fragment');
}

const rimCells: readonly Item[] = rimCellNames.map((cell) =>
  ofFracture(
    {
      ...plain,
      name: `rim_${snakeCase(cell)}`,
      meaning:
        `Posterior rim, ${cell.replace('-', ' third, ')} column (patient's side). interrupted: cortical interruption ` +
        'without displacement; displaced: retropulsed fragment',
      type: 'choice',
      values: valuesOf(rimCellStateSchema),
      missing: ['UNREAD', 'NOT_ASSESSABLE'],
      source: `fractures[].rim.cells.${cell}`,
    },
    ({ rim }, row) => chosen(rim.cells[cell], reasonOf(row, 'rim')),
  ),
);

const contacts: readonly Item[] = (
  [
    ['thecalSac', 'thecal sac'],
    ['cord', 'cord'],
    ['root', 'root'],
  ] as const
).map(([structure, words]) =>
  ofFracture(
    {
      ...plain,
      name: `fragment_contact_${snakeCase(structure)}`,
      meaning: `Contact of the fragment with the ${words}`,
      type: 'choice',
      values: valuesOf(fragmentSchema.shape.contact.shape[structure]),
      missing: ['NOT_ASKED'],
      source: `fractures[].fragment.contact.${structure}`,
    },
    ({ fragment }, row) => ofFragment(fragment, row, fragment.contact[structure]),
  ),
);

const reasonItems: readonly Item[] = notAssessableItems.map((item) =>
  ofFracture(
    {
      ...plain,
      name: `reason_${snakeCase(item)}`,
      meaning: `Why the reader could not assess ${snakeCase(item).replaceAll('_', ' ')}; empty where no reason was given`,
      type: 'text',
      missing: ['NOT_ASKED'],
      source: `fractures[].notAssessable[] where item is ${item}`,
    },
    (_fracture, row) => {
      const value = reasonOf(row, item);
      return value === null ? { missing: 'NOT_ASKED' } : { value };
    },
  ),
);

/** What is judged of a fracture, measurements apart. */
export const fractureItems: readonly Item[] = [
  ofFracture(
    {
      ...plain,
      name: 'pattern',
      meaning: 'Fracture pattern, MRI type of Kanchiku 2003',
      type: 'choice',
      values: valuesOf(fracturePatternSchema),
      source: 'fractures[].pattern',
    },
    ({ pattern }, row) => chosen(pattern, reasonOf(row, 'pattern')),
  ),
  ofFracture(
    {
      ...plain,
      name: 'endplates',
      meaning: 'Endplates involved',
      type: 'choice',
      values: valuesOf(context.endplates),
      source: 'fractures[].context.endplates',
    },
    ({ context: { endplates } }, row) => chosen(endplates, reasonOf(row, 'pattern')),
  ),
  ofFracture(
    {
      ...plain,
      name: 'osteoporotic_fracture_class',
      meaning: 'AO Spine–DGOU classification of osteoporotic fractures; optional. Not a grade of the rim',
      type: 'choice',
      values: valuesOf(context.osteoporoticFractureClass),
      source: 'fractures[].context.osteoporoticFractureClass',
    },
    ({ context: { osteoporoticFractureClass } }, row) =>
      chosen(osteoporoticFractureClass, reasonOf(row, 'pattern')),
  ),
  ofFracture(
    {
      ...plain,
      name: 'oedema',
      meaning: 'Bone marrow oedema on STIR: acuity',
      type: 'choice',
      values: valuesOf(presenceSchema),
      source: 'fractures[].context.oedema',
    },
    ({ context: { oedema } }, row) => chosen(oedema, reasonOf(row, 'context')),
  ),
  ofFracture(
    {
      ...plain,
      name: 'intravertebral_cleft',
      meaning: 'Intravertebral cleft',
      type: 'choice',
      values: valuesOf(presenceSchema),
      source: 'fractures[].context.intravertebralCleft',
    },
    ({ context: { intravertebralCleft } }, row) => chosen(intravertebralCleft, reasonOf(row, 'context')),
  ),
  ...rimCells,
  ofFracture(
    {
      ...plain,
      name: 'rim_status',
      meaning:
        'Posterior rim as a whole, derived from the nine cells: disrupted if any is interrupted or displaced; else ' +
        'NOT_ASSESSABLE if any is; else UNREAD if any is; else intact',
      type: 'choice',
      values: valuesOf(rimStatusSchema),
      missing: ['UNREAD', 'NOT_ASSESSABLE'],
      source: 'fractures[].rim.status',
    },
    ({ rim }, row) => chosen(rim.status, reasonOf(row, 'rim')),
  ),
  ofFracture(
    {
      ...plain,
      name: 'rim_confidence',
      meaning: "The reader's confidence in the rim, 1 (guess) to 5 (certain)",
      type: 'integer',
      unit: '1',
      values: confidence,
      source: 'fractures[].rim.confidence',
    },
    ({ rim }) => chosen(rim.confidence),
  ),
  ofFracture(
    {
      ...plain,
      name: 'fragment_presence',
      meaning: 'Retropulsed fragment',
      type: 'choice',
      values: valuesOf(fragmentSchema.shape.presence),
      source: 'fractures[].fragment.presence',
    },
    ({ fragment }, row) => chosen(fragment.presence, reasonOf(row, 'fragment'), excused(row, 'fragment')),
  ),
  ofFracture(
    {
      ...plain,
      name: 'fragment_side',
      meaning: "Side of the fragment (patient's side)",
      type: 'choice',
      values: valuesOf(fragmentSchema.shape.side),
      missing: ['NOT_ASKED'],
      source: 'fractures[].fragment.side',
    },
    ({ fragment }, row) => ofFragment(fragment, row, fragment.side),
  ),
  ofFracture(
    {
      ...plain,
      name: 'fragment_reaches_foramen',
      meaning: 'Whether the fragment reaches the foramen',
      type: 'choice',
      values: valuesOf(answerSchema),
      missing: ['NOT_ASKED'],
      source: 'fractures[].fragment.reachesForamen',
    },
    ({ fragment }, row) => ofFragment(fragment, row, fragment.reachesForamen),
  ),
  ...contacts,
  ofFracture(
    {
      ...plain,
      name: 'canal_compromise',
      meaning: "The reader's judgement: canal narrowed at this level",
      type: 'choice',
      values: valuesOf(canalSchema.shape.compromise),
      source: 'fractures[].canal.compromise',
    },
    ({ canal }, row) => chosen(canal.compromise, reasonOf(row, 'canal'), excused(row, 'canal')),
  ),
  ofFracture(
    {
      ...plain,
      name: 'measurement_confidence',
      meaning: "The reader's confidence in the measurements, 1 (guess) to 5 (certain)",
      type: 'integer',
      unit: '1',
      values: confidence,
      missing: ['NOT_ASKED'],
      source: 'fractures[].measurementConfidence',
    },
    ({ measurementConfidence }, row) =>
      chosen(measurementConfidence, null, {
        missing: row.reasons.has('landmarks') ? 'NOT_ASKED' : 'NOT_ANSWERED',
      }),
  ),
  ...reasonItems,
  ofFracture(
    {
      ...plain,
      name: 'risk_rules_fracture',
      meaning: 'The rules that apply to this fracture; none: no rule does',
      type: 'list',
      values: [...ruleIds, 'none'],
      source: 'risk.rules[] of this level',
    },
    ({ level }, { reading }) => rulesInWords(reading, level),
  ),
];
