import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { editInProcess } from './edit-in-process';
import { killOnce } from './kill-runs';

it('a program killed again and again loses no edit older than half a second, and damages nothing', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'rim-kill-'));
  const start = await editInProcess();
  let edits = 0;
  for (let kill = 1; kill <= 20; kill += 1) {
    const report = await killOnce(start, folder, 1000 + kill);
    expect(report.violations, `kill ${kill}`).toEqual([]);
    edits += report.edits;
  }
  expect(edits).toBeGreaterThan(40);
  rmSync(folder, { recursive: true });
}, 180_000);
