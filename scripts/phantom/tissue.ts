/** The three contrasts of the phantom, in the order of a signal's values. */
export const contrasts = ['T1', 'T2', 'STIR'] as const;
export type Contrast = (typeof contrasts)[number];

/** Relative signal in each contrast. */
export type Signal = readonly [t1: number, t2: number, stir: number];

/** Relative signal of the tissues at 1.5 T (T1 and T2 fast spin echo, STIR). Plausible, not quantitative. */
export const tissues = {
  skin: [330, 260, 150],
  fat: [795, 555, 45],
  muscle: [300, 135, 125],
  fascia: [130, 70, 35],
  marrow: [520, 375, 95],
  cortex: [60, 28, 14],
  oedema: [225, 430, 640],
  fractureLine: [110, 120, 400],
  cleftFluid: [150, 900, 940],
  basivertebralVein: [470, 620, 380],
  nucleus: [290, 640, 650],
  nucleusDark: [270, 170, 120],
  annulus: [190, 70, 45],
  ligament: [150, 75, 45],
  cerebrospinalFluid: [135, 960, 1000],
  cord: [350, 390, 350],
  root: [330, 400, 380],
  ganglion: [340, 360, 420],
  epiduralVein: [330, 560, 460],
  flowingBlood: [110, 80, 60],
  slowBlood: [180, 190, 330],
  kidney: [340, 420, 520],
  liver: [430, 210, 190],
  bowelWall: [330, 270, 250],
  bowelContent: [230, 200, 190],
  gas: [12, 12, 10],
  jointFluid: [190, 760, 760],
} as const satisfies Record<string, Signal>;
