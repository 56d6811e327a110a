import { createHash } from 'node:crypto';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Frame, IngestProblem, Stack } from '../../shared/dicom/model';
import { indexPaths } from '../ingest/index-paths';
import { Tag } from '../ingest/tags';
import { readFrameBytes } from '../pixels/read-frame';
import { type Mutant, mutate } from './mutate';
import { Random } from './random';
import type { Seed } from './seeds';

/** One frame as the app would show it. */
interface ShownFrame {
  stack: Stack;
  frame: Frame;
  native: boolean;
  /** The bytes, or the sentence that says why there are none. */
  outcome: { length: number; hash: string } | { problem: string };
}

interface Observed {
  frames: ShownFrame[];
  problems: IngestProblem[];
  /** Of the processor: a machine with other work to do is no fault of the reader. */
  milliseconds: number;
  /** It is read otherwise where the sound file was read before: what is remembered of that one shows. */
  differsAfterAnother?: boolean;
}

/** What became of a damaged file. */
export interface MutantReport {
  /** An image was found in it. */
  hasImage: boolean;
  milliseconds: number;
  /** What must not happen, a line each; empty where all is well. */
  violations: string[];
  what: string[];
}

/** Longest time for a file, ms of the processor. */
export const longestTime = 1000;
/** Most memory of the process that reads, MB. */
export const mostMemory = 600;

/** Damages seeds and reads them as the app does, from the disk to the bytes of every frame. */
export class MutantChecker {
  private readonly expected = new Map<Seed, Observed>();

  /** Files are written to `folder` and removed again. */
  constructor(private readonly folder: string) {}

  /** Mutant number `index` of a seed: the same for the same numbers. */
  async check(seed: Seed, index: number, randomSeed: number): Promise<MutantReport> {
    const expected = this.expected.get(seed) ?? (await this.observe(seed, seed.original.bytes, 'sound'));
    this.expected.set(seed, expected);
    const mutant = mutate(seed.original, new Random(randomSeed * 1_000_003 + index));
    const observed = await this.observe(seed, mutant.bytes, `${index}`);
    const violations = [
      ...formalViolations(seed, observed),
      ...wrongImages(seed, mutant, observed, expected),
    ];
    if (observed.differsAfterAnother === true) violations.push('read otherwise after another image');
    if (observed.milliseconds > longestTime) violations.push(`took ${Math.round(observed.milliseconds)} ms`);
    return {
      hasImage: observed.frames.length > 0,
      milliseconds: observed.milliseconds,
      violations,
      what: mutant.what,
    };
  }

  /** The damaged bytes of a mutant, to look at. */
  static bytesOf(seed: Seed, index: number, randomSeed: number): Buffer {
    const { bytes } = mutate(seed.original, new Random(randomSeed * 1_000_003 + index));
    return seed.pack?.(bytes) ?? bytes;
  }

  private async observe(seed: Seed, bytes: Buffer, name: string): Promise<Observed> {
    const path = join(this.folder, seed.directory === true ? 'DICOMDIR' : `${name}-${this.expected.size}`);
    const before = join(this.folder, 'before');
    writeFileSync(path, seed.pack?.(bytes) ?? bytes);
    writeFileSync(before, seed.original.bytes);
    try {
      const alone = await observe(path);
      if (seed.original.elements.length === 0) return alone;
      const after = await observe(path, [before]);
      return { ...alone, differsAfterAnother: describe(alone) !== describe(after) };
    } finally {
      rmSync(path);
      rmSync(before);
    }
  }
}

/** Reads a file as the app does, after those `before`: header, index, studies and the bytes of every frame. */
export async function observe(path: string, before: readonly string[] = []): Promise<Observed> {
  const start = process.cpuUsage();
  const { studies, locations, problems } = await indexPaths([...before, path], { secret: 'fuzz' });
  const placed = new Map(locations);
  const frames: ShownFrame[] = [];
  for (const stack of studies.flatMap((study) => study.stacks)) {
    for (const frame of stack.frames) {
      const location = placed.get(frame.id);
      if (location === undefined) throw new Error(`The frame ${frame.id} has no place.`);
      if (before.includes(location.path)) continue;
      const result = await readFrameBytes(location);
      const outcome =
        'problem' in result
          ? { problem: result.problem }
          : { length: result.bytes.length, hash: createHash('sha1').update(result.bytes).digest('hex') };
      frames.push({ stack, frame, native: location.bytes.kind === 'native', outcome });
    }
  }
  const byNumber = frames.sort((a, b) => a.frame.frame - b.frame.frame);
  const { user, system } = process.cpuUsage(start);
  return { frames: byNumber, problems, milliseconds: (user + system) / 1000 };
}

