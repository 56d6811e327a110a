import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AuditEntry } from './audit';
import { type AuditHead, auditHash, beginningOfTrail, chainEntry } from './audit-chain';
import { canonicalJson } from './canonical-json';
import { olderSavesHash, verifyAudit } from './verify-audit';

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
const readingIds = ['8f0ea2c1-5f9b-4f0e-9a6c-0d6a5b0e6f11', '0d8d0c0c-6d8d-4a53-8f52-1f6f0d0c7a22'] as const;
const document = (number: number) => ({ readingId: readingIds[number % 2], revision: 1, value: number });
const hashOf = (value: unknown) => sha256(canonicalJson(value));

/** A trail of `count` saves of two readings in turn, and what is stored. */
function trail(count: number): { entries: AuditEntry[]; documents: ReturnType<typeof stored>[] } {
  const entries: AuditEntry[] = [];
  let head: AuditHead = beginningOfTrail;
  for (let number = 1; number <= count; number += 1) {
    const entry = chainEntry(
      head,
      {
        at: new Date(Date.UTC(2026, 0, 1, 9, number)).toISOString(),
        actor: 'reader-1',
        action: 'reading-changed',
        readingId: readingIds[number % 2] ?? null,
        caseId: 'C-1',
        revision: 1,
        summary: `value: ${number}`,
        changes: [{ path: '/value', from: number - 2, to: number }],
        documentSha256: hashOf(document(number)),
      },
      sha256,
    );
    entries.push(entry);
    head = entry;
  }
  return { entries, documents: Array.from({ length: count }, (_, index) => stored(index + 1)) };
}

function stored(number: number) {
  return { readingId: readingIds[number % 2] ?? '', revision: 1, sha256: hashOf(document(number)) };
}

/** The entries as somebody who knows how they are chained would write them anew. */
function rechained(entries: readonly AuditEntry[]): AuditEntry[] {
  let head: AuditHead = beginningOfTrail;
  return entries.map(({ sequence: _s, previous: _p, hash: _h, ...record }) => {
    const entry = chainEntry(head, record, sha256);
    head = entry;
    return entry;
  });
}

const problemOf = (verdict: ReturnType<typeof verifyAudit>) =>
  verdict.intact ? null : { sequence: verdict.sequence, problem: verdict.problem };

