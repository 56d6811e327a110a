import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, expect, it } from 'vitest';
import { writeTar, writeZip } from '../ingest/testing/archive-bytes';
import { element } from '../ingest/testing/dicom-bytes';
import { mrImageFile } from '../ingest/testing/mr-image';
import { readIdentifiers } from './read-identifiers';

const folder = mkdtempSync(join(tmpdir(), 'rim-identifiers-'));
afterAll(() => rmSync(folder, { recursive: true }));

const image = mrImageFile({ sopInstanceUid: '1.2.3.4.1' });
const other = mrImageFile({
  sopInstanceUid: '9.1',
  studyInstanceUid: '9',
  more: [element(0x00100010, 'PN', 'Somebody^Else')],
});
const found = {
  ok: true,
  value: {
    patientName: 'Secretname, Anna',
    patientId: 'HOSPITAL-4711',
    birthDate: '1947-05-07',
    studyDate: '2024-05-06',
  },
};

function written(name: string, bytes: Uint8Array): string {
  const path = join(folder, name);
  writeFileSync(path, bytes);
  return path;
}

it('reads who was examined from the file of an image, and from the image of the study in an archive', () => {
  expect(readIdentifiers(written('image.dcm', image), '1.2.3')).toEqual(found);
  const members = [
    { name: 'readme.txt', bytes: Buffer.from('no image') },
    { name: 'other.dcm', bytes: other },
    { name: 'image.dcm', bytes: image },
  ];
  expect(readIdentifiers(written('a.zip', writeZip(members)), '1.2.3')).toEqual(found);
  const stored = members.map((member) => ({ ...member, method: 0 }));
  expect(readIdentifiers(written('b.zip', writeZip(stored)), '1.2.3')).toEqual(found);
  expect(readIdentifiers(written('c.tar.gz', gzipSync(writeTar(members))), '1.2.3')).toEqual(found);
});

it('says what the file does not say, and writes names of other scripts behind the first', () => {
  const more = [
    element(0x00080005, 'CS', 'ISO_IR 192'),
    element(0x00100010, 'PN', Buffer.from('Yamada^Tarou=山田^太郎').toString('latin1')),
    element(0x00100030, 'DA', ''),
    element(0x00100020, 'LO', ''),
  ];
  const file = written('names.dcm', mrImageFile({ sopInstanceUid: '1.2.3.4.2', more }));
  expect(readIdentifiers(file, '1.2.3')).toEqual({
    ok: true,
    value: {
      patientName: 'Yamada, Tarou / 山田, 太郎',
      patientId: null,
      birthDate: null,
      studyDate: '2024-05-06',
    },
  });
});

it('gives nobody’s name for another study, a file that is gone, or one that is no image', () => {
  for (const path of [
    written('other.dcm', other),
    written('text.txt', Buffer.from('no image')),
    join(folder, 'gone.dcm'),
  ])
    expect(readIdentifiers(path, '1.2.3')).toEqual({
      ok: false,
      problem: expect.stringMatching(/identifiers/),
    });
});
