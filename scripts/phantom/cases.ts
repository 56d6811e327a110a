import type { Clinical, FracturePattern, RimCellName, RimCellState } from '../../shared/findings/reading';
import type { WallBulge } from './block';
import type { ColumnLevel } from './column-levels';

/** Inclusive limits of a stretch of posterior wall: fractions from PS (0) to PI (1), and lateral x in mm. */
export interface WallPatch {
  from: number;
  to: number;
  right: number;
  left: number;
}

/** How one vertebra is broken. */
export interface FractureDefinition {
  level: Exclude<ColumnLevel, 'S2' | 'S1' | 'T8'>;
  pattern: Exclude<FracturePattern, null>;
  endplates: 'superior' | 'inferior' | 'both' | 'none';
  /** How far each corner, and the middle of each endplate beyond its corners, is pressed into the body, mm. */
  press: { AS: number; PS: number; AI: number; PI: number; superior: number; inferior: number };
  /** The posterior wall beyond its sound place: `retropulsion` is RETRO-ADJ in mm. */
  bulge: (Omit<WallBulge, 'amplitude'> & { retropulsion: number }) | null;
  /** Where the dark cortical line is missing. */
  gaps: readonly WallPatch[];
  /** Stretches of the mid-sagittal wall trace that count as disrupted. */
  disrupted: readonly { from: number; to: number }[];
  rim: Record<RimCellName, RimCellState>;
  /** The displaced piece: its part of the wall and its depth in front of the wall, mm. */
  fragment:
    | (WallPatch & {
        depth: number;
        side: 'right' | 'central' | 'left' | 'right-central' | 'left-central' | 'both';
        reachesForamen: boolean;
        contact: Record<'thecalSac' | 'cord' | 'root', 'none' | 'contact' | 'compression'>;
      })
    | null;
  /** Fluid cleft in the anterior half of the body. */
  cleft: boolean;
}

/** What is known of the invented patient besides the images. */
export type ClinicalFacts = Omit<Clinical, 'followUp'>;

/** Layout of the sagittal series: mm and pixels. */
export interface SagittalLayout {
  rows: number;
  columns: number;
  /** mm between rows, mm between columns. */
  pixelSpacing: readonly [number, number];
  slices: number;
  thickness: number;
  step: number;
}

export interface PhantomDefinition {
  /** Folder and command-line name. */
  name: string;
  title: string;
  patient: { name: string; id: string; ageYears: number; sex: 'F' | 'M' };
  /** Everything random follows from this text; two cases of one patient share it. */
  seed: string;
  /** Size of the skeleton against the reference. */
  stature: number;
  discDegeneration: Record<ColumnLevel, number>;
  fractures: readonly FractureDefinition[];
  sagittal: SagittalLayout;
  /** Square axial images: pixels a side, mm a pixel. */
  axial: { size: number; pixelSpacing: number };
  /** How the patient lies in the scanner: turned about z, then about y (degrees), then shifted (mm). */
  posture: { aboutZ: number; aboutY: number; shift: readonly [number, number, number] };
  /** Centre and radius of a signal void from metal, anatomical coordinates relative to a vertebra's middle, mm. */
  metal: { level: ColumnLevel; offset: readonly [number, number, number]; radius: number } | null;
  encoding: 'classic' | 'enhanced';
  clinical: ClinicalFacts;
}

const intactRim: Record<RimCellName, RimCellState> = {
  'superior-right': 'intact',
  'superior-central': 'intact',
  'superior-left': 'intact',
  'middle-right': 'intact',
  'middle-central': 'intact',
  'middle-left': 'intact',
  'inferior-right': 'intact',
  'inferior-central': 'intact',
  'inferior-left': 'intact',
};

function degeneration(values: Partial<Record<ColumnLevel, number>>): Record<ColumnLevel, number> {
  const base = {
    T8: 0.5,
    T9: 0.5,
    T10: 0.45,
    T11: 0.4,
    T12: 0.3,
    L1: 0.2,
    L2: 0.15,
    L3: 0.3,
    L4: 0.6,
    L5: 0.7,
    S1: 0.8,
    S2: 1,
  };
  return { ...base, ...values };
}

const standardSagittal: SagittalLayout = {
  rows: 432,
  columns: 432,
  pixelSpacing: [0.75, 0.75],
  slices: 13,
  thickness: 4,
  step: 4.4,
};

const standardAxial = { size: 288, pixelSpacing: 0.7 };

