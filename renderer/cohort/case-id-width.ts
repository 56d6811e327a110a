/** Width of a column of case ids as a CSS grid track: as wide as the longest of them where there is room. */
export function caseIdWidth(caseIds: readonly (string | null)[]): string {
  const longest = caseIds.reduce((most, caseId) => Math.max(most, caseId?.length ?? 0), 0);
  return `minmax(110px, ${Math.max(14, longest)}ch)`;
}
