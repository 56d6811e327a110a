import { mkdtemp, rm, writeFile as writeToDisk } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { deflateRawSync } from 'node:zlib';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildStudies } from '../../shared/dicom/studies';
import { readFrameBytes } from '../pixels/read-frame';
import { withFileSource } from './byte-source';
import { readFile } from './read-file';
import { SeriesMemory } from './series-memory';
import { Tag } from './tags';
import {
  element,
  explicitBigEndian,
  explicitLittleEndian,
  implicitLittleEndian,
  sequenceDelimiter,
  writeDataSet,
  writeFile,
  writeItem,
} from './testing/dicom-bytes';
import { mrImageElements } from './testing/mr-image';

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mutants-'));
});

afterAll(async () => {
  await rm(folder, { recursive: true });
});

const plain = mrImageElements({ sopInstanceUid: '1.2.3.4.1' });

const frameGroups = [1, 2].map((x) => [
  element(Tag.PlanePositionSequence, 'SQ', [[element(Tag.ImagePositionPatient, 'DS', `${x}\\0\\0`)]], true),
]);

const multiFrame = mrImageElements({
  sopInstanceUid: '1.2.3.4.2',
  more: [
    element(Tag.NumberOfFrames, 'IS', '2'),
    element(Tag.PerFrameFunctionalGroupsSequence, 'SQ', frameGroups, true),
    element(
      Tag.PixelData,
      'OB',
      Buffer.concat([
        writeItem(new Uint8Array(Uint32Array.of(0, 12).buffer)),
        writeItem(Uint8Array.of(0xff, 0xd8, 0xff, 1)),
        writeItem(Uint8Array.of(0xff, 0xd8, 0xff, 2)),
        sequenceDelimiter,
      ]),
      true,
    ),
  ],
});

const seeds: Record<string, Uint8Array> = {
  'explicit little endian': writeFile('1.2.840.10008.1.2.1', writeDataSet(plain, explicitLittleEndian)),
  'implicit without meta group': writeDataSet(plain, implicitLittleEndian),
  'explicit big endian': writeFile('1.2.840.10008.1.2.2', writeDataSet(plain, explicitBigEndian)),
  deflated: writeFile('1.2.840.10008.1.2.1.99', deflateRawSync(writeDataSet(plain, explicitLittleEndian))),
  'compressed multi-frame': writeFile(
    '1.2.840.10008.1.2.4.70',
    writeDataSet(multiFrame, explicitLittleEndian),
  ),
};

describe('readFile', () => {
  it.each(Object.entries(seeds))('gives one verdict for any damage to a file: %s', async (name, seed) => {
    const path = join(folder, name.replaceAll(' ', '-'));
    const file = { source: path, displayPath: name, pseudonymOf: () => 'S-TEST' };
    const memory = new SeriesMemory();
    const mutation = fc.record({
      at: fc.nat(seed.length - 1),
      bytes: fc.oneof(
        fc.uint8Array({ minLength: 1, maxLength: 4 }),
        fc.constant(Uint8Array.of(0xff, 0xff, 0xff, 0xff)),
        fc.constant(Uint8Array.of(0, 0, 0, 0)),
      ),
    });
    const cut = fc.option(fc.nat(seed.length), { freq: 3 });
    await fc.assert(
      fc.asyncProperty(fc.array(mutation, { maxLength: 5 }), cut, async (mutations, length) => {
        const bytes = Uint8Array.from(seed.subarray(0, length ?? seed.length));
        for (const { at, bytes: damage } of mutations) {
          bytes.set(damage.subarray(0, Math.max(0, bytes.length - at)), Math.min(at, bytes.length));
        }
        await writeToDisk(path, bytes);
        const verdict = withFileSource(path, (source, stat) =>
          readFile(source, file, { path, size: stat.size, modifiedMs: stat.mtimeMs }, memory),
        );
        if (verdict.kind === 'problem') {
          expect(verdict.problem).toMatch(/^[A-Z].*\.$/);
          expect(verdict.problem).not.toMatch(/error of the program/);
        } else if (verdict.kind === 'image') {
          const { sources } = buildStudies([verdict.facts]);
          expect(sources).toHaveLength(verdict.locations.length);
          for (const location of verdict.locations) {
            const frame = await readFrameBytes(location);
            if ('bytes' in frame) expect(frame.bytes.length).toBeLessThanOrEqual(bytes.length * 1100);
          }
        }
      }),
      { numRuns: 300, seed: 20240506 },
    );
  });
});
