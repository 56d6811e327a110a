import { create } from 'zustand';
import { neighbourLevel, type VertebralLevel } from '../../shared/dicom/levels';
import type { ReadingStep } from '../../shared/findings/completeness';
import type { LandmarkRef } from '../../shared/findings/landmark-order';
import type { PointRef } from './point-ref';
import type { Stroke } from './stroke';

/** The cards of the reading column, in order. */
export const stepIds = [
  'numbering',
  'fracture',
  'landmarks',
  'rim',
  'fragment',
  'canal',
  'context',
  'clinical',
] as const;
export type StepId = (typeof stepIds)[number];

/** The card that holds a step of the reading protocol. */
export const cardOfStep: Record<ReadingStep, StepId> = {
  numbering: 'numbering',
  levels: 'numbering',
  fracture: 'fracture',
  landmarks: 'landmarks',
  posteriorWall: 'landmarks',
  rim: 'rim',
  fragment: 'fragment',
  canal: 'canal',
  context: 'context',
  clinical: 'clinical',
};

/** What the fragment tool draws. */
export type FragmentPart = 'anteroPosterior' | 'cranioCaudal' | 'transverse' | 'apex';

interface ProtocolState {
  /** The open card; null where all are closed. */
  step: StepId | null;
  /** The fracture being read; null: the first of the reading. */
  fractureLevel: VertebralLevel | null;
  /** What the next click of the level tool is called, and which way it counts on: −1 towards the head. */
  nextLevel: VertebralLevel;
  levelDirection: -1 | 1;
  /** The landmark the reader chose; null: the next one missing. */
  chosenLandmark: LandmarkRef | null;
  /** The part of the fragment the reader chose; null: the next one missing. */
  chosenPart: FragmentPart | null;
  /** The level the reader chose for the next outline; null: the one nearest to the slice. */
  chosenOutline: VertebralLevel | null;
  selected: PointRef | null;
  stroke: Stroke | null;
  /** A field of the form that wants the keyboard focus. */
  focus: { field: string; request: number } | null;
  /** The missing item the reader was last sent to. */
  visited: string | null;

  setStep: (step: StepId | null) => void;
  setFractureLevel: (level: VertebralLevel | null) => void;
  setNextLevel: (level: VertebralLevel) => void;
  setLevelDirection: (direction: -1 | 1) => void;
  /** Counts on from a level just marked; stays where the spine ends. */
  countOn: (from: VertebralLevel, marked: readonly VertebralLevel[]) => void;
  chooseLandmark: (landmark: LandmarkRef | null) => void;
  choosePart: (part: FragmentPart | null) => void;
  chooseOutline: (level: VertebralLevel | null) => void;
  select: (ref: PointRef | null) => void;
  setStroke: (stroke: Stroke | null) => void;
  requestFocus: (field: string) => void;
  visit: (itemId: string | null) => void;
  /** Forgets everything about the reading that was open. */
  reset: (step: StepId | null, fractureLevel: VertebralLevel | null, nextLevel: VertebralLevel) => void;
}

const initial = {
  step: 'numbering' as StepId | null,
  fractureLevel: null,
  nextLevel: 'L5' as VertebralLevel,
  levelDirection: -1 as const,
  chosenLandmark: null,
  chosenPart: null,
  chosenOutline: null,
  selected: null,
  stroke: null,
  focus: null,
  visited: null,
};

/** Where the reader is in the reading protocol. Not part of the document, except what `ViewState` keeps of it. */
export const useProtocolStore = create<ProtocolState>()((set) => ({
  ...initial,
  setStep: (step) => set({ step }),
  setFractureLevel: (fractureLevel) =>
    set({ fractureLevel, chosenLandmark: null, chosenPart: null, chosenOutline: null, stroke: null }),
  setNextLevel: (nextLevel) => set({ nextLevel }),
  setLevelDirection: (levelDirection) => set({ levelDirection }),
  countOn: (from, marked) =>
    set(({ levelDirection }) => {
      let next = neighbourLevel(from, levelDirection, marked);
      while (next !== null && marked.includes(next)) next = neighbourLevel(next, levelDirection, marked);
      return next === null ? {} : { nextLevel: next };
    }),
  chooseLandmark: (chosenLandmark) => set({ chosenLandmark }),
  choosePart: (chosenPart) => set({ chosenPart, stroke: null }),
  chooseOutline: (chosenOutline) => set({ chosenOutline }),
  select: (selected) => set({ selected }),
  setStroke: (stroke) => set({ stroke }),
  requestFocus: (field) => set(({ focus }) => ({ focus: { field, request: (focus?.request ?? 0) + 1 } })),
  visit: (visited) => set({ visited }),
  reset: (step, fractureLevel, nextLevel) => set({ ...initial, step, fractureLevel, nextLevel }),
}));
