import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { databaseFileName } from '../../electron/store/schema';
import { verifyTrailOfFile } from '../../electron/store/stored-trail';
import { makeCohort } from './make-cohort';

it('makes a project whose trail is intact', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'rim-synthetic-'));
  try {
    const project = join(folder, 'project');
    await makeCohort({
      folder: project,
      keyTable: join(folder, 'key-table.json'),
      cases: 1,
      readers: 3,
      seed: 1,
      phantoms: ['d-no-fracture'],
      onProgress: () => undefined,
    });
    const verdict = verifyTrailOfFile(join(project, databaseFileName));
    expect(verdict).toMatchObject({ ok: true, value: { intact: true } });
  } finally {
    rmSync(folder, { recursive: true });
  }
}, 30_000);
