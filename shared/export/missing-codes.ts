/**
 * Why there is no value. Written in capitals wherever a value of the findings could stand, since values are never in
 * capitals with an underscore; blank never means normal.
 */
export const missingCodes = {
  NOT_ANSWERED: 'the reader has not answered or measured it',
  NOT_ASSESSABLE: 'the reader says that it cannot be assessed on these images',
  UNREAD: 'nobody has looked at this cell of the rim map, or a cell that decides the rim status',
  REFUSED: 'its points were placed, but no value may be computed from them; the reason says why',
  NOT_ASKED:
    'another answer (no fragment: no side of the fragment) or the protocol of the study leaves it out',
  NO_FRACTURE: 'the reader found no fracture in the study',
} as const;

export type MissingCode = keyof typeof missingCodes;

/** What stands in a status column: that there is a value, or why there is none. */
export const statuses = ['VALUE', ...Object.keys(missingCodes)];
