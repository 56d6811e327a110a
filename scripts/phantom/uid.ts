import { createHash } from 'node:crypto';

/** A UID under 2.25 (PS3.5 B.2) that is the same for the same text: 128 bits of its SHA-256. */
export function uidFrom(text: string): string {
  const digest = createHash('sha256').update(text).digest('hex').slice(0, 32);
  return `2.25.${BigInt(`0x${digest}`)}`;
}
