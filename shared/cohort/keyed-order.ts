/**
 * A number of 32 bits that follows from the texts and the seed alone: FNV-1a over their code points, with the
 * finaliser of MurmurHash3. The same on every machine; no secret.
 */
export function keyOf(seed: number, ...texts: readonly string[]): number {
  let hash = (0x811c9dc5 ^ seed) >>> 0;
  for (const character of texts.join('\u0000')) {
    hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193) >>> 0;
  }
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}

/**
 * The items in an order that looks random and follows from seed and purpose alone. Each item has its own key, so that
 * items added later fall between the others without changing their order among themselves, which a shuffle of the whole
 * list would.
 */
export function keyedOrder<T>(
  items: readonly T[],
  nameOf: (item: T) => string,
  { seed, purpose }: { seed: number; purpose: string },
): T[] {
  return items
    .map((item) => ({ item, name: nameOf(item), key: keyOf(seed, purpose, nameOf(item)) }))
    .sort((a, b) => a.key - b.key || (a.name < b.name ? -1 : a.name > b.name ? 1 : 0))
    .map(({ item }) => item);
}
