import { createHash } from 'node:crypto';
import type { LookUpTable, PixelFormat, Presentation } from '../../shared/dicom/model';
import type { DataSet } from './data-set';
import { Tag } from './tags';

const channels = [
  {
    descriptor: Tag.RedPaletteColorLookupTableDescriptor,
    data: Tag.RedPaletteColorLookupTableData,
    segments: Tag.SegmentedRedPaletteColorLookupTableData,
  },
  {
    descriptor: Tag.GreenPaletteColorLookupTableDescriptor,
    data: Tag.GreenPaletteColorLookupTableData,
    segments: Tag.SegmentedGreenPaletteColorLookupTableData,
  },
  {
    descriptor: Tag.BluePaletteColorLookupTableDescriptor,
    data: Tag.BluePaletteColorLookupTableData,
    segments: Tag.SegmentedBluePaletteColorLookupTableData,
  },
] as const;

/** What of an image's header says how its values become a picture, beyond rescale and window; null for nothing. */
export function presentationOf(dataSet: DataSet, pixels: PixelFormat): Presentation<LookUpTable> | null {
  const signed = pixels.pixelRepresentation === 1;
  const presentation: Presentation<LookUpTable> = {};
  const padding = dataSet.has(Tag.PixelPaddingValue) ? paddingRange(dataSet, pixels) : null;
  if (padding !== null) presentation.padding = padding;
  const modality = tableOfItem(dataSet.items(Tag.ModalityLUTSequence)[0], signed);
  if (modality !== null) presentation.modalityTable = modality;
  const voi = tableOfItem(dataSet.items(Tag.VOILUTSequence)[0], signed);
  if (voi !== null) presentation.voiTable = voi;
  if (pixels.photometricInterpretation === 'PALETTE COLOR') {
    const [red, green, blue] = channels.map(({ descriptor, data, segments }) =>
      tableOf(dataSet.words(descriptor), dataSet.words(data), dataSet.words(segments), signed),
    );
    if (red && green && blue) presentation.palette = [red, green, blue];
  }
  return Object.keys(presentation).length === 0 ? null : presentation;
}

/** PixelPaddingValue and PixelPaddingRangeLimit are written as US or SS: what counts is PixelRepresentation. */
function paddingRange(
  dataSet: DataSet,
  { bitsAllocated, pixelRepresentation }: PixelFormat,
): readonly [number, number] | null {
  const value = dataSet.number(Tag.PixelPaddingValue);
  if (value === null) return null;
  const asStored = (written: number) => {
    if (bitsAllocated > 16) return written;
    const word = written & (2 ** bitsAllocated - 1);
    return pixelRepresentation === 1 && word >= 2 ** (bitsAllocated - 1) ? word - 2 ** bitsAllocated : word;
  };
  const ends = [asStored(value), asStored(dataSet.number(Tag.PixelPaddingRangeLimit) ?? value)] as const;
  return [Math.min(...ends), Math.max(...ends)];
}

function tableOfItem(item: DataSet | undefined, signed: boolean): LookUpTable | null {
  if (item === undefined) return null;
  return tableOf(item.words(Tag.LUTDescriptor), item.words(Tag.LUTData), new Uint16Array(0), signed);
}

/**
 * A look-up table from its descriptor (count, first value, bits) and its entries, as words, as bytes packed two in a
 * word, or as segments (PS3.3 C.7.9.2); null where they do not fit together.
 */
function tableOf(
  descriptor: Uint16Array,
  data: Uint16Array,
  segments: Uint16Array,
  signed: boolean,
): LookUpTable | null {
  const [written, first, statedBits] = descriptor;
  if (written === undefined || first === undefined || statedBits === undefined) return null;
  const count = written === 0 ? 0x10000 : written;
  let entries: Uint16Array;
  if (segments.length > 0) entries = expandSegments(segments, count);
  else if (data.length < count) {
    if (2 * data.length < count) return null;
    entries = Uint16Array.from({ length: count }, (_, index) =>
      index % 2 === 0 ? (data[index >> 1] ?? 0) & 0xff : (data[index >> 1] ?? 0) >> 8,
    );
  } else entries = data.subarray(0, count);
  if (entries.length < count) return null;
  const largest = entries.reduce((most, entry) => Math.max(most, entry), 0);
  // Some writers state 16 bits for entries of 8 and the other way round.
  const bits = largest > 0xff ? Math.max(statedBits, 32 - Math.clz32(largest)) : statedBits;
  const bytes = Buffer.alloc(2 * count);
  entries.forEach((entry, index) => {
    bytes.writeUInt16LE(entry, 2 * index);
  });
  const table = {
    first: signed && first > 0x7fff ? first - 0x10000 : first,
    bits: Math.min(16, Math.max(8, bits)),
    entries: bytes.toString('base64'),
  };
  const name = createHash('sha256').update(JSON.stringify(table)).digest('base64url');
  return { name, ...table };
}

/** More segments than this no table needs: one an entry, and as many that refer to others. */
const mostSegments = 2 * 0x10000;

/** The entries of a segmented table: discrete, linear and indirect segments (PS3.3 C.7.9.2). */
function expandSegments(words: Uint16Array, count: number): Uint16Array {
  const entries = new Uint16Array(count);
  let filled = 0;
  let segmentsLeft = mostSegments;
  const expand = (start: number, segmentCount: number, nested: boolean) => {
    let position = start;
    for (let done = 0; done < segmentCount && position + 1 < words.length && filled < count; done++) {
      if (segmentsLeft-- <= 0) return;
      const [kind = 3, length = 0] = words.subarray(position, position + 2);
      position += 2;
      if (kind === 0) {
        for (const entry of words.subarray(position, position + length)) {
          if (filled < count) entries[filled++] = entry;
        }
        position += length;
      } else if (kind === 1) {
        const from = entries[filled - 1] ?? 0;
        const to = words[position++] ?? 0;
        for (let step = 1; step <= length && filled < count; step++)
          entries[filled++] = Math.round(from + ((to - from) * step) / length);
      } else if (kind === 2 && !nested) {
        expand((words[position] ?? 0) + (words[position + 1] ?? 0) * 0x10000, length, true);
        position += 2;
      } else return;
    }
  };
  expand(0, Number.POSITIVE_INFINITY, false);
  return entries.subarray(0, filled);
}