const retropulsedT12: FractureDefinition = {
  level: 'T12',
  pattern: 'superior',
  endplates: 'superior',
  press: { AS: 5.2, PS: 1.6, AI: 0, PI: 0, superior: 4.2, inferior: 0 },
  bulge: {
    retropulsion: 4.4,
    start: 0.02,
    plateauStart: 0.17,
    plateauEnd: 0.4,
    end: 0.52,
    right: -5,
    left: 5,
    fade: 3,
  },
  gaps: [
    { from: 0.05, to: 0.13, right: -6, left: 6 },
    { from: 0.4, to: 0.5, right: -6, left: 6 },
  ],
  disrupted: [{ from: 0.05, to: 0.5 }],
  rim: { ...intactRim, 'superior-central': 'displaced', 'middle-central': 'interrupted' },
  fragment: {
    from: 0.05,
    to: 0.5,
    right: -6,
    left: 6,
    depth: 8,
    side: 'central',
    reachesForamen: false,
    contact: { thecalSac: 'compression', cord: 'none', root: 'none' },
  },
  cleft: false,
};

const retropulsedT12Phantom: PhantomDefinition = {
  name: 'a-t12-superior',
  title: 'T12 superior fracture',
  patient: { name: 'Phantom^A', id: 'PHANTOM-A', ageYears: 77, sex: 'F' },
  seed: 'rim-reader phantom A',
  stature: 0.99,
  discDegeneration: degeneration({}),
  fractures: [retropulsedT12],
  sagittal: standardSagittal,
  axial: standardAxial,
  posture: { aboutZ: 0, aboutY: 0, shift: [3.2, -12.5, 21.4] },
  metal: null,
  encoding: 'classic',
  clinical: {
    neurologicalDeficit: 'no',
    preoperativeRadiculopathy: 'no',
    painRefractory: 'yes',
    conservativeCareWeeks: 8,
    plannedProcedure: 'kyphoplasty',
  },
};

