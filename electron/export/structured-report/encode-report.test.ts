import dicomParser from 'dicom-parser';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { withDerivedValues } from '../../../shared/findings/derive';
import { emptyReading, exampleReading } from '../../../shared/findings/example-reading';
import { decodeReport } from './decode-report';
import { encodeReport, type ReportKind } from './encode-report';
import { arbitraryImages, arbitraryReading } from './testing/arbitrary-reading';
import { imagesFor, richReading } from './testing/example-report';

const kinds: readonly ReportKind[] = ['comprehensive-3d', 'comprehensive'];

describe('a structured report as a DICOM file', () => {
  it.each(kinds)('gives an equal reading when it is read back (%s)', async (kind) => {
    for (const reading of [emptyReading(), withDerivedValues(exampleReading()), richReading()]) {
      expect(decodeReport(await encodeReport(reading, imagesFor(reading), kind))).toEqual(reading);
    }
  });

  it('gives an equal reading for whatever the schema takes, numbers to the last bit', async () => {
    await fc.assert(
      fc.asyncProperty(arbitraryReading, fc.constantFrom(...kinds), async (reading, kind) => {
        const read = decodeReport(await encodeReport(reading, arbitraryImages, kind));
        expect(read).toEqual(reading);
      }),
      { numRuns: 40 },
    );
  }, 120_000);

  it('is the same file for the same reading, and another object for another kind or a changed reading', async () => {
    const reading = richReading();
    const images = imagesFor(reading);
    const first = await encodeReport(reading, images, 'comprehensive-3d');
    expect(await encodeReport(reading, images, 'comprehensive-3d')).toEqual(first);
    const instanceOf = (bytes: Uint8Array) => dicomParser.parseDicom(bytes).string('x00080018');
    const others = [
      await encodeReport(reading, images, 'comprehensive'),
      await encodeReport({ ...reading, revisionReason: 'another' }, images, 'comprehensive-3d'),
    ];
    for (const other of others) expect(instanceOf(other)).not.toBe(instanceOf(first));
  });

  it('names the images it refers to, the pseudonym and the state of the reading, and no date but its own', async () => {
    const reading = richReading();
    const dataSet = dicomParser.parseDicom(
      await encodeReport(reading, imagesFor(reading), 'comprehensive-3d'),
    );
    const text = (tag: string) => dataSet.string(tag) ?? '';
    expect(text('x00100010')).toBe('C-014');
    expect(text('x00100020')).toBe('C-014');
    expect(text('x00100030')).toBe('');
    expect([text('x00080020'), text('x00080050'), text('x00080090')]).toEqual(['', '', '']);
    expect(text('x0020000d')).toBe(reading.study.studyInstanceUid);
    expect([text('x0040a491'), text('x0040a496'), text('x0040a493')]).toEqual([
      'COMPLETE',
      'FINAL',
      'UNVERIFIED',
    ]);
    const [study] = dataSet.elements.x0040a375?.items ?? [];
    const [series] = study?.dataSet?.elements.x00081115?.items ?? [];
    const instances = series?.dataSet?.elements.x00081199?.items ?? [];
    expect(instances.map((item) => item.dataSet?.string('x00081155'))).toEqual([
      ...imagesFor(reading).keys(),
    ]);

    const draft = dicomParser.parseDicom(await encodeReport(emptyReading(), new Map(), 'comprehensive-3d'));
    expect([draft.string('x0040a491'), draft.string('x0040a496')]).toEqual(['PARTIAL', 'PRELIMINARY']);
  });

  it('is refused in a sentence where images are not there or a text cannot be written', async () => {
    const reading = richReading();
    await expect(encodeReport(reading, new Map(), 'comprehensive-3d')).rejects.toThrow(
      '2 of the 2 images that the reading of C-014 refers to are not there',
    );
    const [one, ...others] = imagesFor(reading);
    expect(one).toBeDefined();
    await expect(encodeReport(reading, new Map(others), 'comprehensive-3d')).rejects.toThrow(
      '1 of the 2 images that the reading of C-014 refers to is not there',
    );
    const unwritable = { ...reading, revisionReason: 'bell \u0007' };
    await expect(encodeReport(unwritable, imagesFor(reading), 'comprehensive-3d')).rejects.toThrow(
      'The text of “Reason for the revision” has a control character',
    );
  });

  it('says in a sentence what is not a report that it can read', async () => {
    const reading = richReading();
    const bytes = await encodeReport(reading, imagesFor(reading), 'comprehensive-3d');
    expect(() => decodeReport(new Uint8Array(200))).toThrow('This is not a DICOM file');
    expect(() => decodeReport(bytes.subarray(0, bytes.length / 2))).toThrow(/damaged|lacks|not a whole/);
  });
});
