import { readFileSync } from 'node:fs';
import Ajv2020 from 'ajv/dist/2020';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { defaultProtocol, protocolSchema } from '../shared/cohort/protocol';
import { checkConsistency } from '../shared/findings/consistency';
import { withDerivedValues } from '../shared/findings/derive';
import { submit } from '../shared/findings/edits';
import { emptyReading, exampleReading } from '../shared/findings/example-reading';
import { readingSchema } from '../shared/findings/reading';
import { findingsSchemaFile, findingsSchemaText, protocolSchemaFile, protocolSchemaText } from './schemas';

const compile = (file: string) =>
  new Ajv2020({ formats: { uuid: true, 'date-time': true } }).compile(JSON.parse(readFileSync(file, 'utf8')));
const validate = compile(findingsSchemaFile);

/** Every place in a JSON document, as the keys that lead to it. */
function places(value: unknown, path: (string | number)[] = []): (string | number)[][] {
  const inner = typeof value !== 'object' || value === null ? [] : Object.entries(value);
  const key = (name: string) => (Array.isArray(value) ? Number(name) : name);
  return [path, ...inner.flatMap(([name, child]) => places(child, [...path, key(name)]))];
}

function valueAt(document: unknown, path: readonly (string | number)[]): unknown {
  return path.reduce<unknown>(
    (value, key) => Object.entries(Object(value)).find(([name]) => name === String(key))?.[1],
    document,
  );
}

function isObject(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A copy with the value at a place replaced, or removed where the replacement is undefined. */
function replaced(value: unknown, path: readonly (string | number)[], replacement: unknown): unknown {
  const [first, ...rest] = path;
  if (first === undefined) return replacement;
  if (Array.isArray(value)) {
    return rest.length === 0 && replacement === undefined
      ? value.filter((_, index) => index !== first)
      : value.map((item, index) => (index === first ? replaced(item, rest, replacement) : item));
  }
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, item]) => {
      if (key !== String(first)) return [[key, item]];
      const changed = replaced(item, rest, replacement);
      return changed === undefined ? [] : [[key, changed]];
    }),
  );
}

describe('the published schema of the findings', () => {
  it('is the one the program’s own schema generates (else: npm run schema)', () => {
    expect(readFileSync(findingsSchemaFile, 'utf8')).toBe(findingsSchemaText());
  });

  it('accepts what the program writes', () => {
    const submitted = submit(exampleReading(), '2026-01-05T10:00:00+01:00').reading;
    for (const reading of [emptyReading(), exampleReading(), submitted]) {
      expect(validate(JSON.parse(JSON.stringify(reading))), JSON.stringify(validate.errors)).toBe(true);
    }
  });

  it('agrees with the program on good and damaged documents', () => {
    const document: unknown = JSON.parse(JSON.stringify(exampleReading()));
    const everywhere = places(document);
    const replacement = fc.oneof(
      fc.constantFrom(
        undefined,
        null,
        true,
        'intact',
        'present',
        'L1',
        'T99',
        '1.2.3',
        '',
        0,
        1,
        6,
        -1,
        1.5,
        1e300,
      ),
      fc.constantFrom([], {}, [0, 0, 0], [0, 0], { lps: [0, 0, 0], sopInstanceUid: '1.2', frame: 1 }),
      fc.jsonValue({ maxDepth: 1 }),
    );
    let refused = 0;
    fc.assert(
      fc.property(fc.constantFrom(...everywhere), replacement, (path, value) => {
        const damaged = replaced(document, path, value);
        if (damaged === undefined) return;
        const json: unknown = JSON.parse(JSON.stringify(damaged));
        const parsed = readingSchema.safeParse(json);
        const accepted = parsed.success;
        if (!accepted) refused++;
        else expect(checkConsistency(withDerivedValues(parsed.data)).join()).not.toContain('recomputed');
        expect(validate(json), `${path.join('.')}: ${JSON.stringify(value)}`).toBe(accepted);
      }),
      { numRuns: 400 },
    );
    expect(refused).toBeGreaterThan(100);
  });

  it('refuses unknown fields everywhere, so that no name can travel along', () => {
    const document: unknown = JSON.parse(JSON.stringify(exampleReading()));
    const objects = places(document).filter((path) => isObject(valueAt(document, path)));
    expect(objects.length).toBeGreaterThan(50);
    for (const path of objects) {
      const extended = replaced(document, path, { ...Object(valueAt(document, path)), patientName: 'X' });
      expect(readingSchema.safeParse(extended).success, path.join('.')).toBe(false);
      expect(validate(extended), path.join('.')).toBe(false);
    }
  });
});

describe('the published schema of the protocol', () => {
  const validateProtocol = compile(protocolSchemaFile);
  const protocol = defaultProtocol({
    protocolId: '0b0f7f0e-6d5c-4d53-9a52-6a2f7d4b0c11',
    title: 'Rim',
    seed: 7,
    now: '2026-05-04T10:00:00.000Z',
  });

  it('is the one the program’s own schema generates (else: npm run schema)', () => {
    expect(readFileSync(protocolSchemaFile, 'utf8')).toBe(protocolSchemaText());
  });

  it('agrees with the program on good and damaged protocols', () => {
    const document: unknown = JSON.parse(JSON.stringify(protocol));
    expect(validateProtocol(document), JSON.stringify(validateProtocol.errors)).toBe(true);
    const everywhere = places(document);
    let refused = 0;
    const values = fc.constantFrom(undefined, null, true, 'pattern', 'fixed', '', 0, 1, -1, 1e300, [], {});
    fc.assert(
      fc.property(fc.constantFrom(...everywhere), values, (path, value) => {
        const damaged = replaced(document, path, value);
        if (damaged === undefined) return;
        const parsed = protocolSchema.safeParse(damaged);
        const issues = parsed.success ? [] : parsed.error.issues;
        // That every item is named once is for the program to check.
        if (issues.length > 0 && issues.every(({ code }) => code === 'custom')) return;
        if (!parsed.success) refused++;
        expect(validateProtocol(damaged), `${path.join('.')}: ${JSON.stringify(value)}`).toBe(parsed.success);
      }),
      { numRuns: 400 },
    );
    expect(refused).toBeGreaterThan(100);
  });
});
