import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { CohortAgreement } from '../shared/agreement/agreement-result';
import { defaultProtocol } from '../shared/cohort/protocol';
import { withDerivedValues } from '../shared/findings/derive';
import { setFragmentApex, setRimCell } from '../shared/findings/edits';
import { applyEdits, examplePoint, exampleReading } from '../shared/findings/example-reading';
import type { Reading } from '../shared/findings/reading';

const projectId = '7a1d7d0e-9f0a-4f0e-8a55-0d6a0b3c9a10';

/** A submitted reading of a case: the example, its fragment apex `apex` mm beyond the wall. */
function submitted(caseNumber: number, readerId: string, apex: number): Reading {
  const read = applyEdits(exampleReading(), [
    (r) => setFragmentApex(r, 'L1', examplePoint(apex, 12.5)),
    (r) => setRimCell(r, 'L1', 'middle-left', apex > 8 ? 'displaced' : 'not-assessable'),
  ]);
  return withDerivedValues({
    ...read,
    readingId: `6f2c1f0a-3c55-4d7e-9b1d-0f6f6f7c2${readerId.length}${String(caseNumber).padStart(2, '0')}`,
    status: 'submitted',
    submittedAt: '2026-01-06T09:00:00.000Z',
    reader: { id: readerId },
    project: { projectId, protocolVersion: 1, caseId: `K-${caseNumber}`, repeat: 0 },
  });
}

const apexes = [
  [5, 6],
  [7, 7.5],
  [9, 9.5],
  [12, 11],
] as const;
const readings = apexes.flatMap(([first, second], index) => [
  submitted(index + 1, 'anna', first),
  submitted(index + 1, 'b', second),
]);
const lines = readings.map((reading) => JSON.stringify(reading));

function agreement(input: string, ...argv: string[]) {
  const main = join(import.meta.dirname, 'main.ts');
  return spawnSync(process.execPath, ['--import', 'tsx', main, 'agreement', ...argv], {
    input,
    encoding: 'utf8',
    maxBuffer: 2 ** 26,
  });
}

describe('rim-reader agreement', { timeout: 120_000 }, () => {
  it('reads NDJSON from a pipe and prints one JSON object', () => {
    const run = agreement(`${lines.join('\n')}\n`, '-', '--json', '--not-assessable', 'category');
    expect([run.stderr, run.status]).toEqual(['', 0]);
    const result: CohortAgreement = JSON.parse(run.stdout);
    expect(result).toMatchObject({
      options: { notAssessable: 'category' },
      counts: { readings: 8, used: 8, cases: 4 },
      readers: ['anna', 'b'],
    });
    const [pair] = result.pairs;
    const retropulsion = pair?.numeric.find(({ method }) => method === 'RETRO-ADJ');
    expect(retropulsion?.points.map(({ difference }) => difference)).toEqual([1, 0.5, 0.5, -1]);
    expect(retropulsion?.blandAltman).toMatchObject({ bias: { value: 0.25 } });
    const cell = pair?.categorical.find(({ item }) => item === 'rim-cell:middle-left');
    expect(cell).toMatchObject({ compared: 4, raw: { proportion: 1 }, leftOut: { notAssessable: 2 } });
  });

  it('prints tables, and leaves out what is not assessable', () => {
    const run = agreement(`[${lines.join(',')}]`);
    expect([run.stderr, run.status]).toEqual(['', 0]);
    expect(run.stdout).toContain('8 of 8 readings compared.');
    expect(run.stdout).toContain(
      'Readers anna and b (differences: b minus anna): 4 cases, 4 fractures at the same level',
    );
    expect(run.stdout).toMatch(/rim, middle left +2 +100\.0 % \(16 to 100\) +– \[1\].* 2 +0 +0$/m);
    expect(run.stdout).toMatch(/retropulsion RETRO-ADJ, mm +4 +0\.9\d \(/);
    expect(run.stdout).not.toContain('NaN');
  });

  it('compares the readings beside a broken one and says which is broken', () => {
    const run = agreement(`${lines.join('\n')}\n{"schemaVersion":7}\n`);
    expect(run.status).toBe(1);
    expect(run.stderr).toContain(
      'standard input: reading 9: This document was written by a newer Rim Reader',
    );
    expect(run.stdout).toContain('8 of 8 readings compared.');
  });

  it('treats what is not assessable as the protocol of the study says, unless told otherwise', () => {
    const folder = mkdtempSync(join(tmpdir(), 'rim-agreement-'));
    const file = join(folder, 'protocol.json');
    const now = '2026-01-05T09:00:00.000Z';
    const protocol = defaultProtocol({ protocolId: projectId, title: 'Rim', seed: 1, now });
    const treatmentBy = (...argv: string[]) => {
      const run = agreement(`${lines.join('\n')}\n`, '--json', '--protocol', file, ...argv);
      expect([run.stderr, run.status]).toEqual(['', 0]);
      return (JSON.parse(run.stdout) as CohortAgreement).options.notAssessable;
    };
    try {
      for (const notAssessable of ['category', 'excluded'] as const) {
        writeFileSync(file, JSON.stringify({ ...protocol, notAssessable }));
        expect(treatmentBy()).toBe(notAssessable);
      }
      expect(treatmentBy('--not-assessable', 'category')).toBe('category');
      writeFileSync(file, '{}');
      const refused = agreement('', '--protocol', file);
      expect([refused.status, refused.stdout]).toEqual([2, '']);
      expect(refused.stderr).toContain(file);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it('refuses an unknown treatment and an absent file', () => {
    expect(agreement('', '--not-assessable', 'ignored').status).toBe(2);
    const absent = agreement('', 'no-such-file.json');
    expect([absent.status, absent.stderr]).toEqual([2, 'no-such-file.json: Cannot be read: no such file.\n']);
    expect(absent.stdout).toContain('there is nothing to compare');
  });
});
