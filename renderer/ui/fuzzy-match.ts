/** Between characters that start words the match is better than within them. */
const wordStart = /[\s/·:,(-]/;

/**
 * How well a text matches what was typed: the letters must occur in order. Higher is better; null: no match. Letters
 * at word starts and runs of letters count more, so "nm" and "next mis" both find "Next missing item".
 */
export function fuzzyScore(typed: string, text: string): number | null {
  const wanted = typed.toLowerCase().replace(/\s+/g, '');
  const offered = text.toLowerCase();
  if (wanted === '') return 0;
  // best[j]: the best score with the wanted letters so far, the last of them at offered[j].
  let best: (number | null)[] = [];
  for (const [index, letter] of [...wanted].entries()) {
    const next: (number | null)[] = [];
    let before: number | null = index === 0 ? 0 : null;
    for (let at = 0; at < offered.length; at++) {
      const previous = at === 0 ? null : (best[at - 1] ?? null);
      if (offered[at] === letter) {
        const own = at === 0 ? 8 : wordStart.test(offered[at - 1] ?? '') ? 6 : 1;
        const run = previous === null ? null : previous + own + 5;
        const jump = before === null ? null : before + own;
        if (run !== null || jump !== null) next[at] = Math.max(run ?? -Infinity, jump ?? -Infinity);
      }
      if (index > 0 && previous !== null && (before === null || previous > before)) before = previous;
    }
    best = next;
  }
  const scores = best.filter((score): score is number => typeof score === 'number');
  return scores.length === 0 ? null : Math.max(...scores) - offered.length / 100;
}

/** The entries that match, best first; the order given where nothing was typed. */
export function fuzzyFind<T>(typed: string, entries: readonly T[], textOf: (entry: T) => string): T[] {
  if (typed.trim() === '') return [...entries];
  return entries
    .flatMap((entry) => {
      const score = fuzzyScore(typed, textOf(entry));
      return score === null ? [] : [{ entry, score }];
    })
    .toSorted((a, b) => b.score - a.score)
    .map(({ entry }) => entry);
}
