import type { Command } from 'commander';
import { withDerivedValues } from '../shared/findings/derive';
import { parseReading } from '../shared/findings/parse-reading';
import type { EvidenceId, Reading, Risk } from '../shared/findings/reading';
import { type Explanation, explain } from '../shared/risk/assess';
import { cohortFigure } from '../shared/risk/cohort-figure';
import { evidence } from '../shared/risk/evidence';
import { disclaimer, type Rule, ruleSetVersion, rules } from '../shared/risk/rules';
import { documentName, type FindingsFile, readFindingsFiles } from './findings-files';

/** The assessment of one reading as `risk --json` prints it. */
export interface RiskReport {
  file: string;
  readingId: string;
  subjectId: string;
  ruleSetVersion: string;
  pathway: Risk['pathway'];
  perFracture: Explanation['perFracture'];
  rules: (Risk['rules'][number] & Pick<Rule, 'kind' | 'title' | 'says' | 'against'>)[];
  missing: string[];
  /** Every piece of evidence the rules rest on, by id. */
  evidence: Partial<Record<EvidenceId, EvidenceReport>>;
  disclaimer: string;
}

interface EvidenceReport {
  statement: string;
  numbers: string[];
  /** Proportions of the cohort with exact 95 % intervals; not about this patient. */
  cohort: string[];
  source: string;
  caution: string | null;
}

const help = `
The assessment is recomputed from the findings in FILE, whatever assessment is stored there. FILE holds one reading, a
list of readings, or one reading a line (NDJSON). - (or no FILE) reads standard input. --json prints one object for one
reading, else a list.

Exit codes:
  0  every reading was assessed
  1  at least one file is not a valid findings document (the others are assessed)
  2  a file could not be read, or the command line was not understood`;

/** Adds `risk`: what the rules say about findings files. */
export function register(program: Command): void {
  program
    .command('risk')
    .description('Assess findings files: which rules apply, on what evidence, and what is missing.')
    .argument('[FILE...]', 'findings files; - or none: standard input')
    .option('--json', 'print JSON instead of text')
    .addHelpText('after', help)
    .action(async (paths: string[], options: { json?: boolean }) => {
      const read = await readFindingsFiles(paths);
      const { reports, problems } = assessFiles(read);
      const [only] = reports;
      const json = reports.length === 1 && problems.length === 0 ? only : reports;
      process.stdout.write(options.json ? `${JSON.stringify(json)}\n` : reports.map(formatReport).join('\n'));
      for (const problem of problems) process.stderr.write(`${problem}\n`);
      const unreadable = read.some((one) => 'unreadable' in one && one.unreadable);
      process.exitCode = unreadable ? 2 : problems.length > 0 ? 1 : 0;
    });
}

/** Assesses every reading of the files; what is not a reading becomes a sentence. */
export function assessFiles(read: readonly FindingsFile[]): { reports: RiskReport[]; problems: string[] } {
  const reports: RiskReport[] = [];
  const problems: string[] = [];
  for (const one of read) {
    if ('problem' in one) {
      problems.push(`${one.file}: ${one.problem}`);
      continue;
    }
    for (const [index, document] of one.documents.entries()) {
      const parsed = parseReading(document);
      if ('reading' in parsed) reports.push(reportOf(one.file, parsed.reading));
      else problems.push(`${one.file}: ${documentName(index, one.documents)}${parsed.problem}`);
    }
    if (one.documents.length === 0) problems.push(`${one.file}: The list holds no reading.`);
  }
  return { reports, problems };
}

function reportOf(file: string, stored: Reading): RiskReport {
  const reading = withDerivedValues(stored);
  const { weighed, pathway, perFracture, missing } = explain(reading);
  const applying = weighed.filter((one) => one.applies === true);
  const ids = new Set(applying.flatMap((one) => one.rule.evidence));
  return {
    file,
    readingId: reading.readingId,
    subjectId: reading.subject.id,
    ruleSetVersion,
    pathway,
    perFracture,
    rules: applying.map(({ rule, level, inputs }) => {
      const { id, kind, title, says, against } = rule;
      return { id, level, kind, title, says, evidence: rule.evidence, against, inputs };
    }),
    missing,
    evidence: Object.fromEntries([...ids].map((id) => [id, evidenceReport(id)])),
    disclaimer,
  };
}

function evidenceReport(id: EvidenceId): EvidenceReport {
  const { statement, numbers, proportions, source, caution } = evidence[id];
  const cohort = proportions.map((proportion) => `${proportion.label}: ${cohortFigure(proportion)}`);
  return { statement, numbers, cohort, source, caution };
}

function formatReport(report: RiskReport): string {
  const sources = [...new Set(Object.values(report.evidence).map((one) => one.source))];
  const pathway = rules.find((rule) => rule.id === report.pathway);
  const lines = [
    `${report.file}: reading ${report.readingId}, subject ${report.subjectId}`,
    pathway === undefined
      ? 'Pathway: none of the rules R1–R4 applies'
      : `Pathway ${pathway.id}: ${pathway.title}. ${pathway.says}`,
    ...report.perFracture.map(
      ({ level, pathway: own, readRimFirst }) =>
        `  ${level}: ${own ?? 'no pathway'}${readRimFirst ? '; read the posterior rim first (R5)' : ''}`,
    ),
    'Rules that apply',
    ...report.rules.flatMap(({ id, level, title, says, evidence: ids, against, inputs }) => [
      `  ${id}${level === null ? '' : ` ${level}`}  ${title}. ${says}`,
      `      because: ${inputs.join('; ')}`,
      `      evidence: ${ids.map((one) => (against.includes(one) ? `${one} (against)` : one)).join(', ')}`,
    ]),
    'Missing',
    ...(report.missing.length === 0 ? ['  nothing'] : report.missing.map((words) => `  ${words}`)),
    'Evidence (as reported; proportions are the cohort’s, not this patient’s)',
    ...Object.entries(report.evidence).flatMap(([id, { statement, numbers, cohort, source, caution }]) => [
      `  ${id}  ${statement} [${sources.indexOf(source) + 1}]`,
      ...[...numbers, ...cohort].map((line) => `      ${line}`),
      ...(caution === null ? [] : [`      Caution: ${caution}`]),
    ]),
    'Sources',
    ...sources.map((source, index) => `  [${index + 1}] ${source}`),
    `Rule set ${report.ruleSetVersion}. ${report.disclaimer}`,
  ];
  return `${lines.join('\n')}\n`;
}
