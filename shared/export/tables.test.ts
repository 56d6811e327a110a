import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { defaultProtocol, type Protocol } from '../cohort/protocol';
import { vertebralLevels } from '../dicom/levels';
import { addFracture, setContext } from '../findings/edits';
import { applyEdits, emptyReading, exampleReading } from '../findings/example-reading';
import {
  answerSchema,
  clinicalSchema,
  createFracture,
  type Fracture,
  fractureContextSchema,
  fractureItems,
  fracturePatternSchema,
  fragmentSchema,
  type Measurement,
  measurementMethods,
  presenceSchema,
  type Reading,
  readingSchema,
  rimCellStates,
  rimStatusSchema,
} from '../findings/reading';
import { columnsOfProtocolItem } from './asked-by-protocol';
import { items } from './catalogue';
import { type Column, isNumeric } from './column';
import { byteOrderMark, csvLine } from './csv';
import { longColumns, longHeader, longLines } from './long-table';
import { missingCodes } from './missing-codes';
import { rowsOf } from './row';
import { wideColumns, wideHeader, wideLines } from './wide-table';

const { numbering, subject } = readingSchema.shape;
const context = fractureContextSchema.shape;
const clinical = clinicalSchema.shape;

function optionsOf<T extends string>(schema: { unwrap: () => { options: readonly T[] } }) {
  return fc.constantFrom(null, ...schema.unwrap().options);
}

/** Text of every kind, formulas and line ends among it; NUL, which no reader of CSV takes, apart. */
const anyText = fc
  .oneof(
    fc.string({ unit: 'grapheme', minLength: 1 }),
    fc.string({ unit: fc.constantFrom(...'",\r\n\t=+-@\'1é '), minLength: 1 }),
    fc.constantFrom(
      '=1+1',
      '-1',
      "'",
      '-',
      '+5',
      '@SUM(A1)',
      '\t=1',
      '＝1',
      ' =1',
      'NA',
      'nan',
      'T',
      '1e5',
      '007',
    ),
  )
  .filter((text) => !text.includes('\0') && text.trim() !== '');

/** Any finite double; minus zero as zero. */
const anyNumber = fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => value + 0);
const anyQuantity = fc.double({ noNaN: true, noDefaultInfinity: true, min: 0 });
const anyConfidence = fc.option(fc.integer({ min: 1, max: 5 }));
const anyAnswer = optionsOf(answerSchema);
const anyPresence = optionsOf(presenceSchema);

const anyMeasurement = fc
  .record({
    kind: fc.oneof(
      fc.constantFrom<[string, Measurement['method'], Measurement['unit']][]>(
        ['retropulsion', 'RETRO-ADJ', 'mm'],
        ['canal AP diameter', 'CANAL-AP', 'mm'],
        ['canal compromise', 'CC-MSD2', '%'],
        ['canal compromise', 'CC-MSD1', '%'],
        ['fragment, transverse', 'FRAG-TR', 'mm'],
      ),
      fc.tuple(
        fc.constantFrom('retropulsion', 'volume'),
        fc.constantFrom(...measurementMethods),
        fc.constantFrom<Measurement['unit'][]>('mm', '%', 'deg'),
      ),
    ),
    level: fc.constantFrom(0, -1, 1, 3),
    value: anyNumber,
    uncertainty: fc.option(anyQuantity, { nil: undefined }),
    note: fc.option(anyText, { nil: undefined }),
    refused: fc.option(anyText, { nil: undefined }),
  })
  .map(({ kind: [name, method, unit], level, refused, value, uncertainty, note }) => ({
    level,
    measurement: {
      ...{ name, method, unit, points: [] },
      ...(refused === undefined ? { value, uncertainty, note } : { value: null, refused }),
    },
  }));

