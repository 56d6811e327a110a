import { createHmac } from 'node:crypto';

/**
 * The UID that stands for a real one inside a project: `2.25.` (PS3.5 B.2) and the decimal of the first 16 bytes of
 * HMAC-SHA256 of the UID. `secret`: hexadecimal, from the project's key table; without it no UID leads to the other.
 */
export function pseudonymousUid(uid: string, secret: string): string {
  const digest = createHmac('sha256', Buffer.from(secret, 'hex')).update(uid).digest();
  return `2.25.${BigInt(`0x${digest.subarray(0, 16).toString('hex')}`).toString()}`;
}
