import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { databaseFileName } from '../../electron/store/schema';
import { verifyTrailOfFile } from '../../electron/store/stored-trail';
import { phantomCase } from '../phantom/cases';
import { writeCases } from '../phantom/generate-case';
import { makeCohort } from './make-cohort';

it('makes a project whose trail is intact', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'rim-synthetic-'));
  try {
    const project = join(folder, 'project');
    const phantomFolder = join(folder, 'phantoms');
    const phantom = phantomCase('d-no-fracture');
    // Of the axial images nothing is read here; coarse ones are made at once.
    const definition = { ...phantom, axial: { size: 64, pixelSpacing: 3 } };
    await writeCases([definition], phantomFolder, { ifMissing: false });
    await makeCohort({
      folder: project,
      keyTable: join(folder, 'key-table.json'),
      cases: 1,
      readers: 3,
      seed: 1,
      phantomFolder,
      phantoms: [phantom.name],
      onProgress: () => undefined,
    });
    const verdict = verifyTrailOfFile(join(project, databaseFileName));
    expect(verdict).toMatchObject({ ok: true, value: { intact: true } });
  } finally {
    rmSync(folder, { recursive: true });
  }
}, 60_000);
