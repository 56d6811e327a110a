import type { Reading } from '../findings/reading';
import { type ComparedPart, holdTheSame, valueIn } from './compare-case';
import type { PartValue } from './reading-parts';

/** What an adjudicator's draft says of a compared part. */
export interface Decision {
  /** `open`: nothing yet; `taken`: what one or several of the readings hold; `own`: something else. */
  state: 'open' | 'taken' | 'own';
  own: PartValue;
  /** Places of the readings that hold the same. */
  sameAs: readonly number[];
}

/**
 * What an adjudicator's draft says of a compared part, beside the readings. `isSettled`: that the draft holds nothing is
 * meant so, as after taking an empty answer or in a submitted record.
 */
export function decisionOn(compared: ComparedPart, draft: Reading, isSettled: boolean): Decision {
  const own = valueIn(draft, compared);
  const sameAs = compared.values.flatMap((value, index) =>
    holdTheSame(compared.part, own, value) ? [index] : [],
  );
  if (own.content === null && !(isSettled && sameAs.length > 0)) return { state: 'open', own, sameAs: [] };
  return { state: sameAs.length > 0 ? 'taken' : 'own', own, sameAs };
}
