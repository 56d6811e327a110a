/** The drawn column from the head down. S2 is drawn below S1 for the look of the sacrum; it is not a reading level. */
export const columnLevels = [
  'T8',
  'T9',
  'T10',
  'T11',
  'T12',
  'L1',
  'L2',
  'L3',
  'L4',
  'L5',
  'S1',
  'S2',
] as const;
export type ColumnLevel = (typeof columnLevels)[number];
