import { type MeasurementMethod, type Reading, rimCellNames } from '../findings/reading';
import { type ComparedPart, compareCase } from './compare-case';
import { matchFractures } from './match-fractures';
import type { AdjudicationCriterion } from './protocol';

/** What differs between two or more readings of one case; differences that placing points accounts for are among it. */
export function differences(readings: readonly Reading[]): ComparedPart[] {
  return compareCase(readings).filter(({ extent }) => extent !== 'equal');
}

/** A criterion of the protocol that the readings of a case meet, and in a sentence why. */
export interface MetCriterion {
  criterion: AdjudicationCriterion;
  sentence: string;
}

const unitWords = { mm: ' mm', '%': ' %', deg: '°', '1': '' } as const;

function several(values: readonly string[]): string {
  return [...new Set(values)].join(' / ');
}

function ofPart(
  compared: readonly ComparedPart[],
  wanted: (part: ComparedPart) => boolean,
  say: (part: ComparedPart) => string,
): string | null {
  const met = compared.filter((one) => one.extent === 'different' && wanted(one));
  return met.length === 0 ? null : `${met.map(say).join('; ')}.`;
}

function sayValues({ label, fracture, values }: ComparedPart): string {
  const place = fracture === null ? label : `${label} (${several(fracture.key.split('|'))})`;
  return `${place}: ${values.map(({ words }) => (words === '' ? 'nothing' : words)).join(' / ')}`;
}

function levelSentence(readings: readonly Reading[]): string | null {
  const differing = matchFractures(readings).filter(({ key }) => key.includes('|'));
  return differing.length === 0
    ? null
    : `Fractured levels differ: ${differing.map(({ key }) => key.replaceAll('|', ' / ')).join('; ')}.`;
}

function cellsSentence(readings: readonly Reading[], moreThan: number): string | null {
  const counts = matchFractures(readings).flatMap(({ key, fractures }) => {
    if (fractures.includes(null)) return [];
    const differing = rimCellNames.filter(
      (cell) => new Set(fractures.map((fracture) => fracture?.rim.cells[cell])).size > 1,
    );
    return differing.length > moreThan
      ? [`${differing.length} of 9 rim cells of ${several(key.split('|'))}`]
      : [];
  });
  return counts.length === 0 ? null : `${counts.join('; ')} differ, more than ${moreThan}.`;
}

function measurementSentence(
  compared: readonly ComparedPart[],
  method: MeasurementMethod,
  moreThan: number,
): string | null {
  const met = compared.filter(
    ({ part, apart }) =>
      part.kind === 'measurement' && part.method === method && apart !== null && apart.value > moreThan,
  );
  if (met.length === 0) return null;
  const [first] = met;
  const unit = unitWords[first?.apart?.unit ?? '1'];
  return `${met.map(sayValues).join('; ')} (${method}): more than ${moreThan}${unit} apart.`;
}

function sentenceFor(
  criterion: AdjudicationCriterion,
  readings: readonly Reading[],
  compared: () => readonly ComparedPart[],
): string | null {
  switch (criterion.kind) {
    case 'fracturePresence':
      return new Set(readings.map(({ fracturePresence }) => fracturePresence)).size < 2
        ? null
        : ofPart(compared(), ({ part }) => part.kind === 'fracturePresence', sayValues);
    case 'level':
      return levelSentence(readings);
    case 'rimStatus':
      return ofPart(compared(), ({ part }) => part.kind === 'rim', sayValues);
    case 'rimCells':
      return cellsSentence(readings, criterion.moreThan);
    case 'answer':
      return ofPart(compared(), ({ item, isDetail }) => item === criterion.item && !isDetail, sayValues);
    case 'measurement':
      return measurementSentence(compared(), criterion.method, criterion.moreThan);
  }
}

/**
 * The criteria of the protocol (any of which calls for an adjudicator) that two or more submitted readings of a case
 * meet, each with a sentence; none: the readings need no adjudication. Values of different methods are not compared.
 */
export function callsForAdjudication(
  readings: readonly Reading[],
  when: readonly AdjudicationCriterion[],
): MetCriterion[] {
  let parts: ComparedPart[] | null = null;
  const compared = () => {
    parts ??= compareCase(readings);
    return parts;
  };
  return when.flatMap((criterion) => {
    const sentence = sentenceFor(criterion, readings, compared);
    return sentence === null ? [] : [{ criterion, sentence }];
  });
}
