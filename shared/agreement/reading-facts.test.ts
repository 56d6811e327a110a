import { describe, expect, it } from 'vitest';
import { withDerivedValues } from '../findings/derive';
import { addFracture, setLevel, setRimCell } from '../findings/edits';
import { applyEdits, emptyReading, examplePoint, exampleReading } from '../findings/example-reading';
import { readingFacts, readingFactsSchema } from './reading-facts';

const project = {
  projectId: '7a1d7d0e-9f0a-4f0e-8a55-0d6a0b3c9a10',
  protocolVersion: 3,
  caseId: 'K-7',
  repeat: 1,
};

describe('facts of a reading', () => {
  it('hold its identity and are small', () => {
    const reading = withDerivedValues(exampleReading());
    const facts = readingFacts(reading);
    expect(readingFactsSchema.parse(JSON.parse(JSON.stringify(facts)))).toEqual(facts);
    expect(facts).toMatchObject({ caseId: 'C-014', repeat: 0, protocolVersion: null, adjudicates: false });
    expect(JSON.stringify(facts).length).toBeLessThan(4200);
    const sha256 = '0'.repeat(64);
    const decided = [{ readingId: reading.readingId, revision: 1, label: 'A' as const, sha256 }];
    expect(readingFacts({ ...reading, project, adjudicates: decided })).toMatchObject({
      projectId: project.projectId,
      caseId: 'K-7',
      repeat: 1,
      protocolVersion: 3,
      adjudicates: true,
      submittedAt: null,
    });
  });

  it('hold the findings and the values with their methods', () => {
    const [fracture] = readingFacts(withDerivedValues(exampleReading())).fractures;
    expect(fracture).toMatchObject({
      level: 'L1',
      rimStatus: 'disrupted',
      pattern: 'superior',
      osteoporoticFractureClass: null,
      thecalSacContact: 'contact',
      genantGrade: 2,
      notAssessable: ['fragmentTransverse'],
    });
    expect(fracture?.rimCells['middle-central']).toBe('displaced');
    expect(fracture?.measurements).toContainEqual({
      name: 'canal compromise',
      method: 'CC-MSD2',
      level: 'L1',
      value: 29.333333,
      unit: '%',
    });
    expect(fracture?.measurements.find((one) => one.method === 'FRAG-TR')?.value).toBeNull();
    expect(fracture?.landmarks).toContainEqual({ level: 'T12', landmark: 'PI', lps: [0, 0, 33] });
  });

  it('keep unread, not assessable and not answered apart', () => {
    const reading = applyEdits(emptyReading(), [
      (r) => setLevel(r, 'L1', examplePoint(0, 0)),
      (r) => addFracture(r, 'L1'),
      (r) => setRimCell(r, 'L1', 'middle-left', 'not-assessable'),
    ]);
    const facts = readingFacts(reading);
    expect(facts.fractures[0]?.rimCells['middle-left']).toBe('not-assessable');
    expect(facts.fractures[0]?.rimCells['middle-right']).toBe('unread');
    expect(facts.fractures[0]?.pattern).toBeNull();
    expect(facts.clinical.painRefractory).toBeNull();
    expect(readingFacts(emptyReading()).fracturePresence).toBeNull();
  });
});
