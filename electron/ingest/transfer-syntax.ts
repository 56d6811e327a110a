/** Transfer syntaxes the header reader must know by name (PS3.5 annex A, PS3.6 annex A). */
export const TransferSyntax = {
  ImplicitLittleEndian: '1.2.840.10008.1.2',
  ExplicitLittleEndian: '1.2.840.10008.1.2.1',
  DeflatedExplicitLittleEndian: '1.2.840.10008.1.2.1.99',
  ExplicitBigEndian: '1.2.840.10008.1.2.2',
} as const;

const native: readonly string[] = Object.values(TransferSyntax);

/** JPEG baseline and extended, JPEG-LS near-lossless, JPEG 2000 and HTJ2K and JPEG XL without the lossless guarantee. */
const lossy: ReadonlySet<string> = new Set(
  ['50', '51', '53', '55', '81', '91', '93', '111', '112', '203'].map(
    (suffix) => `1.2.840.10008.1.2.4.${suffix}`,
  ),
);

/** How the elements of a data set are encoded. */
export interface ElementEncoding {
  explicit: boolean;
  littleEndian: boolean;
}

/** True where pixel data of this syntax are stored as they are, not as compressed fragments. */
export function isNative(transferSyntaxUid: string): boolean {
  return native.includes(transferSyntaxUid);
}

/** True where images of this syntax lose detail unless their header says otherwise (JPEG 2000, HTJ2K: may be either). */
export function isLossyOnly(transferSyntaxUid: string): boolean {
  return lossy.has(transferSyntaxUid) && !/\.(91|93|112|203)$/.test(transferSyntaxUid);
}

const valueRepresentations = new Set(
  (
    'AE AS AT CS DA DS DT FD FL IS LO LT OB OD OF OL OV OW PN SH SL SQ SS ST SV TM UC UI UL UN UR US UT UV' as const
  ).split(' '),
);

const longForm = new Set('OB OD OF OL OV OW SQ SV UC UN UR UT UV'.split(' '));

/** True for the value representations of PS3.5 table 6.2-1. */
export function isValueRepresentation(vr: string): boolean {
  return valueRepresentations.has(vr);
}

/** True where an explicit element of this value representation has a 32-bit length (PS3.5 7.1.2); so have unknown ones. */
function hasLongLength(vr: string): boolean {
  return longForm.has(vr) || !valueRepresentations.has(vr);
}

/** How the length of an element is written (PS3.5 7.1.2, 7.1.3): in 16 or 32 bits after the VR, or without a VR. */
export type LengthForm = 'short' | 'long' | 'implicit';

/** By first letter, then second: two capital letters are a value representation. */
const lengthForms: readonly (readonly LengthForm[])[] = letters((first) =>
  letters((second) => (hasLongLength(first + second) ? 'long' : 'short')),
);
const representations: readonly (readonly string[])[] = letters((first) =>
  letters((second) => first + second),
);

/** The length form that two bytes in the place of a value representation mean. */
export function lengthForm(first: number, second: number): LengthForm {
  return lengthForms[first]?.[second] ?? 'implicit';
}

/** The value representation of two bytes; '' where they are none. */
export function representation(first: number, second: number): string {
  return representations[first]?.[second] ?? '';
}

/** An array by the character codes of capital letters. */
function letters<Value>(valueFor: (letter: string) => Value): Value[] {
  const values: Value[] = [];
  for (let code = 0x41; code <= 0x5a; code += 1) values[code] = valueFor(String.fromCharCode(code));
  return values;
}

/**
 * How the data set starting at `offset` of `total` bytes is encoded, judged from its first element; null where it is
 * no element. Headers that lie about their syntax, or have none, are read by this.
 */
export function sniffEncoding(bytes: Uint8Array, offset: number, total: number): ElementEncoding | null {
  if (offset + 8 > bytes.length) return null;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (isValueRepresentation(String.fromCharCode(bytes[offset + 4] ?? 0, bytes[offset + 5] ?? 0))) {
    // Group numbers are small: 0008 in the other byte order is 0800.
    return { explicit: true, littleEndian: view.getUint16(offset, true) % 0x100 !== 0 };
  }
  const length = view.getUint32(offset + 4, true);
  return length === 0xffffffff || offset + 8 + length <= total
    ? { explicit: false, littleEndian: true }
    : null;
}

/**
 * True where bytes without the DICM prefix can be a data set: it starts with a group that data sets start with.
 */
export function startsDataSet(bytes: Uint8Array, total: number): boolean {
  const encoding = sniffEncoding(bytes, 0, total);
  if (encoding === null) return false;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return [0x0002, 0x0004, 0x0008, 0x0010].includes(view.getUint16(0, encoding.littleEndian));
}
