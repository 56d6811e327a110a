import { z } from 'zod';

/** Which stack a viewport is to show: scored by plane (always), weighting, coverage and detail. */
export const hangingRuleSchema = z.strictObject({
  plane: z.enum(['sagittal', 'axial', 'coronal']),
  weighting: z.enum(['T2', 'T1', 'STIR', 'PD']),
  /** What decides between stacks that fit alike: more slices, or smaller pixels. */
  prefers: z.enum(['coverage', 'detail']).default('coverage'),
});
export type HangingRule = z.infer<typeof hangingRuleSchema>;

/** What the images of a step of the reading are looked at for. */
export const hangingViews = [
  'levels',
  'landmarks',
  'rim',
  'fragment',
  'transverse',
  'canal',
  'oedema',
] as const;
export type HangingView = (typeof hangingViews)[number];

const stepHangingSchema = z.strictObject({
  rule: hangingRuleSchema,
  /** So much of the spine, mm, is to fill the image at least as large; null: the whole image. */
  extent: z.number().min(30).max(500).nullable(),
});
export type StepHanging = z.infer<typeof stepHangingSchema>;

const sagittalT2 = { plane: 'sagittal', weighting: 'T2' } as const;
const axialT2 = { plane: 'axial', weighting: 'T2' } as const;
const rule = (value: z.input<typeof hangingRuleSchema>) => hangingRuleSchema.parse(value);

const firstOpening: readonly HangingRule[] = [
  sagittalT2,
  { plane: 'sagittal', weighting: 'T1' } as const,
  { plane: 'sagittal', weighting: 'STIR' } as const,
  axialT2,
  { plane: 'axial', weighting: 'T1' } as const,
  { plane: 'coronal', weighting: 'T2' } as const,
  { plane: 'axial', weighting: 'STIR' } as const,
  { plane: 'coronal', weighting: 'STIR' } as const,
  { plane: 'sagittal', weighting: 'PD' } as const,
].map(rule);

const firstSteps: Readonly<Record<HangingView, StepHanging>> = {
  levels: { rule: rule(sagittalT2), extent: null },
  landmarks: { rule: rule(sagittalT2), extent: 150 },
  rim: { rule: rule(sagittalT2), extent: 150 },
  fragment: { rule: rule(sagittalT2), extent: 150 },
  transverse: { rule: rule(axialT2), extent: 130 },
  canal: { rule: rule(axialT2), extent: 130 },
  oedema: { rule: rule({ plane: 'sagittal', weighting: 'STIR' }), extent: null },
};

const view = (name: HangingView) => stepHangingSchema.default(firstSteps[name]);

const sideSchema = z.int().min(1).max(3);

/** How many viewports there are: rows of columns. */
export const layoutSchema = z
  .strictObject({ rows: sideSchema, columns: sideSchema })
  .default({ rows: 2, columns: 2 });
export type Layout = z.infer<typeof layoutSchema>;

/** Where stacks are put when a study is opened, and what each step of the reading brings in front of the reader. */
export const hangingProtocolSchema = z.strictObject({
  /** On opening. */
  layout: layoutSchema,
  /** The viewports in order, row by row; a layout of fewer takes the first ones. */
  opening: z
    .array(hangingRuleSchema)
    .length(firstOpening.length)
    .default([...firstOpening]),
  steps: z
    .strictObject({
      levels: view('levels'),
      landmarks: view('landmarks'),
      rim: view('rim'),
      fragment: view('fragment'),
      transverse: view('transverse'),
      canal: view('canal'),
      oedema: view('oedema'),
    })
    .default(firstSteps),
});
export type HangingProtocol = z.infer<typeof hangingProtocolSchema>;

/** The hanging protocol of a reader who has chosen none. */
export const firstHangingProtocol: HangingProtocol = hangingProtocolSchema.parse({});
