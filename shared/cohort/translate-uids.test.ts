import { expect, it } from 'vitest';
import { pointsOfReading } from '../findings/derive';
import { exampleReading } from '../findings/example-reading';
import { readingSchema } from '../findings/reading';
import { translateUids } from './translate-uids';

const reading = {
  ...exampleReading(),
  keyImages: [
    { sopInstanceUid: exampleReading().study.images[0]?.sopInstanceUid ?? '', frame: 1, note: '1.2.3' },
  ],
};
const real = [
  ...new Set([
    reading.study.studyInstanceUid,
    ...pointsOfReading(reading).map((point) => point.sopInstanceUid),
  ]),
];
const there = new Map(real.map((uid, index) => [uid, `2.25.${index + 1}`]));
const back = new Map([...there].map(([uid, other]) => [other, uid]));

it('puts other UIDs everywhere and nothing else, and leads back', () => {
  const translated = translateUids(reading, there);
  if (!('reading' in translated)) throw new Error(translated.unknown.join());
  const text = JSON.stringify(translated.reading);
  for (const uid of real) expect(text).not.toContain(`"${uid}"`);
  expect(readingSchema.safeParse(translated.reading).success).toBe(true);
  expect(translated.reading.keyImages[0]?.note).toBe('1.2.3');
  expect(translateUids(translated.reading, back)).toEqual({ reading });
});

it('names the images that are not there', () => {
  const [first = ''] = real;
  there.delete(first);
  expect(translateUids(reading, there)).toEqual({ unknown: [first] });
});
