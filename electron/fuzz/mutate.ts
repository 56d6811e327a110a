import type { Random } from './random';

/** An element of a data set in the bytes of a file. */
export interface ElementPlace {
  tag: number;
  /** Of its tag. */
  start: number;
  /** Of its value. */
  value: number;
  end: number;
}

/** Bytes to damage, and where what is worth damaging lies in them; no elements where that is not known. */
export interface Original {
  bytes: Buffer;
  elements: readonly ElementPlace[];
  littleEndian: boolean;
}

/** Damaged bytes. */
export interface Mutant {
  /** The kinds of damage, for a report. */
  what: string[];
  bytes: Buffer;
  /** Ranges [start, end) of the original that were changed or taken away. */
  touched: [start: number, end: number][];
  /** Elements that were added, by tag. */
  added: number[];
}

interface Edit {
  start: number;
  end: number;
  put: Buffer;
}

type Mutation = (original: Original, random: Random) => (Edit & { added?: number })[];

/** Rows, Columns, NumberOfFrames, bits, samples: what decides how much is read. */
const sizeTags = [
  0x00280002, 0x00280006, 0x00280008, 0x00280010, 0x00280011, 0x00280100, 0x00280101, 0x00280102, 0x00280103,
];
const item = Buffer.from([0xfe, 0xff, 0x00, 0xe0]);
const extremes = [0, 1, 2, 7, 8, 0xff, 0x7fff, 0x8000, 0xfffe, 0xffff];
const longExtremes = [0, 1, 0x7fffffff, 0x80000000, 0xfffffffe, 0xffffffff];

const mutations: Readonly<Record<string, Mutation>> = {
  'bits flipped': ({ bytes }, random) =>
    repeat(1 + random.below(6), () => {
      const at = place(bytes, random);
      return { start: at, end: at + 1, put: Buffer.from([(bytes[at] ?? 0) ^ (1 << random.below(8))]) };
    }),
  'cut off': ({ bytes }, random) => [
    { start: place(bytes, random), end: bytes.length, put: Buffer.alloc(0) },
  ],
  'bytes put in': ({ bytes }, random) => {
    const at = place(bytes, random);
    return [{ start: at, end: at, put: random.bytes(1 + random.below(64)) }];
  },
  'bytes taken out': ({ bytes }, random) => {
    const at = place(bytes, random);
    const end = Math.min(bytes.length, at + 1 + random.below(random.pick([4, 64, 2000])));
    return [{ start: at, end, put: Buffer.alloc(0) }];
  },
  'bytes overwritten': ({ bytes }, random) => {
    const at = place(bytes, random);
    const end = Math.min(bytes.length, at + 1 + random.below(32));
    return [{ start: at, end, put: Buffer.alloc(end - at, random.pick([0x00, 0xff, 0x41])) }];
  },
  'a piece repeated': ({ bytes }, random) => {
    const from = place(bytes, random);
    const at = place(bytes, random);
    return [{ start: at, end: at, put: bytes.subarray(from, from + 1 + random.below(500)) }];
  },
  'a number overwritten': ({ bytes, littleEndian }, random) => {
    const at = Math.max(0, Math.min(bytes.length - 4, place(bytes, random)));
    return [{ start: at, end: at + 4, put: number(random.pick(longExtremes), 4, littleEndian) }];
  },
  'a length changed': (original, random) => {
    const { bytes, littleEndian } = original;
    const { start, value } = random.pick(original.elements);
    const vr = bytes.toString('latin1', start + 4, start + 6);
    const width = value - start === 8 && /^[A-Z]{2}$/.test(vr) ? 2 : 4;
    const near = original.bytes.length - value + random.below(5) - 2;
    const length = random.pick([...(width === 2 ? extremes : longExtremes), near, random.below(2000)]);
    return [{ start: value - width, end: value, put: number(length, width, littleEndian) }];
  },
  'a size that lies': (original, random) => {
    const sizes = original.elements.filter(({ tag }) => sizeTags.includes(tag));
    const { tag, value, end } = random.pick(sizes);
    const put =
      tag === 0x00280008
        ? Buffer.from(
            random.pick(['0', '-1', '3', '99999', '4294967296', '1e9', 'x']).padEnd(end - value, ' '),
          )
        : number(random.pick([...extremes, random.below(70)]), 2, original.littleEndian);
    return [{ start: value, end, put: put.subarray(0, Math.max(end - value, put.length)) }];
  },
  'an element twice': ({ bytes, elements }, random) => {
    const { tag, start, value, end } = random.pick(elements.filter(({ tag }) => tag < 0x7fe00000));
    const at = random.pick(elements).start;
    const copy = Buffer.from(bytes.subarray(start, end));
    if (end > value && random.below(2) === 0)
      copy[value - start + random.below(end - value)] = random.below(256);
    return [{ start: at, end: at, put: copy, added: tag }];
  },
  'elements exchanged': ({ bytes, elements }, random) => {
    const [a, b] = [random.pick(elements), random.pick(elements)].sort((x, y) => x.start - y.start);
    if (a === undefined || b === undefined || a.end > b.start) return [];
    return [
      { start: a.start, end: a.end, put: bytes.subarray(b.start, b.end) },
      { start: b.start, end: b.end, put: bytes.subarray(a.start, a.end) },
    ];
  },
  'an element gone': ({ elements }, random) => {
    const { start, end } = random.pick(elements);
    return [{ start, end, put: Buffer.alloc(0) }];
  },
  'a deep nest': ({ elements }, random) => {
    const at = random.pick(elements).start;
    const how: Nesting = {
      kept: random.below(2) === 0,
      lengths: random.pick(['defined', 'undefined', 'ended']),
      explicit: random.below(3) > 0,
    };
    return [{ start: at, end: at, put: nest(random.pick([1, 10, 300, 5000]), how) }];
  },
};

