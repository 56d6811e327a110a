/** A statement about a reading that is true, false or (null) not known, with the words that say so. */
export interface Finding {
  truth: boolean | null;
  /** The findings that make it true or false, e.g. "posterior rim of L1: disrupted". */
  known: string[];
  /** The findings that have to be found out, e.g. "canal compromise at L1: not answered". */
  missing: string[];
}

/** A single finding: its words are known where its truth is, else missing. */
export function finding(truth: boolean | null, words: string): Finding {
  return { truth, known: truth === null ? [] : [words], missing: truth === null ? [words] : [] };
}

/** The opposite; what is not known stays not known. */
export function negate(of: Finding): Finding {
  return { ...of, truth: of.truth === null ? null : !of.truth };
}

function joined(truth: boolean | null, parts: readonly Finding[]): Finding {
  return {
    truth,
    known: parts.flatMap((part) => part.known),
    missing: truth === null ? parts.flatMap((part) => part.missing) : [],
  };
}

/** True if all are, false if one is, else not known (Kleene); words only of the parts that decide. */
export function allOf(...parts: readonly Finding[]): Finding {
  const against = parts.filter((part) => part.truth === false);
  if (against.length > 0) return joined(false, against);
  return joined(parts.every((part) => part.truth === true) ? true : null, parts);
}

/** True if one is, false if all are, else not known (Kleene); words only of the parts that decide. */
export function anyOf(...parts: readonly Finding[]): Finding {
  const inFavour = parts.filter((part) => part.truth === true);
  if (inFavour.length > 0) return joined(true, inFavour);
  return joined(parts.every((part) => part.truth === false) ? false : null, parts);
}
