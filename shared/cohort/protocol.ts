import { z } from 'zod';
import { measurementMethods } from '../findings/reading';
import { hangingProtocolSchema } from '../ipc/hanging';

/** The format of the protocol document this program writes. A higher one is refused. */
export const currentProtocolFormat = 1;

/** What a protocol can ask of a reader, in the order of the reading protocol (domain of the findings document). */
export const protocolItems = [
  'numbering.method',
  'numbering.lstvSuspected',
  'numbering.confidence',
  'levels',
  'fracturePresence',
  'pattern',
  'landmarks',
  'posteriorWall',
  'rim.cells',
  'rim.confidence',
  'fragment.presence',
  'fragment.sizes',
  'fragment.side',
  'fragment.reachesForamen',
  'fragment.contact',
  'canal.compromise',
  'canal.outlines',
  'context.endplates',
  'context.osteoporoticFractureClass',
  'context.oedema',
  'context.intravertebralCleft',
  'measurementConfidence',
  'clinical.neurologicalDeficit',
  'clinical.preoperativeRadiculopathy',
  'clinical.painRefractory',
  'clinical.conservativeCareWeeks',
  'clinical.plannedProcedure',
  'clinical.followUp',
] as const;
export type ProtocolItem = (typeof protocolItems)[number];

/** Whether and when an item is asked. */
export const itemRuleSchema = z.strictObject({
  item: z.enum(protocolItems),
  asked: z.enum(['required', 'optional', 'no']),
  when: z
    .strictObject({ item: z.enum(protocolItems), oneOf: z.array(z.string()).min(1) })
    .nullable()
    .default(null)
    .describe('asked only where that item has one of these answers; null: always'),
  allowed: z
    .array(z.string())
    .min(1)
    .nullable()
    .default(null)
    .describe('the answers offered; null: all of the findings document'),
});
export type ItemRule = z.infer<typeof itemRuleSchema>;

/** A difference between the readings of a case that calls for an adjudicator. */
export const adjudicationCriterionSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('fracturePresence') }),
  z.strictObject({ kind: z.literal('level') }),
  z.strictObject({ kind: z.literal('rimStatus') }),
  z.strictObject({ kind: z.literal('rimCells'), moreThan: z.int().min(0).max(8) }),
  z.strictObject({ kind: z.literal('answer'), item: z.enum(protocolItems) }),
  z.strictObject({
    kind: z.literal('measurement'),
    method: z.enum(measurementMethods),
    moreThan: z.number().min(0).describe('in the unit of the method'),
  }),
]);
export type AdjudicationCriterion = z.infer<typeof adjudicationCriterionSchema>;

const readerCode = z.string().trim().min(1).max(64);
const seed = z.int().min(0).max(4294967295);

/** What is asked of whom, in what order, how blinded, and who decides where readers differ. */
export const protocolSchema = z
  .strictObject({
    format: z.literal(currentProtocolFormat),
    protocolId: z.uuid(),
    version: z.int().min(1).describe('counts on with every change after reading has begun'),
    title: z.string().trim().min(1).max(200),
    description: z.string().max(5000).default(''),
    createdAt: z.iso.datetime({ offset: true }),
    items: z.array(itemRuleSchema),
    methods: z.array(z.enum(measurementMethods)).min(1).describe('the measurements that are reported'),
    hanging: hangingProtocolSchema.nullable().default(null).describe("null: each reader's own"),
    order: z
      .discriminatedUnion('kind', [
        z.strictObject({ kind: z.literal('fixed') }),
        z.strictObject({ kind: z.literal('shuffled'), seed }),
      ])
      .describe(
        'of the cases; shuffled: for each reader differently, from the seed and the code of the reader',
      ),
    readingsPerCase: z.int().min(1).max(4),
    repeats: z
      .strictObject({ share: z.number().gt(0).max(1), afterDays: z.int().min(0).max(3650), seed })
      .nullable()
      .default(null)
      .describe('a share of the cases each reader reads again, for agreement with oneself'),
    blinding: z.strictObject({
      studyDates: z.boolean().describe('dates of studies are hidden'),
      otherReaders: z.boolean().describe('readings of others are hidden until all of the case are submitted'),
    }),
    adjudication: z
      .strictObject({
        adjudicators: z.array(readerCode).describe('codes of readers; empty: every reader with that role'),
        when: z.array(adjudicationCriterionSchema).min(1).describe('any of them'),
      })
      .nullable(),
    notAssessable: z
      .enum(['category', 'excluded'])
      .describe('how agreement counts not assessable and unread: as an answer, or left out and counted'),
  })
  .refine(({ items }) => new Set(items.map(({ item }) => item)).size === items.length, {
    path: ['items'],
    message: 'must name each item once',
  })
  .refine(({ items }) => protocolItems.every((item) => items.some((rule) => rule.item === item)), {
    path: ['items'],
    message: `must name every item: ${protocolItems.join(', ')}`,
  });
export type Protocol = z.infer<typeof protocolSchema>;

/** Items that are asked but may stay unanswered in the protocol of the domain. */
const optionalItems: readonly ProtocolItem[] = [
  'canal.outlines',
  'context.osteoporoticFractureClass',
  'clinical.conservativeCareWeeks',
  'clinical.followUp',
];

/**
 * The protocol of the domain: every item, two blinded readings a case in an order of each reader's own, and an
 * adjudicator where they differ in level or rim status or by more than 2 mm of retropulsion. `now`: ISO 8601 with offset.
 */
export function defaultProtocol(from: {
  protocolId: string;
  title: string;
  seed: number;
  now: string;
}): Protocol {
  return {
    format: currentProtocolFormat,
    protocolId: from.protocolId,
    version: 1,
    title: from.title,
    description: '',
    createdAt: from.now,
    items: protocolItems.map((item) => ({
      item,
      asked: optionalItems.includes(item) ? 'optional' : 'required',
      when: null,
      allowed: null,
    })),
    methods: [...measurementMethods],
    hanging: null,
    order: { kind: 'shuffled', seed: from.seed },
    readingsPerCase: 2,
    repeats: null,
    blinding: { studyDates: true, otherReaders: true },
    adjudication: {
      adjudicators: [],
      when: [
        { kind: 'fracturePresence' },
        { kind: 'level' },
        { kind: 'rimStatus' },
        { kind: 'measurement', method: 'RETRO-ADJ', moreThan: 2 },
      ],
    },
    notAssessable: 'category',
  };
}

/** Reads a protocol document. A newer format, or one that does not fit the schema, is refused with a sentence. */
export function parseProtocol(document: unknown): { protocol: Protocol } | { problem: string } {
  const format = z.object({ format: z.number() }).safeParse(document);
  if (format.success && format.data.format > currentProtocolFormat) {
    return {
      problem: `The protocol has format ${format.data.format}; this program knows formats up to ${currentProtocolFormat}. Open it with a newer version.`,
    };
  }
  const parsed = protocolSchema.safeParse(document);
  if (parsed.success) return { protocol: parsed.data };
  const [first] = parsed.error.issues;
  const place = first === undefined || first.path.length === 0 ? '' : ` at ${first.path.join('.')}`;
  return {
    problem: `The protocol cannot be used: ${first?.message ?? 'it does not fit the schema'}${place}. Correct the file and choose it again.`,
  };
}
