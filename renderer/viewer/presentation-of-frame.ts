import type { LookUpTable } from '../../shared/dicom/model';
import type { PresentationJob, Table } from '../pixels/presentation-job';
import { displayGeometry } from './display-geometry';
import type { IndexedFrame } from './image-index';

/** What the decoder must know to make the displayed picture of a frame. */
export function presentationJob({ stack, frame, lookUpTables }: IndexedFrame): PresentationJob {
  const { columns, rows, transposed, mirroredColumns, mirroredRows } = displayGeometry(stack, frame);
  const { modalityTable, voiTable, palette, ...plain } = frame.presentation ?? {};
  const table = (name: string | undefined) => decodedTable(lookUpTables[name ?? '']);
  const [red, green, blue] = (palette ?? []).map(table);
  return {
    turn: { columns, rows, transposed, mirroredColumns, mirroredRows },
    rescaleSlope: frame.rescaleSlope,
    rescaleIntercept: frame.rescaleIntercept,
    window: frame.window,
    presentation: {
      ...plain,
      modalityTable: table(modalityTable),
      voiTable: table(voiTable),
      palette: red && green && blue ? [red, green, blue] : undefined,
    },
    inverted: stack.pixels.photometricInterpretation === 'MONOCHROME1',
  };
}

const decoded = new WeakMap<LookUpTable, Table>();

function decodedTable(table: LookUpTable | undefined): Table | undefined {
  if (table === undefined) return undefined;
  const known = decoded.get(table);
  if (known !== undefined) return known;
  const bytes = Uint8Array.from(atob(table.entries), (character) => character.charCodeAt(0));
  const result = { first: table.first, bits: table.bits, entries: new Uint16Array(bytes.buffer) };
  decoded.set(table, result);
  return result;
}
