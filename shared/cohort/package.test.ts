import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { setRimCell, submit } from '../findings/edits';
import { exampleReading } from '../findings/example-reading';
import type { Reading } from '../findings/reading';
import { beginningOfTrail, chainEntry } from './audit-chain';
import { canonicalJson, type Json } from './canonical-json';
import { type ImportTarget, judgeImport } from './judge-import';
import {
  checkPackage,
  type PackageLine,
  packageContent,
  packageLines,
  type ReadingLine,
} from './package-format';

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
const hashOf = (value: unknown) => sha256(canonicalJson(value));
function runningHash() {
  const hash = createHash('sha256');
  return { update: (text: string) => void hash.update(text), digest: () => hash.digest('hex') };
}

const projectId = '3f0ea2c1-5f9b-4f0e-9a6c-0d6a5b0e6f11';
const readingId = '8f0ea2c1-5f9b-4f0e-9a6c-0d6a5b0e6f11';
const otherId = '0d8d0c0c-6d8d-4a53-8f52-1f6f0d0c7a22';
const protocol: Json = { version: 1, title: 'Rim' };

const example: Reading = {
  ...submit(exampleReading(), '2026-01-06T09:00:00Z').reading,
  readingId,
  reader: { id: 'reader-b' },
  project: { projectId, protocolVersion: 1, caseId: 'C-1', repeat: 0 },
};

function readingLine(reading: Reading, hash = hashOf(reading)): ReadingLine {
  const entry = chainEntry(
    beginningOfTrail,
    {
      at: '2026-01-06T09:00:00Z',
      actor: reading.reader.id,
      action: 'reading-submitted',
      readingId: reading.readingId,
      caseId: 'C-1',
      revision: reading.revision,
      summary: 'submitted',
      changes: [],
      documentSha256: hash,
    },
    sha256,
  );
  return { kind: 'reading', sha256: hash, reading: reading as unknown as Json, trail: [entry] };
}

const protocolLine: PackageLine = { kind: 'protocol', version: 1, sha256: hashOf(protocol), protocol };

async function collected<T>(items: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const item of items) all.push(item);
  return all;
}

function packageOf(content: readonly PackageLine[], change: Record<string, unknown> = {}): Promise<string[]> {
  const from = {
    projectId,
    exportedAt: '2026-01-07T09:00:00Z',
    exportedBy: 'reader-b',
    readers: ['reader-b'],
    protocols: content.filter(({ kind }) => kind === 'protocol').length,
    readings: content.filter(({ kind }) => kind === 'reading').length,
    head: { sequence: 7, hash: 'a'.repeat(64) },
    ...change,
  };
  return collected(packageLines(from, () => content, runningHash()));
}

describe('a package', async () => {
  const content = [protocolLine, readingLine(example)];
  const whole = await packageOf(content);

  it('gives back what was put into it, however its lines are spaced', async () => {
    const spaced = whole.map(
      (line) => `${JSON.stringify(JSON.parse(line), null, 1).replaceAll('\n', ' ')}\r\n`,
    );
    for (const lines of [whole, spaced, [...whole, '\n']]) {
      expect(await checkPackage(lines, projectId, runningHash())).toMatchObject({
        manifest: { readings: 1, head: { sequence: 7 } },
        protocols: [{ version: 1 }],
      });
      expect(await collected(packageContent(lines))).toEqual(content);
    }
  });

  it.each<[string, string[], string]>([
    ['of another project', await packageOf(content, { projectId: otherId }), `another project (${otherId})`],
    ['of a newer format', [JSON.stringify({ kind: 'rim-reader-package', format: 2 })], 'has format 2'],
    [
      'with a changed value',
      whole.map((line) => line.replace('displaced', 'intact')),
      'damaged or was altered',
    ],
    [
      'with a changed manifest',
      whole.map((line) => line.replace('2026-01-07', '2026-01-08')),
      'damaged or was altered',
    ],
    ['cut off after a line', whole.slice(0, -1), 'damaged or was altered'],
    ['cut off in a line', whole.map((line) => line.slice(0, 2000)), 'damaged or was altered'],
    ['with a line too many', [...whole, ...whole.slice(-1)], 'damaged or was altered'],
    ['that is none', ['{"schemaVersion":1}'], 'not a package'],
    ['that is no JSON', ['\u0000'], 'not a package'],
    ['that is empty', [], 'is empty'],
  ])('%s is refused', async (_name, lines, words) => {
    expect(await checkPackage(lines, projectId, runningHash())).toEqual({
      problem: expect.stringContaining(words),
    });
  });
});

