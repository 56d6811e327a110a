/** Either the value, or what went wrong in a sentence the user can act on. */
export type Outcome<T> = { ok: true; value: T } | { ok: false; problem: string };

/** An outcome that says what went wrong. */
export const refuse = (problem: string): Outcome<never> => ({ ok: false, problem });