/** The phantom cases. Folder names, seeds and UIDs follow from these definitions alone. */
export const phantomCases: readonly PhantomDefinition[] = [
  retropulsedT12Phantom,
  {
    name: 'b-l2-left-foramen',
    title: 'L2 fracture, fragment to left foramen',
    patient: { name: 'Phantom^B', id: 'PHANTOM-B', ageYears: 78, sex: 'F' },
    seed: 'rim-reader phantom B',
    stature: 0.97,
    discDegeneration: degeneration({ L3: 0.5, L4: 0.8 }),
    fractures: [
      {
        level: 'L2',
        pattern: 'inferior',
        endplates: 'inferior',
        press: { AS: 0.8, PS: 0, AI: 4.2, PI: 3.6, superior: 0.4, inferior: 5 },
        bulge: {
          retropulsion: 8.6,
          start: 0.4,
          plateauStart: 0.52,
          plateauEnd: 0.84,
          end: 0.95,
          right: -2,
          left: 11,
          fade: 4,
        },
        gaps: [
          { from: 0.4, to: 0.5, right: -4, left: 14 },
          { from: 0.86, to: 0.95, right: -4, left: 14 },
        ],
        disrupted: [{ from: 0.4, to: 0.95 }],
        rim: {
          ...intactRim,
          'middle-central': 'displaced',
          'middle-left': 'displaced',
          'inferior-central': 'displaced',
          'inferior-left': 'displaced',
        },
        fragment: {
          from: 0.4,
          to: 0.95,
          right: -4,
          left: 14,
          depth: 12,
          side: 'left-central',
          reachesForamen: true,
          contact: { thecalSac: 'compression', cord: 'none', root: 'compression' },
        },
        cleft: false,
      },
    ],
    sagittal: standardSagittal,
    axial: standardAxial,
    posture: { aboutZ: 3, aboutY: -4, shift: [-6.1, 8.3, -15.2] },
    metal: null,
    encoding: 'classic',
    clinical: {
      neurologicalDeficit: 'no',
      preoperativeRadiculopathy: 'yes',
      painRefractory: 'yes',
      conservativeCareWeeks: 12,
      plannedProcedure: 'kyphoplasty',
    },
  },
  {
    name: 'c-l1-wedge-intact',
    title: 'L1 anterior wedge fracture, rim intact',
    patient: { name: 'Phantom^C', id: 'PHANTOM-C', ageYears: 72, sex: 'F' },
    seed: 'rim-reader phantom C',
    stature: 1,
    discDegeneration: degeneration({ L4: 0.35, L5: 0.9 }),
    fractures: [
      {
        level: 'L1',
        pattern: 'anterior',
        endplates: 'superior',
        press: { AS: 8.4, PS: 0.3, AI: 0.3, PI: 0, superior: 2, inferior: 0.2 },
        bulge: null,
        gaps: [],
        disrupted: [],
        rim: intactRim,
        fragment: null,
        cleft: false,
      },
    ],
    sagittal: { rows: 512, columns: 384, pixelSpacing: [0.625, 0.8], slices: 13, thickness: 4, step: 4.4 },
    axial: standardAxial,
    posture: { aboutZ: 0, aboutY: 0, shift: [-2.4, 4.1, 6.3] },
    metal: null,
    encoding: 'classic',
    clinical: {
      neurologicalDeficit: 'no',
      preoperativeRadiculopathy: 'no',
      painRefractory: 'yes',
      conservativeCareWeeks: 6,
      plannedProcedure: 'kyphoplasty',
    },
  },
  {
    name: 'd-no-fracture',
    title: 'no fracture',
    patient: { name: 'Phantom^D', id: 'PHANTOM-D', ageYears: 66, sex: 'M' },
    seed: 'rim-reader phantom D',
    stature: 1.03,
    discDegeneration: degeneration({ L4: 0.9, L5: 0.4, T12: 0.15 }),
    fractures: [],
    sagittal: standardSagittal,
    axial: standardAxial,
    posture: { aboutZ: 0, aboutY: 0, shift: [1.7, 2.2, -9.8] },
    metal: null,
    encoding: 'classic',
    clinical: {
      neurologicalDeficit: 'no',
      preoperativeRadiculopathy: 'no',
      painRefractory: 'no',
      conservativeCareWeeks: 0,
      plannedProcedure: null,
    },
  },
  {
    name: 'e-two-fractures',
    title: 'T12 and L3 fractures, metal over T12',
    patient: { name: 'Phantom^E', id: 'PHANTOM-E', ageYears: 81, sex: 'F' },
    seed: 'rim-reader phantom E',
    stature: 0.96,
    discDegeneration: degeneration({ L2: 0.5, L3: 0.7 }),
    fractures: [
      {
        level: 'T12',
        pattern: 'superior',
        endplates: 'superior',
        press: { AS: 6.4, PS: 0.8, AI: 0, PI: 0, superior: 2.6, inferior: 0 },
        bulge: null,
        gaps: [],
        disrupted: [],
        rim: {
          ...intactRim,
          'superior-left': 'not-assessable',
          'middle-left': 'not-assessable',
          'inferior-left': 'not-assessable',
        },
        fragment: null,
        cleft: true,
      },
      {
        level: 'L3',
        pattern: 'total',
        endplates: 'both',
        press: { AS: 2.6, PS: 1, AI: 2.2, PI: 0.8, superior: 4.6, inferior: 4 },
        bulge: {
          retropulsion: 2.2,
          start: 0.1,
          plateauStart: 0.4,
          plateauEnd: 0.58,
          end: 0.9,
          right: -7,
          left: 7,
          fade: 5,
        },
        gaps: [{ from: 0.45, to: 0.575, right: -6, left: 6 }],
        disrupted: [{ from: 0.45, to: 0.575 }],
        rim: { ...intactRim, 'middle-central': 'interrupted' },
        fragment: null,
        cleft: false,
      },
    ],
    sagittal: standardSagittal,
    axial: standardAxial,
    posture: { aboutZ: 0, aboutY: 1.9, shift: [0.6, -3.7, 4.9] },
    metal: { level: 'T12', offset: [24, -1, 2], radius: 15 },
    encoding: 'classic',
    clinical: {
      neurologicalDeficit: 'no',
      preoperativeRadiculopathy: 'no',
      painRefractory: 'yes',
      conservativeCareWeeks: 9,
      plannedProcedure: 'kyphoplasty',
    },
  },
  {
    ...retropulsedT12Phantom,
    name: 'f-t12-enhanced',
    title: 'T12 superior fracture, enhanced multi-frame',
    patient: { name: 'Phantom^F', id: 'PHANTOM-F', ageYears: 77, sex: 'F' },
    encoding: 'enhanced',
  },
];

/** The definition of a named case, or a sentence listing the names. */
export function phantomCase(name: string): PhantomDefinition {
  const found = phantomCases.find((candidate) => candidate.name === name);
  if (found === undefined) {
    throw new Error(
      `There is no phantom case "${name}". Cases: ${phantomCases.map((c) => c.name).join(', ')}.`,
    );
  }
  return found;
}