function target(change: Partial<ImportTarget> = {}): ImportTarget {
  return {
    projectId,
    protocols: new Map([[1, hashOf(protocol)]]),
    readers: new Set(['reader-a', 'reader-b']),
    cases: new Map([['C-1', example.study.studyInstanceUid]]),
    reading: () => null,
    readingOf: () => null,
    submittedSha256: () => null,
    ...change,
  };
}

describe('a reading of a package', () => {
  const judge = (reading: Reading, change: Partial<ImportTarget> = {}, hash?: string) =>
    judgeImport(readingLine(reading, hash), [protocolLine as never], target(change), sha256);

  it('is new where the project has none, and stored as it is', () => {
    expect(judge(example)).toEqual({
      imported: {
        caseId: 'C-1',
        readerCode: 'reader-b',
        repeat: 0,
        revision: 1,
        outcome: 'new',
        sentence: 'Taken over: revision 1 by reader-b of case C-1.',
      },
      reading: example,
    });
    const latest = { revision: 1, status: 'submitted' as const };
    expect(
      judge({ ...example, revision: 2 }, { reading: () => ({ readerCode: 'reader-b', latest }) }).imported
        .outcome,
    ).toBe('new');
  });

  const here = (status: Reading['status'], revision: number, readerCode = 'reader-b') => ({
    reading: () => ({ readerCode, latest: { revision, status } }),
  });

  it.each<[string, Partial<ImportTarget>, 'identical' | 'conflicting', string]>([
    [
      'the same',
      { ...here('submitted', 1), submittedSha256: () => hashOf(example) },
      'identical',
      'here already',
    ],
    [
      'the same under a later draft',
      { ...here('draft', 2), submittedSha256: () => hashOf(example) },
      'identical',
      'here already',
    ],
    [
      'another content',
      { ...here('submitted', 1), submittedSha256: () => 'f'.repeat(64) },
      'conflicting',
      'it was kept',
    ],
    ['a draft', here('draft', 1), 'conflicting', 'A draft of revision 1'],
    ['a later revision', here('submitted', 2), 'conflicting', 'Revision 2 of this reading is here'],
    ['a reading of somebody else', here('submitted', 1, 'reader-a'), 'conflicting', 'by reader-a'],
    [
      'another reading of the case',
      { readingOf: () => otherId },
      'conflicting',
      'another reading of case C-1',
    ],
  ])('meets %s', (_name, change, outcome, words) => {
    expect(judge(example, change)).toEqual({
      imported: expect.objectContaining({ outcome, sentence: expect.stringContaining(words) }),
      reading: null,
    });
  });

  const retouched = structuredClone(example);
  const [measurement] = retouched.fractures[0]?.measurements ?? [];
  if (measurement) measurement.value = 1;

  it.each<[string, Reading, Partial<ImportTarget>, string | undefined, string]>([
    [
      'a draft',
      setRimCell({ ...example, status: 'draft', submittedAt: null }, 'L1', 'middle-left', 'intact').reading,
      {},
      undefined,
      'a draft',
    ],
    ['of another project', { ...example, project: null }, {}, undefined, 'another project'],
    ['not as its hash', example, {}, 'e'.repeat(64), 'does not match its hash'],
    ['of an unknown case', example, { cases: new Map() }, undefined, 'no case C-1'],
    ['of other images', example, { cases: new Map([['C-1', '2.25.1']]) }, undefined, 'other images'],
    ['of a stranger', example, { readers: new Set() }, undefined, 'does not take part'],
    ['of a version not here', example, { protocols: new Map() }, undefined, 'version 1 of the protocol'],
    [
      'of another version of that number',
      example,
      { protocols: new Map([[1, 'd'.repeat(64)]]) },
      undefined,
      'another one there',
    ],
    ['with a measurement that was retouched', retouched, {}, undefined, 'do not follow'],
    ['of a newer schema', { ...example, schemaVersion: 2 as 1 }, {}, undefined, 'newer Rim Reader'],
  ])('%s is refused', (_name, reading, change, hash, words) => {
    expect(judge(reading, change, hash)).toEqual({
      imported: expect.objectContaining({ outcome: 'refused', sentence: expect.stringContaining(words) }),
      reading: null,
    });
  });

  it('whose trail was altered is refused', () => {
    const line = readingLine(example);
    const trail = line.trail.map((entry) => ({ ...entry, summary: 'x' }));
    const judged = judgeImport({ ...line, trail }, [protocolLine as never], target(), sha256);
    expect(judged.imported).toMatchObject({
      outcome: 'refused',
      sentence: expect.stringContaining('audit trail'),
    });
  });
});
