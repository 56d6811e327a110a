import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { withDerivedValues } from '../findings/derive';
import { emptyReading, exampleReading } from '../findings/example-reading';
import type { Reading } from '../findings/reading';
import { formatUncertainty, formatValue } from '../geometry/measurements/format-value';
import { escapeMarkup } from './escape-markup';
import { reportBody, reportHtml } from './report-html';
import { schematicPictures } from './report-images';
import type { ReportOptions } from './report-model';

const options: ReportOptions = {
  madeAt: '2026-03-04T05:06:07.000Z',
  softwareVersion: '9.9.9',
  identifiers: null,
};
const example = withDerivedValues(exampleReading());

function htmlOf(reading: Reading, more: Partial<ReportOptions> = {}): string {
  return reportHtml({ reading, pictures: schematicPictures(reading), ...options, ...more });
}

/** The tags of a document, with their attributes but without the values of these. */
function tags(html: string): string[] {
  const found = html.match(/<[^<>]*>/g) ?? [];
  return found.map((tag) => tag.replace(/"[^"]*"/g, '""'));
}

/** Words of a document as they are read. */
function plain(html: string): string {
  return html
    .replace(/<style>.*?<\/style>/s, '')
    .replace(/<[^<>]*>/g, ' ')
    .replace(/&#39;/g, "'")
    .replace(/&amp;/g, '&')
    .replace(/\s+/g, ' ');
}

describe('reportHtml', () => {
  it('says every value of the document with unit, method and uncertainty', () => {
    const text = plain(htmlOf(example));
    const measured = example.fractures
      .flatMap(({ measurements }) => measurements)
      .filter((one) => one.value !== null);
    expect(measured.length).toBeGreaterThan(8);
    for (const one of measured) {
      const spread = formatUncertainty(one);
      const unit = one.unit === 'deg' ? '°' : one.unit === '1' ? '' : one.unit;
      const row = `${one.method} ${formatValue(one)} ${spread === null ? '' : `± ${spread}`} ${unit}`;
      expect(text).toContain(row.replace(/\s+/g, ' ').trim());
    }
  });

  it('shows a draft as one, and a submitted reading without the word', () => {
    expect(htmlOf(example)).toContain('<p class="draft">DRAFT');
    const submitted: Reading = { ...example, status: 'submitted', submittedAt: '2026-02-03T04:05:06.000Z' };
    expect(htmlOf(submitted)).not.toContain('DRAFT');
    expect(plain(htmlOf(submitted))).toContain('Revision 1, submitted 2026-02-03 04:05 UTC');
  });

  it('never prints E2 without E14, and no probability for the patient', () => {
    const text = plain(htmlOf(example));
    expect(text).toContain('E2 Pre-operative posterior rim');
    expect(text).toMatch(/E14 .*\(stands against E2\)/);
    expect(text).not.toMatch(/probability|risk of \d|chance/i);
    expect(text).toContain('For research and decision support; not a diagnosis.');
  });

  it('holds identifiers only where they are given', () => {
    const identifiers = {
      patientName: 'Doe, Jane',
      patientId: '4711',
      birthDate: '1949-01-01',
      studyDate: null,
    };
    const text = plain(htmlOf(example, { identifiers }));
    expect(text).toContain('Doe, Jane');
    expect(text).toContain('Study date not in the image file');
    expect(plain(htmlOf(example))).not.toMatch(/Patient ID|Born|Doe/);
  });

  it('is one document without script, address or event', () => {
    const html = htmlOf(example);
    expect(html).not.toMatch(/<script|javascript:|\son[a-z]+=|https?:\/\/(?!www\.w3\.org\/2000\/svg)/i);
    expect(html).toContain('default-src &#39;none&#39;; img-src data:;');
  });

  it('says what is known where there is no fracture', () => {
    expect(plain(htmlOf(emptyReading()))).toContain('Whether there is a fracture has not been answered.');
    const absent: Reading = { ...emptyReading(), fracturePresence: 'absent' };
    expect(plain(htmlOf(absent))).toContain('No vertebral fracture was found.');
  });

  it('lets no text of a reading become markup', () => {
    const payload = fc.oneof(
      fc.string({ unit: 'binary', minLength: 1, maxLength: 60 }),
      fc.constantFrom(
        '<script>alert(1)</script>',
        '"><img src=x onerror=alert(1)>',
        "' onload='alert(1)",
        '</style><script>',
        '</title></head>',
        '<!--',
        ']]>',
        '&lt;b&gt;',
        '</text></svg><b>',
      ),
    );
    // Markup is the same whatever the texts say: only their words differ.
    const withText = (text: string): Reading => ({
      ...example,
      reader: { id: text },
      subject: { ...example.subject, id: text },
      revisionReason: text,
      numbering: { ...example.numbering },
      fractures: example.fractures.map((fracture) => ({
        ...fracture,
        notAssessable: [{ item: 'fragmentTransverse', reason: text }],
        measurements: fracture.measurements.map((one) => ({ ...one, name: text, note: text })),
      })),
    });
    const pictures = (text: string) =>
      schematicPictures(example).map((picture) => ({ ...picture, caption: text, note: text }));
    const bodyOf = (text: string) =>
      reportBody({
        ...options,
        reading: withText(text),
        pictures: pictures(text),
        identifiers: { patientName: text, patientId: text, birthDate: text, studyDate: text },
      });
    const expected = tags(bodyOf('x'));
    fc.assert(
      fc.property(payload, (text) => {
        expect(tags(bodyOf(text))).toEqual(expected);
      }),
      { numRuns: 60 },
    );
  });
});

describe('escapeMarkup', () => {
  it('leaves no character that ends an element or an attribute, nor one no document may hold', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const escaped = escapeMarkup(text);
        expect(escaped).not.toMatch(/[<>"']/);
        expect(escaped).not.toMatch(/&(?!(amp|lt|gt|quot|#39);)/);
        // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must not be there
        expect(escaped).not.toMatch(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/);
      }),
    );
    expect(escapeMarkup('\ud800<a href="x">&')).toBe('\ufffd&lt;a href=&quot;x&quot;&gt;&amp;');
  });
});
