const pathLike =
  /(?:^|[\s"'(=,;])(?:\/[^\s/]+\/|~\/|[A-Za-z]:[\\/]|\\\\[^\s\\]|(?:file|dicom|wadouri|wadors|rim|blob|https?):)/i;

/**
 * Where in a JSON value a text looks like a file path or the address of an image (`fractures.0.…`), or null. Findings
 * documents go to others: they must not carry either.
 */
export function findPath(value: unknown, place = ''): string | null {
  if (typeof value === 'string') return pathLike.test(value) ? place : null;
  if (typeof value !== 'object' || value === null) return null;
  for (const [key, item] of Object.entries(value)) {
    const found = findPath(item, place === '' ? key : `${place}.${key}`);
    if (found !== null) return found;
  }
  return null;
}