const anyFracture = fc
  .record({
    level: fc.constantFrom(...vertebralLevels),
    pattern: optionsOf(fracturePatternSchema),
    cells: fc.array(fc.constantFrom(...rimCellStates), { minLength: 9, maxLength: 9 }),
    status: fc.constantFrom(...rimStatusSchema.options),
    confidence: anyConfidence,
    presence: anyPresence,
    side: optionsOf(fragmentSchema.shape.side),
    reachesForamen: anyAnswer,
    contact: optionsOf(fragmentSchema.shape.contact.shape.cord),
    compromise: anyPresence,
    endplates: optionsOf(context.endplates),
    oedema: anyPresence,
    osteoporoticFractureClass: optionsOf(context.osteoporoticFractureClass),
    measurementConfidence: anyConfidence,
    notAssessable: fc.uniqueArray(fc.record({ item: fc.constantFrom(...fractureItems), reason: anyText }), {
      selector: ({ item }) => item,
    }),
    measured: fc.array(anyMeasurement, { maxLength: 8 }),
  })
  .map(({ cells, status, confidence, presence, side, reachesForamen, contact, ...given }): Fracture => {
    const { level, pattern, compromise, endplates, oedema, osteoporoticFractureClass, measured } = given;
    const { measurementConfidence, notAssessable } = given;
    const empty = createFracture(level);
    const states = Object.keys(empty.rim.cells).map((name, index) => [name, cells[index]]);
    const at = (step: number) => vertebralLevels[vertebralLevels.indexOf(level) + step] ?? level;
    return {
      ...empty,
      ...{ pattern, measurementConfidence, notAssessable },
      rim: { cells: { ...empty.rim.cells, ...Object.fromEntries(states) }, status, confidence },
      fragment: {
        ...empty.fragment,
        ...{ presence, side, reachesForamen },
        contact: { thecalSac: contact, cord: contact, root: null },
      },
      canal: { compromise, outlines: [] },
      context: { endplates, oedema, intravertebralCleft: oedema, osteoporoticFractureClass },
      measurements: measured.map((one) => ({ ...one.measurement, level: at(one.level) })),
    };
  });

/** Readings of every kind the schema allows in what the tables hold, incomplete and contradictory ones among them. */
const anyReading: fc.Arbitrary<Reading> = fc
  .record({
    readingId: fc.uuid(),
    readerId: anyText,
    subject: fc.record({
      id: anyText,
      ageYears: fc.option(fc.integer({ min: 0, max: 130 })),
      sex: optionsOf(subject.shape.sex),
    }),
    numbering: fc.record({
      method: optionsOf(numbering.shape.method),
      lstvSuspected: anyAnswer,
      confidence: anyConfidence,
    }),
    levelsNotAssessable: fc.option(anyText),
    fracturePresence: anyPresence,
    fracturePresenceNotAssessable: fc.option(anyText),
    fractures: fc.uniqueArray(anyFracture, { maxLength: 3, selector: ({ level }) => level }),
    answer: anyAnswer,
    quantity: fc.option(anyQuantity),
    plannedProcedure: optionsOf(clinical.plannedProcedure),
    procedure: optionsOf(clinical.followUp.shape.procedure),
    radicularSymptoms: anyAnswer,
    submittedAt: fc.constantFrom(null, '2026-01-05T10:00:00+01:00', '2026-02-28T23:59:59.123Z'),
    revisionReason: fc.option(anyText),
    isAdjudication: fc.boolean(),
    repeat: fc.option(fc.nat(3)),
    pathway: fc.constantFrom(null, 'R1', 'R3'),
    isAssessed: fc.boolean(),
  })
  .map(({ readerId, answer, quantity, repeat, isAdjudication, isAssessed, pathway, ...given }): Reading => {
    const { plannedProcedure, procedure, radicularSymptoms, ...same } = given;
    const { readingId, fractures } = same;
    return {
      ...emptyReading(),
      ...same,
      reader: { id: readerId },
      status: given.submittedAt === null ? 'draft' : 'submitted',
      project: repeat === null ? null : { projectId: readingId, protocolVersion: 2, caseId: 'C-001', repeat },
      adjudicates: isAdjudication ? [{ readingId, revision: 1, label: 'A', sha256: 'a'.repeat(64) }] : [],
      clinical: {
        neurologicalDeficit: answer,
        preoperativeRadiculopathy: answer,
        painRefractory: answer,
        conservativeCareWeeks: quantity,
        plannedProcedure,
        followUp: { procedure, cementVolumeMl: quantity, radicularSymptoms, symptomOnsetWeeks: quantity },
      },
      risk: isAssessed
        ? {
            ruleSetVersion: '1.0',
            pathway,
            rules: fractures.map(({ level }) => ({ id: 'R9', level, evidence: [], inputs: [] })),
            missing: [],
            disclaimer: '',
          }
        : null,
    };
  });

/** What an independent reader of CSV finds, each record by the names of the header. */
function read(header: string, lines: string): Record<string, string>[] {
  return parse(`${byteOrderMark}${header}${lines}`, { bom: true, columns: true, record_delimiter: '\r\n' });
}

/** The text a cell was made from. */
function restored(cell: string): string {
  return cell.startsWith("'") ? cell.slice(1) : cell;
}

/** What a spreadsheet would run as a formula. */
function isFormula(cell: string): boolean {
  return /^\s*[=+\-@＝＋－＠]/.test(cell) && Number.isNaN(Number(cell));
}

