import { expect, it, vi } from 'vitest';
import { logFault } from './log';

it('writes one line that names neither the message nor a folder', () => {
  const written = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
  logFault('reading:save', Object.assign(new Error('/media/cd/NAME^PATIENT.dcm is bad'), { code: 'EIO' }));
  const text = String(written.mock.calls[0]?.[0]);
  written.mockRestore();
  expect(text).toMatch(/^rim-reader: reading:save Error EIO log\.test\.ts:\d+\n$/);
});
