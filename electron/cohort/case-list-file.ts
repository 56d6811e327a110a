import { readFileSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { type CsvError, parse } from 'csv-parse/sync';
import type { CaseFacts } from '../../shared/cohort/project';
import { caseIdSchema, clinicalSchema } from '../../shared/findings/reading';
import type { Outcome } from '../../shared/ipc/contract';
import { refuse } from '../../shared/ipc/outcome';
import type { WantedCase } from './plan-cases';

/** The cases of a CSV list, before their studies are looked for. */
export interface CaseList {
  wanted: WantedCase[];
  unusedColumns: string[];
  problems: string[];
}

const columns = [
  'case_id',
  'path',
  'age_years',
  'sex',
  'neurological_deficit',
  'preoperative_radiculopathy',
  'pain_refractory',
  'conservative_care_weeks',
  'planned_procedure',
] as const;
type Column = (typeof columns)[number];

const required: readonly Column[] = ['case_id', 'path'];
const answers = ['yes', 'no', 'unknown'] as const;
const procedures = clinicalSchema.shape.plannedProcedure.unwrap().options;

const columnName = (heading: string) =>
  heading
    .trim()
    .toLowerCase()
    .replaceAll(/[\s-]+/g, '_');

/** Comma or semicolon: what stands more often in the heading outside quotes. */
function delimiterOf(text: string): ',' | ';' {
  const heading = (text.split(/\r?\n/, 1)[0] ?? '').replaceAll(/"[^"]*"/g, '');
  return heading.split(';').length > heading.split(',').length ? ';' : ',';
}

/** A number within bounds; a decimal comma counts as a point. Undefined where it is none. */
function numberIn(text: string, highest: number): number | undefined {
  const value = Number(text.replace(',', '.'));
  return /^\d+([.,]\d+)?$/.test(text) && value <= highest ? value : undefined;
}

function factsOf(value: (column: Column) => string, problems: string[]): CaseFacts {
  function number(column: Column, highest: number): number | null {
    const text = value(column);
    const read = text === '' ? null : numberIn(text, highest);
    if (read === undefined) problems.push(`${column}: “${text}” is not a number from 0 to ${highest}.`);
    return read ?? null;
  }
  function choice<T extends string>(column: Column, options: readonly T[]): T | null {
    const text = value(column);
    const found = options.find((option) => option.toLowerCase() === text.toLowerCase());
    if (text !== '' && found === undefined)
      problems.push(`${column}: “${text}” is none of ${options.join(', ')}.`);
    return found ?? null;
  }
  const weeks = number('conservative_care_weeks', 1000);
  const clinical = {
    neurologicalDeficit: choice('neurological_deficit', answers),
    preoperativeRadiculopathy: choice('preoperative_radiculopathy', answers),
    painRefractory: choice('pain_refractory', answers),
    plannedProcedure: choice('planned_procedure', procedures),
    conservativeCareWeeks: weeks,
  };
  return {
    ageYears: number('age_years', 130),
    sex: choice('sex', ['F', 'M', 'O']),
    clinical: Object.fromEntries(Object.entries(clinical).filter(([, given]) => given !== null)),
  };
}

/**
 * Reads a list of cases: CSV (RFC 4180) in UTF-8, with or without a byte order mark, commas or semicolons, a heading with
 * `case_id` and `path` and any of the clinical columns. Paths are relative to the file's folder. What is wrong with a line
 * is said there; the list is refused only where it is none.
 */
export function readCaseList(file: string): Outcome<CaseList> {
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(readFileSync(file));
  } catch (error) {
    return error instanceof TypeError
      ? refuse('The list is not UTF-8 text; save it as CSV UTF-8 and choose it again.')
      : refuse('The list cannot be read; check that the file is there and may be read.');
  }
  let rows: { record: string[]; info: { lines: number } }[];
  try {
    rows = parse(text, {
      bom: true,
      delimiter: delimiterOf(text),
      info: true,
      relax_column_count: true,
      skip_empty_lines: true,
      skip_records_with_empty_values: true,
      trim: true,
    }) as unknown as typeof rows;
  } catch (error) {
    const { lines } = error as CsvError & { lines?: number };
    return refuse(
      `The list is not CSV${lines === undefined ? '' : ` (line ${lines}: a quote is missing or out of place)`}; correct it and choose it again.`,
    );
  }
  const [heading, ...body] = rows;
  if (heading === undefined) return refuse('The list is empty; it needs a heading with case_id and path.');
  const headings = heading.record.map(columnName);
  const missing = required.filter((column) => !headings.includes(column));
  if (missing.length > 0) {
    return refuse(
      `The list has no column ${missing.join(' and no column ')}; its heading needs case_id and path.`,
    );
  }
  const twice = columns.filter((column) => headings.filter((one) => one === column).length > 1);
  if (twice.length > 0) return refuse(`The list has the column ${twice.join(', ')} more than once.`);
  const wanted = body.map(({ record, info }): WantedCase => {
    const value = (column: Column) => record[headings.indexOf(column)] ?? '';
    const problems: string[] = [];
    if (record.length !== headings.length) {
      problems.push(`The line has ${record.length} values, the heading ${headings.length}.`);
    }
    const caseId = caseIdSchema.safeParse(value('case_id'));
    if (!caseId.success) {
      problems.push(`case_id: “${value('case_id')}” ${caseId.error.issues[0]?.message ?? 'is no case id'}.`);
    }
    const path = resolve(dirname(file), value('path'));
    if (value('path') === '') problems.push('path: no folder is named.');
    else if (statSync(path, { throwIfNoEntry: false }) === undefined)
      problems.push('The folder or file is not there; check the path, which is relative to the list.');
    return {
      line: info.lines,
      caseId: caseId.success ? caseId.data : value('case_id'),
      path,
      facts: factsOf(value, problems),
      problems,
    };
  });
  const known: readonly string[] = columns;
  return {
    ok: true,
    value: {
      wanted,
      unusedColumns: heading.record.filter((name) => !known.includes(columnName(name))),
      problems: wanted.length === 0 ? ['The list has a heading but no case.'] : [],
    },
  };
}