/** What the code book says against a cell; empty where it is allowed. */
function problemsOf(cell: string | undefined, { name, type, values, missing }: Column): string[] {
  if (cell === undefined) return [`${name} is missing`];
  if (cell === '' || missing.some((code) => code === cell)) return [];
  const isNumber = type === 'integer' ? /^-?\d+$/.test(cell) : Number.isFinite(Number(cell));
  const isCode = Object.hasOwn(missingCodes, cell) && !values?.includes(cell);
  const parts = type === 'list' ? cell.split(' ') : [cell];
  const isListed = values === null || parts.every((part) => values.includes(part));
  const isRight = !isCode && isListed && (isNumber || !isNumeric({ type }));
  return isRight ? [] : [`${name}: ${cell}`];
}

describe('a line of CSV', () => {
  it('brings any text back through an independent reader, and none of it is a formula', () => {
    fc.assert(
      fc.property(fc.array(anyText, { minLength: 2 }), (texts) => {
        const [cells = []] = parse(csvLine(texts), { record_delimiter: '\r\n' });
        expect(cells.map(restored)).toEqual(texts);
        for (const cell of cells) expect(isFormula(cell), cell).toBe(false);
      }),
      { numRuns: 500 },
    );
  });

  it('brings any number back exactly', () => {
    fc.assert(
      fc.property(fc.array(anyNumber, { minLength: 2 }), (numbers) => {
        const [cells = []] = parse(csvLine(numbers), { record_delimiter: '\r\n' });
        expect(cells.map(Number)).toEqual(numbers);
      }),
      { numRuns: 500 },
    );
  });

  it('writes the least it must: quotes where needed, nothing for null, a decimal point', () => {
    expect(csvLine(['a', null, 4.4, -0.1, 'a,b', 'say "so"', '=1+1', '-1', 'a\0b'])).toBe(
      'a,,4.4,-0.1,"a,b","say ""so""",\'=1+1,-1,a\uFFFDb\r\n',
    );
  });
});

