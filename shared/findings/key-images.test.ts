import { describe, expect, it } from 'vitest';
import { exampleReading } from './example-reading';
import { addKeyImage, keyImageOf, removeKeyImage, setKeyImageNote } from './key-images';
import { parseReading } from './parse-reading';
import { type Reading, readingSchema } from './reading';
import { summariseChange } from './summarise-change';

const image = { sopInstanceUid: '1.2.3', frame: 2 };
const other = { sopInstanceUid: '1.2.3', frame: 1 };

function after(reading: Reading, ...edits: ((reading: Reading) => ReturnType<typeof addKeyImage>)[]) {
  return edits.reduce((last, edit) => edit(last).reading, reading);
}

describe('key images', () => {
  it('are marked in order, get a note and go again', () => {
    const marked = after(
      exampleReading(),
      (r) => addKeyImage(r, image),
      (r) => addKeyImage(r, other),
      (r) => setKeyImageNote(r, image, 'interrupted here'),
    );
    expect(marked.keyImages).toEqual([
      { ...image, note: 'interrupted here' },
      { ...other, note: '' },
    ]);
    expect(readingSchema.parse(marked)).toEqual(marked);
    const removed = removeKeyImage(marked, image).reading;
    expect(keyImageOf(removed, image)).toBeNull();
    expect(keyImageOf(removed, other)).not.toBeNull();
  });

  it('are each marked once, and only what is marked has a note', () => {
    const marked = addKeyImage(exampleReading(), image).reading;
    expect(addKeyImage(marked, image).refused).toBe('This image is a key image already.');
    expect(setKeyImageNote(marked, other, 'x').refused).toBe('This image is no key image.');
  });

  it('are not changed in a submitted reading', () => {
    const submitted: Reading = { ...exampleReading(), status: 'submitted' };
    expect(addKeyImage(submitted, image).refused).toContain('submitted');
  });

  it('are none in a document written without them', () => {
    const { keyImages: _, ...older } = exampleReading();
    const parsed = parseReading(older);
    expect('reading' in parsed && parsed.reading.keyImages).toEqual([]);
  });

  it('are named in the audit trail', () => {
    const before = exampleReading();
    const marked = addKeyImage(before, image).reading;
    expect(summariseChange(before, marked)).toBe('key image marked');
    expect(summariseChange(marked, setKeyImageNote(marked, image, 'x').reading)).toBe(
      'note of a key image written',
    );
    expect(summariseChange(marked, before)).toBe('key image removed');
  });
});
