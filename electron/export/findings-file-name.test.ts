import { expect, it } from 'vitest';
import { sampleReading } from '../store/testing/sample-reading';
import { findingsFileName } from './findings-file-name';

const today = new Date(2026, 0, 5, 23, 59);
const reading = sampleReading('8f0ea2c1-5f9b-4f0e-9a6c-0d6a5b0e6f11');

it('names the subject and the local date', () => {
  expect(findingsFileName([reading], 'json', today)).toBe('findings-P-0001-2026-01-05.json');
});

it('keeps a pseudonym from making a path', () => {
  const named = (id: string) =>
    findingsFileName([{ ...reading, subject: { ...reading.subject, id } }], 'json', today);
  expect(named('../../a b/c')).toBe('findings-a-b-c-2026-01-05.json');
});

it('counts several readings', () => {
  expect(findingsFileName([reading, reading, reading], 'json', today)).toBe(
    'findings-3-readings-2026-01-05.json',
  );
});

it('says which table a file holds', () => {
  expect(findingsFileName([reading], 'csv-wide', today)).toBe('findings-P-0001-2026-01-05-wide.csv');
  expect(findingsFileName([reading], 'csv-long', today)).toBe('findings-P-0001-2026-01-05-long.csv');
  expect(findingsFileName([reading], 'ndjson', today)).toBe('findings-P-0001-2026-01-05.ndjson');
});
