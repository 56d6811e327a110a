import type {
  Contact,
  Fracture,
  FracturePattern,
  Presence,
  RimCellState,
} from '../../shared/findings/reading';

/** One answer a group of radio buttons offers. `hint` is said after the word by assistive technology and in a tooltip. */
export interface Option<V extends string> {
  value: V;
  label: string;
  hint?: string;
}

/** The words the form uses for the values of the reading document. */
export const answerOptions: readonly Option<'yes' | 'no' | 'unknown'>[] = [
  { value: 'yes', label: 'yes' },
  { value: 'no', label: 'no' },
  { value: 'unknown', label: 'unknown' },
];

export const presenceOptions: readonly Option<NonNullable<Presence>>[] = [
  { value: 'present', label: 'present' },
  { value: 'absent', label: 'absent' },
  { value: 'not-assessable', label: 'not assessable' },
];

export const patternOptions: readonly Option<NonNullable<FracturePattern>>[] = [
  { value: 'superior', label: 'superior' },
  { value: 'inferior', label: 'inferior' },
  { value: 'central', label: 'central' },
  { value: 'anterior', label: 'anterior' },
  { value: 'posterior', label: 'posterior' },
  { value: 'total', label: 'total' },
  { value: 'not-assessable', label: 'not assessable' },
];

export const endplateOptions: readonly Option<NonNullable<Fracture['context']['endplates']>>[] = [
  { value: 'superior', label: 'superior' },
  { value: 'inferior', label: 'inferior' },
  { value: 'both', label: 'both' },
  { value: 'none', label: 'none' },
  { value: 'not-assessable', label: 'not assessable' },
];

export const osteoporoticFractureOptions: readonly Option<
  NonNullable<Fracture['context']['osteoporoticFractureClass']>
>[] = [
  { value: 'OF1', label: 'OF1', hint: 'no deformation, oedema only' },
  { value: 'OF2', label: 'OF2', hint: 'deformation, posterior wall involved below 1/5' },
  { value: 'OF3', label: 'OF3', hint: 'deformation, posterior wall involved above 1/5' },
  { value: 'OF4', label: 'OF4', hint: 'loss of the frame, collapse or pincer type' },
  { value: 'OF5', label: 'OF5', hint: 'distraction or rotation injury' },
  { value: 'not-assessable', label: 'not assessable' },
];

export const contactOptions: readonly Option<NonNullable<Contact>>[] = [
  { value: 'none', label: 'none' },
  { value: 'contact', label: 'contact' },
  { value: 'compression', label: 'compression' },
  { value: 'not-assessable', label: 'n/a', hint: 'not assessable' },
];

export const sideOptions: readonly Option<NonNullable<Fracture['fragment']['side']>>[] = [
  { value: 'right', label: 'right' },
  { value: 'right-central', label: 'right-central' },
  { value: 'central', label: 'central' },
  { value: 'left-central', label: 'left-central' },
  { value: 'left', label: 'left' },
  { value: 'both', label: 'both' },
];

/** What the rim map says for a state. */
export const rimStateWords: Record<RimCellState, string> = {
  unread: 'unread',
  intact: 'intact',
  interrupted: 'interrupted',
  displaced: 'displaced',
  'not-assessable': 'not assessable',
};