/** What is shown of a file, whatever stands beside it. */
function describe({ frames, problems }: Observed): string {
  const shown = frames.map(({ stack, frame, outcome }) => {
    const { rows, columns, pixelSpacing, sliceThickness, pixels } = stack;
    const { id, ...values } = frame;
    return { rows, columns, pixelSpacing, sliceThickness, pixels, values, outcome };
  });
  return JSON.stringify([shown, problems.map(({ problem }) => problem)]);
}

/** A verdict for each file, each a sentence, and frames as long as their header says. */
function formalViolations(seed: Seed, { frames, problems }: Observed): string[] {
  const violations: string[] = [];
  const sentences = problems.map(({ problem }) => problem);
  for (const { outcome } of frames) if ('problem' in outcome) sentences.push(outcome.problem);
  violations.push(...sentences.filter((text) => !isSentence(text)).map((text) => `no sentence: ${text}`));
  const paths = problems.map(({ path }) => path);
  if (new Set(paths).size < paths.length) violations.push(`several sentences: ${sentences.join(' | ')}`);
  if (frames.length === 0 && problems.length === 0 && seed.directory !== true) violations.push('no verdict');
  for (const { stack, native, outcome } of frames) {
    if (!native || 'problem' in outcome) continue;
    const { bitsAllocated, samplesPerPixel, photometricInterpretation } = stack.pixels;
    const samples = photometricInterpretation === 'YBR_FULL_422' ? 2 : samplesPerPixel;
    const length = Math.ceil((stack.rows * stack.columns * samples * bitsAllocated) / 8);
    if (outcome.length !== length)
      violations.push(`${outcome.length} bytes where the header needs ${length}`);
  }
  return violations;
}

/** One or more sentences without anything in them that a program says to itself. */
export function isSentence(text: string): boolean {
  return (
    /^[A-Z“].*\.$/.test(text) &&
    text.length < 400 &&
    !/undefined|NaN|null|Infinity|\[object|Error|error of the program|\bat .*:\d/.test(text)
  );
}

const pixelTags: readonly number[] = [
  0x00020010,
  Tag.SamplesPerPixel,
  Tag.PhotometricInterpretation,
  Tag.NumberOfFrames,
  Tag.Rows,
  Tag.Columns,
  Tag.BitsAllocated,
  Tag.BitsStored,
  Tag.HighBit,
  Tag.PixelRepresentation,
  Tag.PixelData,
];

/**
 * Images that are shown otherwise than the seed's although what they are made of was left alone. A value that was lost
 * is no wrong value: the image is shown without it, and says so.
 */
function wrongImages(seed: Seed, mutant: Mutant, { frames }: Observed, expected: Observed): string[] {
  const right = new Map(expected.frames.map((shown) => [shown.frame.id.replace(/\/copy-\d+$/, ''), shown]));
  const violations: string[] = [];
  const untouched = (tags: readonly number[]) => isUntouched(seed, mutant, tags);
  const pixelsKept = untouched(pixelTags);
  const positionKept = untouched([Tag.ImagePositionPatient, Tag.PerFrameFunctionalGroupsSequence]);
  const orientationKept = untouched([Tag.ImageOrientationPatient]);
  const spacingKept = untouched([Tag.PixelSpacing]);
  const hashes = new Set(expected.frames.map(({ outcome }) => ('hash' in outcome ? outcome.hash : '')));
  for (const { stack, frame, outcome } of frames) {
    if ('problem' in outcome) continue;
    if (seed.checked === true) {
      const same = right.get(frame.id.replace(/\/copy-\d+$/, ''));
      if (!hashes.has(outcome.hash)) violations.push('wrong pixels past a checksum');
      else if (same === undefined) violations.push('an image of another identity past a checksum');
      else if (!isEqual(same.frame.position, frame.position))
        violations.push('wrong position past a checksum');
      continue;
    }
    const original = expected.frames[frame.frame - 1] ?? expected.frames[0];
    if (original === undefined || seed.original.elements.length === 0) continue;
    if (pixelsKept && !hashes.has(outcome.hash)) violations.push('wrong pixels');
    if (pixelsKept && !isEqual(original.stack.pixels, stack.pixels)) {
      violations.push(`wrong pixel format ${JSON.stringify(stack.pixels)}`);
    }
    const lost = (value: unknown, from: unknown) => value !== null && !isEqual(value, from);
    if (positionKept && lost(frame.position, original.frame.position)) violations.push('wrong position');
    if (orientationKept && lost(frame.orientation, original.frame.orientation)) {
      violations.push('wrong orientation');
    }
    if (spacingKept && lost(stack.pixelSpacing, original.stack.pixelSpacing))
      violations.push('wrong spacing');
  }
  return violations;
}

function isUntouched({ original }: Seed, { touched, added }: Mutant, tags: readonly number[]): boolean {
  if (added.some((tag) => tags.includes(tag))) return false;
  const places = original.elements.filter(({ tag }) => tags.includes(tag));
  return !places.some(({ start, end }) =>
    touched.some(([from, to]) => (from === to ? from > start && from < end : from < end && to > start)),
  );
}

function isEqual(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
