import { describe, expect, it } from 'vitest';
import { exampleReading } from './example-reading';
import { documentsIn, parseReading } from './parse-reading';

function problemOf(json: unknown): string {
  const parsed = parseReading(json);
  return 'problem' in parsed ? parsed.problem : 'no problem';
}

describe('parsing a findings document', () => {
  const document = () => JSON.parse(JSON.stringify(exampleReading()));

  it('gives back the reading that was written', () => {
    expect(parseReading(document())).toEqual({ reading: exampleReading() });
  });

  it.each([
    [[], 'This is not a findings document: expected an object, found a list.'],
    [null, 'This is not a findings document: expected an object, found null.'],
    ['text', 'This is not a findings document: expected an object, found a string.'],
    [{}, 'This is not a findings document: schemaVersion is missing.'],
  ])('refuses %j', (json, problem) => {
    expect(problemOf(json)).toBe(problem);
  });

  it('refuses a newer schema and says what to do', () => {
    expect(problemOf({ ...document(), schemaVersion: 2, novelty: true })).toBe(
      'This document was written by a newer Rim Reader (schema 2); this one reads schema 1. Update Rim Reader to open it.',
    );
    expect(problemOf({ ...document(), schemaVersion: '1' })).toContain('schemaVersion: expected 1');
  });

  it('names the place of a wrong field, without its content', () => {
    const wrong = document();
    wrong.fractures[0].rim.cells['middle-left'] = 'Jane Doe';
    expect(problemOf(wrong)).toMatch(/^fractures, item 1, rim, cells, middle-left: expected one of "unread"/);
    expect(problemOf(wrong)).not.toContain('Jane');
    const text = document();
    text.fractures[0].landmarks[2].point.lps[1] = '3';
    expect(problemOf(text)).toBe(
      'fractures, item 1, landmarks, item 3, point, lps, item 2: expected number, received string.',
    );
    const missing = document();
    delete missing.clinical;
    expect(problemOf(missing)).toBe('clinical: expected object, received undefined.');
  });

  it('refuses fields the schema does not know, such as a name', () => {
    expect(problemOf({ ...document(), patientName: 'Jane Doe' })).toBe(
      'At the top of the document: “patientName” is not a field of this schema.',
    );
  });

  it('lists every problem', () => {
    const wrong = document();
    wrong.revision = 0;
    wrong.status = 'final';
    const parsed = parseReading(wrong);
    expect('problems' in parsed && parsed.problems).toHaveLength(2);
  });
});

describe('documents in a file', () => {
  it('are the one it holds, or those of its list', () => {
    expect(documentsIn('{ "a":\n 1 }')).toEqual({ documents: [{ a: 1 }] });
    expect(documentsIn('\uFEFF[{"a":1}, 2]')).toEqual({ documents: [{ a: 1 }, 2] });
    expect(documentsIn('[]')).toEqual({ documents: [] });
  });

  it('are the lines of NDJSON, blank ones aside', () => {
    expect(documentsIn('\n{"a":1}\r\n\n{"a":2}\n')).toEqual({ documents: [{ a: 1 }, { a: 2 }] });
  });

  it('are none where the text is damaged, and the line is named', () => {
    expect(documentsIn(' \n')).toEqual({ problem: 'It is empty.' });
    expect(documentsIn('{"a":1')).toEqual({ problem: 'It is not JSON (damaged or cut off?).' });
    expect(documentsIn('{\n"a":1\n')).toEqual({ problem: 'It is not JSON (damaged or cut off?).' });
    expect(documentsIn('{"a":1}\n\n{"a":')).toEqual({
      problem: 'Line 3 is not JSON (damaged or cut off?).',
    });
  });
});
