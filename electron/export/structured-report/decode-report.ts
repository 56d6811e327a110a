import dicomParser from 'dicom-parser';
import {
  type Code,
  type ContentItem,
  type ContentValue,
  type Relationship,
  StructuredReportProblem,
} from '../../../shared/export/structured-report/content-item';
import { readingOfReport } from '../../../shared/export/structured-report/report';
import type { Reading } from '../../../shared/findings/reading';
import { decodeText } from '../../ingest/character-sets';

const relationships: readonly Relationship[] = [
  'CONTAINS',
  'HAS OBS CONTEXT',
  'HAS CONCEPT MOD',
  'HAS PROPERTIES',
  'INFERRED FROM',
  'SELECTED FROM',
];
const graphics = ['POINT', 'MULTIPOINT', 'POLYLINE'] as const;

/** What is a sequence, where the transfer syntax leaves that open (implicit VR). */
const sequences: ReadonlySet<string> = new Set([
  'x00081199',
  'x004008ea',
  'x0040a043',
  'x0040a168',
  'x0040a300',
  'x0040a730',
]);

/**
 * The reading in a DICOM file that `encodeReport` wrote, whoever stored it since. Throws a StructuredReportProblem, in a
 * sentence, for everything else.
 */
export function decodeReport(bytes: Uint8Array): Reading {
  let dataSet: dicomParser.DataSet;
  try {
    dataSet = dicomParser.parseDicom(bytes, {
      vrCallback: (tag) => (sequences.has(tag) ? 'SQ' : undefined),
    });
  } catch {
    throw new StructuredReportProblem('This is not a DICOM file, or it is damaged or cut off.');
  }
  if (!(dataSet.string('x00080016') ?? '').startsWith('1.2.840.10008.5.1.4.1.1.88.')) {
    throw new StructuredReportProblem('This DICOM file is not a structured report.');
  }
  const characterSets = (dataSet.string('x00080005') ?? '').split('\\');
  return readingOfReport(itemOf(dataSet, characterSets), dataSet.string('x0020000d') ?? '');
}

/** Text of an element, without the padding at its end. */
function textOf(dataSet: dicomParser.DataSet, tag: string, characterSets: string[]): string {
  const element = dataSet.elements[tag];
  if (element === undefined) return '';
  const { dataOffset, length } = element;
  const bytes = dataSet.byteArray.subarray(dataOffset, dataOffset + length);
  const text =
    characterSets[0] === 'ISO_IR 192'
      ? Buffer.from(bytes).toString('utf8')
      : decodeText(bytes, characterSets);
  return text.replace(/[ \0]+$/, '');
}

function itemsOf(dataSet: dicomParser.DataSet, tag: string): dicomParser.DataSet[] {
  return (dataSet.elements[tag]?.items ?? []).flatMap((item) => item.dataSet ?? []);
}

function codeIn(dataSet: dicomParser.DataSet, tag: string, characterSets: string[]): Code | null {
  const [item] = itemsOf(dataSet, tag);
  if (item === undefined) return null;
  return {
    value: textOf(item, 'x00080100', characterSets),
    scheme: textOf(item, 'x00080102', characterSets),
    meaning: textOf(item, 'x00080104', characterSets),
  };
}

function itemOf(dataSet: dicomParser.DataSet, characterSets: string[]): ContentItem {
  const relationship = dataSet.string('x0040a010');
  return {
    relationship: relationships.find((one) => one === relationship) ?? null,
    concept: codeIn(dataSet, 'x0040a043', characterSets),
    value: contentValue(dataSet, characterSets),
    children: itemsOf(dataSet, 'x0040a730').map((child) => itemOf(child, characterSets)),
  };
}

const noCode: Code = { value: '', scheme: '', meaning: '' };

function floats(dataSet: dicomParser.DataSet): number[] {
  const length = dataSet.elements.x00700022?.length ?? 0;
  return Array.from({ length: length / 4 }, (_, index) => dataSet.float('x00700022', index) ?? Number.NaN);
}

/** The value of a content item; one of a type that reports of readings do not have counts as an empty container. */
function contentValue(dataSet: dicomParser.DataSet, characterSets: string[]): ContentValue {
  const text = (tag: string) => textOf(dataSet, tag, characterSets);
  const type = dataSet.string('x0040a040');
  const graphic = graphics.find((one) => one === dataSet.string('x00700023')) ?? 'POINT';
  switch (type) {
    case 'CODE':
      return { type, code: codeIn(dataSet, 'x0040a168', characterSets) ?? noCode };
    case 'TEXT':
      return { type, text: text('x0040a160') };
    case 'UIDREF':
      return { type, uid: dataSet.string('x0040a124') ?? '' };
    case 'PNAME':
      return { type, name: text('x0040a123') };
    case 'NUM':
      return measuredValue(dataSet, characterSets);
    case 'IMAGE': {
      const [image] = itemsOf(dataSet, 'x00081199');
      const sopInstanceUid = image?.string('x00081155') ?? '';
      return { type, image: { sopInstanceUid, frame: image?.intString('x00081160') ?? 1 } };
    }
    case 'SCOORD':
      return { type, graphic, data: floats(dataSet) };
    case 'SCOORD3D':
      return { type, graphic, data: floats(dataSet), frameOfReferenceUid: dataSet.string('x30060024') ?? '' };
    default:
      return { type: 'CONTAINER' };
  }
}

/** A number; one without a value counts as an empty container. */
function measuredValue(dataSet: dicomParser.DataSet, characterSets: string[]): ContentValue {
  const [measured] = itemsOf(dataSet, 'x0040a300');
  const value = measured?.double('x0040a161') ?? measured?.floatString('x0040a30a');
  if (measured === undefined || value === undefined || !Number.isFinite(value)) return { type: 'CONTAINER' };
  return { type: 'NUM', value, unit: codeIn(measured, 'x004008ea', characterSets) ?? noCode };
}
