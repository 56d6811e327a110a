import {
  type AgreementUnit,
  type CategoryMatrix,
  type GroupCategoricalAgreement,
  type LeftOutCounts,
  type NotAssessableTreatment,
  notAssessableCategory,
  type PairCategoricalAgreement,
  unreadCategory,
} from './agreement-result';
import { type CategoricalItem, notApplicable } from './categorical-items';
import { cohenKappa } from './cohen-kappa';
import { type ConfusionMatrix, confusionMatrix, nothingCompared, rawAgreement } from './confusion-matrix';
import { fleissKappa, pairwiseAgreement } from './fleiss-kappa';
import type { MatchedRow } from './matched-facts';
import { biasIndex, prevalenceAdjustedKappa, prevalenceIndex } from './prevalence-bias';
import { clopperPearson } from './proportion';

/** The answers to an item that take part in its statistics, and how many do not. */
interface ItemAnswers {
  rows: { subject: number; answers: string[] }[];
  /** All rows with a category of the scale from every reader. */
  categories: string[];
  leftOut: LeftOutCounts;
}

function answersTo<Facts>(
  item: CategoricalItem<Facts>,
  matched: readonly MatchedRow<Facts>[],
  treatment: NotAssessableTreatment,
): ItemAnswers {
  const leftOut = { notAssessable: 0, unread: 0, notApplicable: 0 };
  const rows: ItemAnswers['rows'] = [];
  const occurring = new Set<string>();
  for (const { subject, facts } of matched) {
    const answers = facts.map(item.read);
    const unassessed = answers.includes(notAssessableCategory);
    const unread = answers.includes(unreadCategory);
    const absent = answers.includes(notApplicable);
    if (unassessed) leftOut.notAssessable++;
    if (unread) leftOut.unread++;
    if (absent) leftOut.notApplicable++;
    if (absent || (treatment === 'excluded' && (unassessed || unread))) continue;
    for (const answer of answers) occurring.add(answer);
    rows.push({ subject, answers });
  }
  const extra = [notAssessableCategory, unreadCategory];
  const scale = item.categories ?? [...occurring].filter((answer) => !extra.includes(answer)).toSorted();
  const categories = [...scale, ...extra.filter((answer) => occurring.has(answer))];
  return { rows, categories, leftOut };
}

function pairsOf(rows: ItemAnswers['rows']): [string | null, string | null][] {
  return rows.map(({ answers: [first, second] }) => [first ?? null, second ?? null]);
}

function matrixWithSubjects(matrix: ConfusionMatrix, rows: ItemAnswers['rows']): CategoryMatrix {
  const { categories, counts } = matrix;
  const place = new Map(categories.map((category, index) => [category, index]));
  const subjects = categories.map(() => categories.map((): number[] => []));
  for (const { subject, answers } of rows) {
    const [row, column] = answers.map((answer) => place.get(answer) ?? -1);
    subjects[row ?? -1]?.[column ?? -1]?.push(subject);
  }
  return { categories, counts, subjects };
}

/** Agreement of two readers (or repeats) on one item. */
export function pairCategoricalAgreement<Facts>(
  item: CategoricalItem<Facts>,
  unit: AgreementUnit,
  matched: readonly MatchedRow<Facts>[],
  treatment: NotAssessableTreatment,
): PairCategoricalAgreement {
  const { rows, categories, leftOut } = answersTo(item, matched, treatment);
  const pairs = pairsOf(rows);
  const matrix = confusionMatrix(pairs, categories);
  const scale = item.ordered && item.categories !== null ? confusionMatrix(pairs, item.categories) : null;
  return {
    item: item.key,
    name: item.name,
    unit,
    compared: matrix.total,
    leftOut,
    raw: rawAgreement(matrix),
    kappa: cohenKappa(matrix),
    weighted:
      scale === null
        ? null
        : {
            compared: scale.total,
            linear: cohenKappa(scale, 'linear'),
            quadratic: cohenKappa(scale, 'quadratic'),
          },
    prevalenceAdjusted: prevalenceAdjustedKappa(matrix),
    prevalenceIndex: prevalenceIndex(matrix),
    biasIndex: biasIndex(matrix),
    matrix: matrixWithSubjects(matrix, rows),
  };
}

/** Agreement of three or more readers on one item. */
export function groupCategoricalAgreement<Facts>(
  item: CategoricalItem<Facts>,
  unit: AgreementUnit,
  matched: readonly MatchedRow<Facts>[],
  treatment: NotAssessableTreatment,
): GroupCategoricalAgreement {
  const { rows, categories, leftOut } = answersTo(item, matched, treatment);
  const place = new Map(categories.map((category, index) => [category, index]));
  let unanimous = 0;
  const table = rows.map(({ answers }) => {
    const line = categories.map(() => 0);
    for (const answer of answers) {
      const at = place.get(answer);
      if (at !== undefined) line[at] = (line[at] ?? 0) + 1;
    }
    if (line.includes(answers.length)) unanimous++;
    return line;
  });
  const share = clopperPearson(unanimous, rows.length);
  return {
    item: item.key,
    name: item.name,
    unit,
    compared: rows.length,
    leftOut,
    unanimous: share === null ? nothingCompared : { equal: unanimous, of: rows.length, ...share },
    pairwise: pairwiseAgreement(table),
    kappa: fleissKappa(table),
  };
}
