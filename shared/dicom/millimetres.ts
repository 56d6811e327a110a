/** A length as the sentences write it: at most two decimals and the unit. */
export function millimetres(value: number): string {
  return `${Number(value.toFixed(2))} mm`;
}
