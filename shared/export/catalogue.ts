import { canBeLeftOut } from './asked-by-protocol';
import type { Item, KeyColumn } from './column';
import { fractureItems } from './fracture-items';
import { keyColumns, provenanceColumns } from './key-columns';
import { measurementItems, otherMeasurements } from './measurement-items';
import { readingItems } from './reading-items';

/** Whose reading a row is about: the first columns of both tables. */
export const columnsBefore: readonly KeyColumn[] = keyColumns;

/** Everything the protocol asks, in the order of the tables. Tables and code book are made from this catalogue alone. */
export const items: readonly Item[] = [...readingItems, ...fractureItems, ...measurementItems].map((item) =>
  canBeLeftOut(item) && !item.missing.includes('NOT_ASKED')
    ? { ...item, missing: [...item.missing, 'NOT_ASKED'] }
    : item,
);

/** The last columns of the wide table. */
export const columnsAfter: readonly KeyColumn[] = [otherMeasurements, ...provenanceColumns];
