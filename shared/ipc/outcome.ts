/** Either the value, or what went wrong in a sentence the user can act on. */
export type Outcome<T> = { ok: true; value: T } | { ok: false; problem: string };
