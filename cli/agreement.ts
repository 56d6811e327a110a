import { type Command, Option } from 'commander';
import { notAssessableTreatments } from '../shared/agreement/agreement-result';
import { cohortAgreement } from '../shared/agreement/cohort-agreement';
import { type ReadingFacts, readingFacts } from '../shared/agreement/reading-facts';
import { agreementReport } from './agreement-report';
import { readProtocols } from './read-protocols';
import { streamReadings } from './stream-readings';

const help = `
Compares submitted readings of the same cases: every pair of readers, all readers together (three or more), and each
reader's first with the second reading of a case. Drafts, records of adjudication, earlier revisions and later repeats are
left out and counted. Fractures are compared at the levels that all found. The values are those stored in FILE (rim-reader
validate compares them with the points).
FILE holds one reading, a list of readings, or one reading a line (NDJSON). - (or no FILE) reads standard input.
Formulas, intervals and the form of the JSON: docs/agreement.md.

Exit codes:
  0  every reading was taken in
  1  at least one document is not a valid findings document (the others are compared)
  2  a file could not be read, or the command line was not understood`;

interface Options {
  json?: boolean;
  notAssessable?: (typeof notAssessableTreatments)[number];
  protocol?: string;
}

/** Adds `agreement`: agreement between and within readers over findings files. */
export function register(program: Command): void {
  program
    .command('agreement')
    .description(
      'Compare readers: raw agreement, kappas, intraclass correlations, Bland–Altman, landmarks, outlines.',
    )
    .argument('[FILE...]', 'findings files; - or none: standard input')
    .option('--json', 'print one JSON object instead of tables')
    .addOption(
      new Option(
        '--not-assessable <treatment>',
        'what becomes of answers not assessable or unread (default: as --protocol says, else excluded)',
      ).choices(notAssessableTreatments),
    )
    .option('--protocol <file>', 'the protocol of the reader study (its latest version)')
    .addHelpText('after', help)
    .action(async (files: string[], { json, notAssessable, protocol }: Options) => {
      const said = protocol === undefined ? null : await readProtocols([protocol]);
      if (said !== null && 'problem' in said) {
        process.stderr.write(`${said.problem}\n`);
        process.exitCode = 2;
        return;
      }
      const facts: ReadingFacts[] = [];
      const found = { problems: 0, unreadable: false };
      const readings = streamReadings(files, {
        problem: (sentence) => {
          found.problems++;
          process.stderr.write(`${sentence}\n`);
        },
        unreadable: () => {
          found.unreadable = true;
        },
      });
      for await (const reading of readings) facts.push(readingFacts(reading));
      const result = cohortAgreement(facts, {
        notAssessable: notAssessable ?? said?.protocols[0]?.notAssessable ?? 'excluded',
      });
      process.stdout.write(json ? `${JSON.stringify(result)}\n` : agreementReport(result));
      process.exitCode = found.unreadable ? 2 : found.problems > 0 ? 1 : 0;
    });
}
