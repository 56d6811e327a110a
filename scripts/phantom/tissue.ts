/** The three contrasts of the phantom, in the order of the signal table's columns. */
export const contrasts = ['T1', 'T2', 'STIR'] as const;
export type Contrast = (typeof contrasts)[number];

/** Relative signal of a tissue at 1.5 T for T1, T2 (both fast spin echo) and STIR. Plausible, not quantitative. */
const signals = {
  air: [0, 0, 0],
  skin: [330, 260, 150],
  subcutaneousFat: [920, 640, 50],
  fat: [800, 540, 45],
  muscle: [300, 135, 125],
  fascia: [130, 70, 35],
  marrow: [520, 375, 95],
  cortex: [60, 28, 14],
  oedema: [225, 430, 640],
  fractureLine: [110, 120, 400],
  cleftFluid: [150, 980, 980],
  basivertebralVein: [470, 640, 420],
  nucleus: [290, 560, 610],
  nucleusDark: [270, 170, 120],
  annulus: [190, 70, 45],
  ligament: [150, 75, 45],
  cerebrospinalFluid: [135, 1020, 1050],
  cord: [350, 390, 350],
  root: [330, 400, 380],
  ganglion: [340, 360, 420],
  epiduralFat: [880, 610, 50],
  epiduralVein: [330, 560, 460],
  flowVoid: [55, 40, 40],
  slowBlood: [180, 190, 330],
  kidney: [340, 420, 520],
  liver: [430, 210, 190],
  bowelWall: [330, 270, 250],
  bowelContent: [260, 380, 330],
  gas: [12, 12, 10],
  jointFluid: [190, 760, 760],
} as const satisfies Record<string, readonly [number, number, number]>;

export type Tissue = keyof typeof signals;

/** Signal of a tissue, [T1, T2, STIR]. */
export function tissueSignal(tissue: Tissue): readonly [number, number, number] {
  return signals[tissue];
}