describe('a trail', () => {
  const { entries, documents } = trail(9);
  const at = (sequence: number): AuditEntry => entries[sequence - 1] ?? expect.fail();

  it('is intact as it was written, and says where it ends', () => {
    const verdict = verifyAudit(entries, sha256, { documents, head: at(5).hash });
    expect(verdict).toEqual({
      intact: true,
      entries: 9,
      head: { sequence: 9, hash: at(9).hash },
      remarks: [],
    });
    expect(verifyAudit([], sha256)).toEqual({
      intact: true,
      entries: 0,
      head: beginningOfTrail,
      remarks: [],
    });
  });

  it.each<[string, AuditEntry[], number | null, string]>([
    ['altered', entries.with(3, { ...at(4), actor: 'reader-2' }), 4, 'was altered'],
    ['altered in a change', entries.with(3, { ...at(4), changes: [] }), 4, 'was altered'],
    ['removed', entries.toSpliced(3, 2), 6, 'Entries 4 and 5 are missing'],
    ['removed at the front', entries.slice(1), 2, 'Entry 1 is missing'],
    ['reordered', entries.with(3, at(5)).with(4, at(4)), 5, 'the entries were reordered'],
    ['inserted twice', entries.toSpliced(4, 0, at(4)), 4, 'inserted'],
    [
      'replaced with a fresh hash',
      entries.with(3, rehashed({ ...at(4), summary: 'x' })),
      5,
      'entry 4 was replaced',
    ],
    [
      'removed and renumbered',
      entries.toSpliced(3, 1).map((one, index) => rehashed({ ...one, sequence: index + 1 })),
      4,
      'removed there',
    ],
    [
      'cut off in front and renumbered',
      entries.slice(1).map((one, index) => rehashed({ ...one, sequence: index + 1 })),
      1,
      'the beginning was cut off',
    ],
  ])('%s', (_name, tampered, sequence, words) => {
    expect(problemOf(verifyAudit(tampered, sha256))).toEqual({
      sequence,
      problem: expect.stringContaining(words),
    });
  });

  it('cut off at its end is whole in itself, and not against its head or what is stored', () => {
    const cut = entries.slice(0, 7);
    expect(verifyAudit(cut, sha256).intact).toBe(true);
    expect(problemOf(verifyAudit(cut, sha256, { head: at(9).hash }))?.problem).toContain(
      'cut off from the end',
    );
    expect(problemOf(verifyAudit(cut, sha256, { documents }))?.problem).toContain(
      'has no entry in the trail',
    );
  });

  it('written anew from the start is only told by a head known from elsewhere', () => {
    const anew = rechained(entries.toSpliced(3, 1));
    expect(verifyAudit(anew, sha256).intact).toBe(true);
    expect(verifyAudit(anew, sha256, { head: at(9).hash }).intact).toBe(false);
    expect(verifyAudit(anew, sha256, { documents }).intact).toBe(false);
  });

  it('tells stored documents that it did not record so', () => {
    const changed = documents.with(5, { ...stored(6), sha256: hashOf('other') });
    expect(problemOf(verifyAudit(entries, sha256, { documents: changed }))).toEqual({
      sequence: 6,
      problem: expect.stringContaining('does not match'),
    });
    const unreadable = documents.map((one, index) => (index === 2 ? { ...one, sha256: null } : one));
    expect(problemOf(verifyAudit(entries, sha256, { documents: unreadable }))).toEqual({
      sequence: 3,
      problem: expect.stringContaining('cannot be read'),
    });
    expect(problemOf(verifyAudit(entries, sha256, { documents: documents.slice(0, -1) }))).toEqual({
      sequence: 9,
      problem: expect.stringContaining('is missing'),
    });
    const protocol = { readingId: null, revision: 1, sha256: hashOf('protocol') };
    expect(problemOf(verifyAudit(entries, sha256, { documents: [protocol] }))?.problem).toContain(
      'Version 1 of the protocol',
    );
  });

  it('vouches for the saves made before it began', () => {
    const older = documents.slice(0, 4);
    const begun = chainEntry(
      beginningOfTrail,
      {
        at: '2026-01-01T00:00:00Z',
        actor: '',
        action: 'trail-begun',
        readingId: null,
        caseId: null,
        revision: null,
        summary: 'The trail begins.',
        ...olderSavesHash(
          older.map((one) => one.sha256),
          sha256,
        ),
      },
      sha256,
    );
    const all = rechained([begun, ...entries.slice(4)]);
    expect(verifyAudit(all, sha256, { documents }).intact).toBe(true);
    const changed = documents.with(1, { ...stored(2), sha256: hashOf('other') });
    expect(problemOf(verifyAudit(all, sha256, { documents: changed }))).toEqual({
      sequence: 1,
      problem: expect.stringContaining('made before the trail began'),
    });
    expect(problemOf(verifyAudit(all.slice(0, 1), sha256, { documents: older.slice(1) }))?.problem).toContain(
      '1 of the 4 saves',
    );
  });

  it('remarks on clocks set back without calling the trail broken', () => {
    const late = rechained(entries.with(4, { ...at(5), at: '2025-12-31T00:00:00Z' }));
    const verdict = verifyAudit(late, sha256);
    expect(verdict).toMatchObject({ intact: true, remarks: [expect.stringContaining('Entry 5')] });
  });

  it('does not take for an entry what is none', () => {
    expect(problemOf(verifyAudit(['x'], sha256))?.problem).toContain('Entry 1 does not have the form');
    expect(problemOf(verifyAudit([{ ...at(1), extra: 1 }], sha256))?.sequence).toBe(1);
  });
});

function rehashed(entry: AuditEntry): AuditEntry {
  return { ...entry, hash: auditHash(entry, sha256) };
}

it('any one change of any one entry is noticed', () => {
  const { entries } = trail(6);
  const [first] = entries;
  const field = fc.constantFrom(...Object.keys(first ?? {}));
  fc.assert(
    fc.property(fc.nat(5), field, fc.oneof(fc.jsonValue(), fc.string()), (index, name, value) => {
      const entry = entries[index] ?? expect.fail();
      fc.pre(canonicalJson(entry[name as keyof AuditEntry]) !== canonicalJson(value));
      const tampered = entries.with(index, { ...entry, [name]: value } as AuditEntry);
      expect(verifyAudit(tampered, sha256)).toMatchObject({ intact: false });
    }),
  );
});
