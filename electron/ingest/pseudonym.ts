import { createHmac } from 'node:crypto';

/** Digits and letters that are not mistaken for one another (Crockford). */
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/**
 * The name a subject has in the app: `S-` and eight characters of HMAC-SHA256 over the patient's identifier. The same
 * patient and secret give the same pseudonym; without the secret it cannot be traced back.
 */
export function createPseudonym(patientId: string, secret: string): string {
  const digest = createHmac('sha256', secret).update(patientId).digest();
  return `S-${Array.from(digest.subarray(0, 8), (byte) => alphabet[byte % 32]).join('')}`;
}
