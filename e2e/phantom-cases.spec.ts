import { readFileSync } from 'node:fs';
import path from 'node:path';
import { compareWithTruth } from '../scripts/demo/compare-with-truth';
import { phantomCases } from '../scripts/phantom/cases';
import { readTruth } from '../scripts/phantom/read-truth';
import { checkConsistency } from '../shared/findings/consistency';
import { parseReading } from '../shared/findings/parse-reading';
import { answerSaveDialog } from './support/dialogs';
import { phantomFolder } from './support/launch';
import { ReadingRoom } from './support/reading-room';
import { expect, test } from './support/test';

for (const { name } of phantomCases) {
  test(`${name} is read, submitted and exported to its truth`, async ({ launch, workFolder }) => {
    test.setTimeout(600_000);
    const truth = readTruth(phantomFolder, name);
    const { app, page } = await launch({ open: [path.join(phantomFolder, name)] });
    const findings = path.join(workFolder, 'findings.json');
    await answerSaveDialog(app, findings);
    const room = new ReadingRoom(page);
    await room.waitForImages();
    await room.readCase(truth);
    await expect.poll(() => room.missing(), { message: 'what is missing' }).toEqual([]);
    await room.submit();
    await room.exportFindings();

    const written = readFileSync(findings, 'utf8');
    const parsed = parseReading(JSON.parse(written));
    if ('problem' in parsed) throw new Error(parsed.problem);
    const comparison = compareWithTruth(truth, parsed.reading);
    expect(comparison.ok, JSON.stringify(comparison.error)).toBe(true);
    expect(checkConsistency(parsed.reading)).toEqual([]);
    expect(parsed.reading.status).toBe('submitted');
    expect(parsed.reading.study.studyInstanceUid).toBe(truth.studyInstanceUid);
    expect(written).not.toMatch(/Phantom\^|PHANTOM-|\/out\/phantoms|rim:/);
  });
}