const withoutElements = Object.keys(mutations).slice(0, 7);

/** Damages a file in one to three ways. */
export function mutate(original: Original, random: Random): Mutant {
  const names = original.elements.length > 0 ? Object.keys(mutations) : withoutElements;
  const what = Array.from({ length: 1 + Math.max(0, random.below(6) - 3) }, () => random.pick(names));
  const edits = what
    .flatMap((name) => mutations[name]?.(original, random) ?? [])
    .sort((a, b) => a.start - b.start || a.end - b.end);
  const parts: Buffer[] = [];
  const touched: Mutant['touched'] = [];
  const added: number[] = [];
  let at = 0;
  for (const { start, end, put, added: tag } of edits) {
    if (start < at) continue;
    parts.push(original.bytes.subarray(at, start), put);
    touched.push([start, end]);
    if (tag !== undefined) added.push(tag);
    at = end;
  }
  parts.push(original.bytes.subarray(at));
  return { what, bytes: Buffer.concat(parts), touched, added };
}

/** How sequences are nested. */
export interface Nesting {
  /** Of a tag whose items are read, else of a private one. */
  kept: boolean;
  lengths: 'defined' | 'undefined' | 'ended';
  explicit: boolean;
}

/** Sequences in sequences, little endian, with or without lengths and ends. */
export function nest(depth: number, { kept, lengths, explicit }: Nesting): Buffer {
  const tag = kept ? [0x00, 0x52, 0x30, 0x92] : [0x09, 0x00, 0x10, 0x10];
  const header = explicit ? 12 : 8;
  const parts: Buffer[] = [];
  for (let level = depth; level > 0; level -= 1) {
    const inside = level * (header + 8) - header;
    const open = lengths !== 'defined';
    parts.push(
      Buffer.from(explicit ? [...tag, 0x53, 0x51, 0, 0] : tag),
      number(open ? 0xffffffff : inside, 4, true),
      item,
      number(open ? 0xffffffff : inside - 8, 4, true),
    );
  }
  const end = Buffer.from([0xfe, 0xff, 0x0d, 0xe0, 0, 0, 0, 0, 0xfe, 0xff, 0xdd, 0xe0, 0, 0, 0, 0]);
  return Buffer.concat([...parts, ...(lengths === 'ended' ? Array.from({ length: depth }, () => end) : [])]);
}

function repeat(count: number, make: () => Edit): Edit[] {
  return Array.from({ length: count }, make);
}

/** Anywhere; half of the time in the beginning, where the header is. */
function place(bytes: Buffer, random: Random): number {
  return random.below(random.below(2) === 0 ? bytes.length : Math.min(bytes.length, 2000));
}

function number(value: number, width: 2 | 4, littleEndian: boolean): Buffer {
  const bytes = Buffer.alloc(width);
  const fitting = value % 2 ** (8 * width);
  if (littleEndian) bytes.writeUIntLE(Math.max(0, fitting), 0, width);
  else bytes.writeUIntBE(Math.max(0, fitting), 0, width);
  return bytes;
}
