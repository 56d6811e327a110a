import { randomBytes, scryptSync, timingSafeEqual } from 'node:crypto';

const keyBytes = 32;

/** What a PIN is stored as: scrypt (RFC 7914, N = 2^14, r = 8, p = 1) with a salt of its own, both in hexadecimal. */
export function hashPin(pin: string): string {
  const salt = randomBytes(16);
  return `scrypt:${salt.toString('hex')}:${scryptSync(pin, salt, keyBytes).toString('hex')}`;
}

/** Whether this is the PIN that was stored. What is stored in another form fits no PIN. */
export function isPin(pin: string, stored: string): boolean {
  const [kind, salt, hash] = stored.split(':');
  if (kind !== 'scrypt' || salt === undefined || hash === undefined) return false;
  const expected = Buffer.from(hash, 'hex');
  if (expected.length !== keyBytes) return false;
  return timingSafeEqual(scryptSync(pin, Buffer.from(salt, 'hex'), keyBytes), expected);
}
