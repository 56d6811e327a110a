/** How a test file is written. */
export interface Writing {
  explicit: boolean;
  littleEndian: boolean;
}

/** An element to write: a text, numbers of a binary type, bytes, or the items of a sequence. */
export interface TestElement {
  tag: number;
  vr: string;
  value: string | readonly number[] | Uint8Array | readonly (readonly TestElement[])[];
  /** Sequences with delimiters instead of lengths; for OB: encapsulated bytes that are already items. */
  undefinedLength?: boolean;
}

export const explicitLittleEndian: Writing = { explicit: true, littleEndian: true };
export const implicitLittleEndian: Writing = { explicit: false, littleEndian: true };
export const explicitBigEndian: Writing = { explicit: true, littleEndian: false };

const longForm = ['OB', 'OW', 'OV', 'SQ', 'UN', 'UT'];

/** An element of one tag, e.g. `element(0x00280010, 'US', [512])`. */
export function element(
  tag: number,
  vr: string,
  value: TestElement['value'],
  undefinedLength = false,
): TestElement {
  return { tag, vr, value, undefinedLength };
}

/** The bytes of a data set. */
export function writeDataSet(elements: readonly TestElement[], writing: Writing): Uint8Array {
  return Buffer.concat(elements.map((item) => writeElement(item, writing)));
}

/** A DICOM file: preamble, prefix, meta group with the transfer syntax, then the data set. */
export function writeFile(transferSyntaxUid: string, dataSet: Uint8Array): Uint8Array {
  const meta = writeDataSet([element(0x00020010, 'UI', transferSyntaxUid)], explicitLittleEndian);
  return Buffer.concat([new Uint8Array(128), Buffer.from('DICM'), meta, dataSet]);
}

/** A sequence item around encapsulated bytes. */
export function writeItem(bytes: Uint8Array): Uint8Array {
  return Buffer.concat([tagAndLength(0xfffee000, bytes.length, true), bytes]);
}

/** The end of encapsulated pixel data. */
export const sequenceDelimiter: Uint8Array = tagAndLength(0xfffee0dd, 0, true);

function writeElement(
  { tag, vr, value, undefinedLength = false }: TestElement,
  writing: Writing,
): Uint8Array {
  const bytes = writeValue(vr, value, undefinedLength, writing);
  const length = undefinedLength ? 0xffffffff : bytes.length;
  if (!writing.explicit) return Buffer.concat([tagAndLength(tag, length, writing.littleEndian), bytes]);
  const header = Buffer.alloc(longForm.includes(vr) ? 12 : 8);
  writeTag(header, tag, writing.littleEndian);
  header.write(vr, 4, 'latin1');
  const view = new DataView(header.buffer, header.byteOffset, header.length);
  if (header.length === 12) view.setUint32(8, length, writing.littleEndian);
  else view.setUint16(6, length, writing.littleEndian);
  return Buffer.concat([header, bytes]);
}

function writeValue(
  vr: string,
  value: TestElement['value'],
  undefinedLength: boolean,
  writing: Writing,
): Uint8Array {
  if (typeof value === 'string') {
    const text = Buffer.from(value, 'latin1');
    return text.length % 2 === 0 ? text : Buffer.concat([text, Buffer.from(vr === 'UI' ? '\0' : ' ')]);
  }
  if (value instanceof Uint8Array) return value;
  if (isItems(value)) {
    const items = value.map((item) => {
      const bytes = writeDataSet(item, writing);
      return undefinedLength
        ? Buffer.concat([
            tagAndLength(0xfffee000, 0xffffffff, writing.littleEndian),
            bytes,
            tagAndLength(0xfffee00d, 0, writing.littleEndian),
          ])
        : Buffer.concat([tagAndLength(0xfffee000, bytes.length, writing.littleEndian), bytes]);
    });
    return Buffer.concat(
      undefinedLength ? [...items, tagAndLength(0xfffee0dd, 0, writing.littleEndian)] : items,
    );
  }
  const size = { US: 2, UL: 4, FD: 8 }[vr] ?? 2;
  const view = new DataView(new ArrayBuffer(size * value.length));
  value.forEach((number, index) => {
    if (vr === 'FD') view.setFloat64(index * size, number, writing.littleEndian);
    else if (vr === 'UL') view.setUint32(index * size, number, writing.littleEndian);
    else view.setUint16(index * size, number, writing.littleEndian);
  });
  return new Uint8Array(view.buffer);
}

function isItems(
  value: readonly number[] | readonly (readonly TestElement[])[],
): value is readonly (readonly TestElement[])[] {
  return value.length === 0 || Array.isArray(value[0]);
}

function tagAndLength(tag: number, length: number, littleEndian: boolean): Uint8Array {
  const bytes = Buffer.alloc(8);
  writeTag(bytes, tag, littleEndian);
  new DataView(bytes.buffer, bytes.byteOffset, 8).setUint32(4, length, littleEndian);
  return bytes;
}

function writeTag(bytes: Uint8Array, tag: number, littleEndian: boolean): void {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  view.setUint16(0, Math.floor(tag / 0x10000), littleEndian);
  view.setUint16(2, tag % 0x10000, littleEndian);
}