describe('the tables', () => {
  it('have every column once, with a name and a meaning', () => {
    for (const columns of [wideColumns, longColumns]) {
      const names = columns.map(({ name }) => name);
      expect(new Set(names).size).toBe(names.length);
      for (const { name, meaning } of columns) {
        expect(name).toMatch(/^[a-z][A-Za-z0-9_]*$/);
        // Words of R's own, which it would rename.
        expect(['repeat', 'function', 'next', 'break', 'if', 'else', 'for', 'while', 'in']).not.toContain(
          name,
        );
        expect(meaning.length).toBeGreaterThan(5);
      }
    }
  });

  it('hold only what the code book allows, whatever the reading', () => {
    fc.assert(
      fc.property(anyReading, (reading) => {
        expect(readingSchema.safeParse(reading).error).toBeUndefined();
        const problems: string[] = [];
        for (const record of read(wideHeader, wideLines(reading))) {
          for (const column of wideColumns) problems.push(...problemsOf(record[column.name], column));
        }
        for (const record of read(longHeader, longLines(reading))) {
          for (const column of longColumns) problems.push(...problemsOf(record[column.name], column));
          const item = items.find(({ name }) => name === record.item);
          if (item === undefined) throw new Error(`no item ${record.item}`);
          if (record.status === 'VALUE') problems.push(...problemsOf(record.value, item));
          else if (!item.missing.some((code) => code === record.status)) {
            problems.push(`${item.name}: ${record.status}`);
          }
        }
        expect(problems).toEqual([]);
      }),
      { numRuns: 100 },
    );
  });

  it('say the same: each line of the long table is a cell of the wide one', () => {
    fc.assert(
      fc.property(anyReading, (reading) => {
        const wide = read(wideHeader, wideLines(reading));
        const long = read(longHeader, longLines(reading));
        expect(wide).toHaveLength(Math.max(1, reading.fractures.length));
        const ofReading = items.filter(({ about }) => about === 'reading').length;
        expect(long).toHaveLength(ofReading + wide.length * (items.length - ofReading));
        for (const { item = '', fracture_level = '', value, status, reason, uncertainty, ...rest } of long) {
          const row = wide.find((one) => fracture_level === '' || one.fracture_level === fracture_level);
          expect(row?.reading_id).toBe(rest.reading_id);
          const described = items.find(({ name }) => name === item);
          if (described === undefined || row === undefined) throw new Error(`no column ${item}`);
          if (isNumeric(described)) {
            expect([row[item], row[`${item}_status`]]).toEqual([value, status]);
            if (described.isMeasurement) {
              expect([row[`${item}_reason`], row[`${item}_uncertainty`]]).toEqual([reason, uncertainty]);
            }
          } else if (described.type === 'text') expect(row[item]).toBe(value);
          else expect(row[item]).toBe(status === 'VALUE' ? value : status);
        }
      }),
      { numRuns: 50 },
    );
  });

  it('bring back text and values as they are in the document', () => {
    fc.assert(
      fc.property(anyReading, (reading) => {
        const records = read(wideHeader, wideLines(reading));
        for (const [index, row] of rowsOf(reading).entries()) {
          const record = records[index] ?? {};
          expect(restored(record.reader_id ?? '')).toBe(reading.reader.id);
          expect(restored(record.case_id ?? '')).toBe(reading.project?.caseId ?? reading.subject.id);
          expect(restored(record.revision_reason ?? '')).toBe(reading.revisionReason ?? '');
          expect(restored(record.reason_rim ?? '')).toBe(row.reasons.get('rim') ?? '');
          const retropulsion = row.measurements.get('retropulsion|RETRO-ADJ|mm|at');
          if (retropulsion === undefined) continue;
          const { value, uncertainty, note } = retropulsion;
          const cell = (end: string) => record[`retropulsion_RETRO_ADJ_mm${end}`] ?? '?';
          expect(cell('') === '' ? null : Number(cell(''))).toBe(value);
          if (value === null) continue;
          expect(cell('_uncertainty') === '' ? undefined : Number(cell('_uncertainty'))).toBe(uncertainty);
          expect(restored(cell('_note'))).toBe(note ?? '');
        }
      }),
      { numRuns: 100 },
    );
  });

  it('lose no measurement: one without a column of its own is told in words', () => {
    fc.assert(
      fc.property(anyReading, (reading) => {
        for (const [index, record] of read(wideHeader, wideLines(reading)).entries()) {
          const fracture = reading.fractures[index];
          if (fracture === undefined || fracture.notAssessable.length > 0) continue;
          const inColumns = items.filter(
            ({ name, isMeasurement }) =>
              isMeasurement && ['VALUE', 'REFUSED'].includes(record[`${name}_status`] ?? ''),
          );
          const told = (record.other_measurements ?? '').split('; ').filter((one) => one !== '');
          expect(inColumns.length + told.length).toBe(fracture.measurements.length);
        }
      }),
      { numRuns: 150 },
    );
  });

  it('tell what a protocol leaves out from what nobody answered', () => {
    const asksLittle: Protocol = {
      ...defaultProtocol({
        protocolId: emptyReading().readingId,
        title: 'T',
        seed: 1,
        now: '2026-01-05T09:00:00Z',
      }),
      methods: ['RETRO-ADJ'],
    };
    asksLittle.items = asksLittle.items.map((rule) =>
      rule.item === 'context.oedema' || rule.item === 'rim.cells' ? { ...rule, asked: 'no' } : rule,
    );
    const reading = applyEdits(emptyReading(), [(r) => addFracture(r, 'L1')]);
    const [open] = read(wideHeader, wideLines(reading));
    const [asked] = read(wideHeader, wideLines(reading, asksLittle));
    expect([open?.oedema, open?.rim_status, open?.rim_middle_left]).toEqual([
      'NOT_ANSWERED',
      'UNREAD',
      'UNREAD',
    ]);
    expect([asked?.oedema, asked?.rim_status, asked?.rim_middle_left]).toEqual(Array(3).fill('NOT_ASKED'));
    expect(asked?.intravertebral_cleft).toBe('NOT_ANSWERED');
    expect(asked?.retropulsion_RETRO_ADJ_mm_status).toBe('NOT_ANSWERED');
    expect(asked?.retropulsion_RETRO_OWN_mm_status).toBe('NOT_ASKED');
    const measured = read(wideHeader, wideLines(exampleReading(), asksLittle))[0];
    expect(measured?.retropulsion_RETRO_ADJ_mm).toBe('4.4');
    expect([measured?.wedge_angle_WEDGE_deg, measured?.wedge_angle_WEDGE_deg_status]).toEqual([
      '',
      'NOT_ASKED',
    ]);
    const answered = applyEdits(reading, [(r) => setContext(r, 'L1', { oedema: 'absent' })]);
    expect(read(wideHeader, wideLines(answered, asksLittle))[0]?.oedema).toBe('absent');
    const long = read(longHeader, longLines(reading, asksLittle));
    expect(long.find(({ item }) => item === 'oedema')?.status).toBe('NOT_ASKED');
  });

  it('have a column for every item of a protocol', () => {
    const named = Object.values(columnsOfProtocolItem).flat();
    expect(named.filter((name) => !items.some((item) => item.name === name))).toEqual([]);
    const measured = items.filter(({ isMeasurement }) => isMeasurement).map(({ name }) => name);
    expect(measured.filter((name) => !named.includes(name))).toEqual([]);
  });
});
