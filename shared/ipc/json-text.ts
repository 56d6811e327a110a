import type { Outcome } from './outcome';

declare const holds: unique symbol;

/**
 * The JSON of a value that is too large to be handed to the page object by object: the bridge copies every object between
 * its two worlds, which takes several times as long as parsing the text.
 */
export type JsonText<T> = string & { readonly [holds]?: T };

/** Writes a value of plain data as JSON. */
export function toJsonText<T>(value: T): JsonText<T> {
  return JSON.stringify(value) as JsonText<T>;
}

/** Reads what `toJsonText` has written. */
export function fromJsonText<T>(text: JsonText<T>): T {
  const value: T = JSON.parse(text);
  return value;
}

/** An outcome with its value as JSON. */
export function asJsonText<T>(outcome: Outcome<T>): Outcome<JsonText<T>> {
  return outcome.ok ? { ok: true, value: toJsonText(outcome.value) } : outcome;
}
