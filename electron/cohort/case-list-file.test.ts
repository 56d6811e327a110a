import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { readCaseList } from './case-list-file';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'rim-list-'));
  for (const name of ['a', 'b, two', 'c']) mkdirSync(join(folder, name));
});
afterEach(() => rmSync(folder, { recursive: true }));

function read(content: string | Uint8Array) {
  const file = join(folder, 'list.csv');
  writeFileSync(file, content);
  return readCaseList(file);
}

function list(content: string) {
  const outcome = read(content);
  if (!outcome.ok) throw new Error(outcome.problem);
  return outcome.value;
}

function problem(content: string | Uint8Array): string {
  const outcome = read(content);
  if (outcome.ok) throw new Error('the list was taken');
  return outcome.problem;
}

const heading =
  'case_id,path,age_years,sex,neurological_deficit,preoperative_radiculopathy,pain_refractory,conservative_care_weeks,planned_procedure';

it('reads ids, paths relative to the list, and clinical columns', () => {
  const { wanted, unusedColumns, problems } = list(
    `${heading}\r\nK-1,a,71,f,no,Unknown,yes,6.5,Kyphoplasty\r\nK-2,"b, two",,,,,,,\r\n`,
  );
  expect(problems).toEqual([]);
  expect(unusedColumns).toEqual([]);
  expect(wanted).toEqual([
    {
      line: 2,
      caseId: 'K-1',
      path: join(folder, 'a'),
      problems: [],
      facts: {
        ageYears: 71,
        sex: 'F',
        clinical: {
          neurologicalDeficit: 'no',
          preoperativeRadiculopathy: 'unknown',
          painRefractory: 'yes',
          plannedProcedure: 'kyphoplasty',
          conservativeCareWeeks: 6.5,
        },
      },
    },
    {
      line: 3,
      caseId: 'K-2',
      path: join(folder, 'b, two'),
      problems: [],
      facts: { ageYears: null, sex: null, clinical: {} },
    },
  ]);
});

it('reads what a spreadsheet of a country with decimal commas writes', () => {
  const { wanted, unusedColumns } = list(
    '\uFEFFCase ID;Path;Age years;Remark\nK1;a;70,5;"said; ""ok"""\n\n;;;\n',
  );
  expect(wanted[0]).toMatchObject({ line: 2, caseId: 'K1', problems: [], facts: { ageYears: 70.5 } });
  expect(wanted).toHaveLength(1);
  expect(unusedColumns).toEqual(['Remark']);
});

it('says of each line what is wrong with it', () => {
  const { wanted } = list(
    `${heading}\n../x,a,,,,,,,\nK1,missing,,,,,,,\nK2,,200,X,maybe,,,six,laser\nK3,c\n`,
  );
  expect(wanted.map(({ problems }) => problems.join(' '))).toEqual([
    expect.stringContaining('case_id: “../x” must be'),
    expect.stringContaining('is not there'),
    expect.stringMatching(
      /path: no folder.*“six” is not a number.*neurological_deficit: “maybe” is none of yes, no, unknown.*planned_procedure.*age_years: “200”.*sex: “X” is none of F, M, O/,
    ),
    expect.stringContaining('2 values, the heading 9'),
  ]);
});

it('refuses what is no list', () => {
  expect(problem('')).toContain('empty');
  expect(problem('case_id;folder\nA;a\n')).toContain('no column path');
  expect(problem('case_id,path,path\nA,a,a\n')).toContain('more than once');
  expect(problem('case_id,path\nA,"a\n')).toContain('quote');
  expect(problem(new Uint8Array([0x63, 0xe4, 0x2c]))).toContain('UTF-8');
  expect(list('case_id,path\n').problems).toEqual(['The list has a heading but no case.']);
});
