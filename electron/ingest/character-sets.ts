const escapeByte = 0x1b;
const beyondAscii = /[\u0080-\u00ff]/;

/** Encodings by Specific Character Set defined term without code extensions (PS3.3 C.12.1.1.2). */
const singleEncodings: Readonly<Record<string, string>> = {
  '': 'windows-1252',
  'ISO_IR 6': 'windows-1252',
  'ISO_IR 100': 'windows-1252',
  'ISO_IR 101': 'iso-8859-2',
  'ISO_IR 109': 'iso-8859-3',
  'ISO_IR 110': 'iso-8859-4',
  'ISO_IR 144': 'iso-8859-5',
  'ISO_IR 127': 'iso-8859-6',
  'ISO_IR 126': 'iso-8859-7',
  'ISO_IR 138': 'iso-8859-8',
  'ISO_IR 148': 'windows-1254',
  'ISO_IR 203': 'iso-8859-15',
  'ISO_IR 166': 'windows-874',
  'ISO_IR 13': 'shift_jis',
  'ISO_IR 192': 'utf-8',
  GB18030: 'gb18030',
  GBK: 'gbk',
};

interface CodeElement {
  encoding: string;
  /** Two-byte graphic sets in the low half are moved to the high half, where the encoding has them. */
  transform: 'none' | 'high' | 'high-third-set';
}

/** Code elements by the bytes after ESC (PS3.3 C.12.1.1.2, tables C.12-3 and C.12-4). */
const escapeSequences: Readonly<Record<string, CodeElement>> = {
  '(B': { encoding: 'windows-1252', transform: 'none' },
  '(J': { encoding: 'shift_jis', transform: 'none' },
  ')I': { encoding: 'shift_jis', transform: 'none' },
  '-A': { encoding: 'windows-1252', transform: 'none' },
  '-B': { encoding: 'iso-8859-2', transform: 'none' },
  '-C': { encoding: 'iso-8859-3', transform: 'none' },
  '-D': { encoding: 'iso-8859-4', transform: 'none' },
  '-L': { encoding: 'iso-8859-5', transform: 'none' },
  '-G': { encoding: 'iso-8859-6', transform: 'none' },
  '-F': { encoding: 'iso-8859-7', transform: 'none' },
  '-H': { encoding: 'iso-8859-8', transform: 'none' },
  '-M': { encoding: 'windows-1254', transform: 'none' },
  '-b': { encoding: 'iso-8859-15', transform: 'none' },
  '-T': { encoding: 'windows-874', transform: 'none' },
  $B: { encoding: 'euc-jp', transform: 'high' },
  '$@': { encoding: 'euc-jp', transform: 'high' },
  '$(D': { encoding: 'euc-jp', transform: 'high-third-set' },
  '$)C': { encoding: 'euc-kr', transform: 'none' },
  '$)A': { encoding: 'gbk', transform: 'none' },
};

/**
 * Decodes the text of an element by the data set's Specific Character Set values, code extensions (ISO 2022 escape
 * sequences) included. Bytes that mean nothing in the character set become U+FFFD; unknown sets are read as Latin 1.
 */
export function decodeText(bytes: Uint8Array, characterSets: readonly string[]): string {
  const initial = singleEncodings[initialTerm(characterSets[0])] ?? 'windows-1252';
  if (!bytes.includes(escapeByte)) {
    const latin1 = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1');
    return beyondAscii.test(latin1) ? new TextDecoder(initial).decode(bytes) : latin1;
  }
  let text = '';
  let current: CodeElement = { encoding: initial, transform: 'none' };
  let start = 0;
  for (let position = 0; position <= bytes.length; position += 1) {
    const byte = bytes[position];
    const atEnd = byte === undefined;
    const atDelimiter = byte === 0x5c || byte === 0x0d || byte === 0x0a;
    if (!atEnd && byte !== escapeByte && !(atDelimiter && current.transform === 'none')) continue;
    text += decodeRun(bytes.subarray(start, position), current);
    start = position;
    if (byte === escapeByte) {
      const found = escapeAt(bytes, position + 1);
      if (found !== null) {
        current = found.element;
        start = position + 1 + found.length;
      }
    } else if (atDelimiter) {
      current = { encoding: initial, transform: 'none' };
    }
  }
  return text;
}

/** ISO 2022 IR 100 names the same initial set as ISO_IR 100 (PS3.3 C.12.1.1.2). */
function initialTerm(term: string | undefined): string {
  return (term ?? '').replace(/^ISO 2022 IR /, 'ISO_IR ');
}

function escapeAt(bytes: Uint8Array, position: number): { element: CodeElement; length: number } | null {
  for (const length of [2, 3]) {
    const code = String.fromCharCode(...bytes.subarray(position, position + length));
    const element = escapeSequences[code];
    if (element !== undefined) return { element, length };
  }
  return null;
}

function decodeRun(bytes: Uint8Array, { encoding, transform }: CodeElement): string {
  if (bytes.length === 0) return '';
  const decoder = new TextDecoder(encoding);
  if (transform === 'none') return decoder.decode(bytes);
  const moved: number[] = [];
  for (let index = 0; index < bytes.length; index += 2) {
    if (transform === 'high-third-set') moved.push(0x8f);
    for (const byte of bytes.subarray(index, index + 2)) moved.push(byte | 0x80);
  }
  return decoder.decode(Uint8Array.from(moved));
}
