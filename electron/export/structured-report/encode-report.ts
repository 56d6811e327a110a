import { createHash } from 'node:crypto';
import { canonicalJson } from '../../../shared/cohort/canonical-json';
import { privateScheme } from '../../../shared/export/structured-report/codes';
import {
  type Code,
  type ContentItem,
  type ContentValue,
  type ImageReference,
  StructuredReportProblem,
} from '../../../shared/export/structured-report/content-item';
import {
  headerText,
  imagesOfReading,
  reportOfReading,
} from '../../../shared/export/structured-report/report';
import type { ReferencedImage } from '../../../shared/export/structured-report/report-context';
import type { Reading } from '../../../shared/findings/reading';

/** Comprehensive 3D SR, or Comprehensive SR for programs that do not know it (PS3.3 A.35.13, A.35.3). */
export type ReportKind = 'comprehensive-3d' | 'comprehensive';

const sopClasses: Readonly<Record<ReportKind, string>> = {
  'comprehensive-3d': '1.2.840.10008.5.1.4.1.1.88.34',
  comprehensive: '1.2.840.10008.5.1.4.1.1.88.33',
};
const explicitLittleEndian = '1.2.840.10008.1.2.1';

type Attributes = Record<string, unknown>;
type Images = ReadonlyMap<string, ReferencedImage>;

/** A UID under 2.25 (PS3.5 B.2) that is the same for the same text: 128 bits of its SHA-256. */
function uidFrom(text: string): string {
  const digest = createHash('sha256').update(text).digest('hex').slice(0, 32);
  return `2.25.${BigInt(`0x${digest}`)}`;
}

/**
 * A reading as a DICOM file (PS3.10) of a structured report by TID 1500, explicit little endian, UTF-8. De-identified:
 * name and identifier of the patient are the reading's pseudonym, and there is no date but that of the reading. The same
 * reading gives the same file. `images`: those of the study, by SOP Instance UID. Throws a StructuredReportProblem where
 * an image that the reading refers to is not among them, or a text cannot be written.
 */
export async function encodeReport(reading: Reading, images: Images, kind: ReportKind): Promise<Uint8Array> {
  const referenced = imagesOfReading(reading);
  const missing = referenced.filter((sopInstanceUid) => !images.has(sopInstanceUid));
  if (missing.length > 0) {
    throw new StructuredReportProblem(
      `${missing.length} of the ${referenced.length} images that the reading of ${reading.subject.id} refers to ${missing.length === 1 ? 'is' : 'are'} not there; a structured report needs the images of its study.`,
    );
  }
  const root = reportOfReading(reading, {
    threeDimensional: kind === 'comprehensive-3d',
    images,
    uidFrom,
  });
  const dataSet = {
    ...header(reading, kind, evidence(reading, referenced, images)),
    ...attributesOf(root, images),
  };
  const { default: dcmjs } = await import('dcmjs');
  const { DicomMetaDictionary, DicomDict } = dcmjs.data;
  const file = new DicomDict(
    DicomMetaDictionary.denaturalizeDataset({
      FileMetaInformationVersion: new Uint8Array([0, 1]).buffer,
      MediaStorageSOPClassUID: dataSet.SOPClassUID,
      MediaStorageSOPInstanceUID: dataSet.SOPInstanceUID,
      TransferSyntaxUID: explicitLittleEndian,
      ImplementationClassUID: uidFrom('rim-reader structured report'),
      ImplementationVersionName: 'RIM-READER',
    }),
  );
  file.dict = DicomMetaDictionary.denaturalizeDataset(dataSet);
  return new Uint8Array(file.write());
}

/** Everything but the content tree. Dates and times are those of the reading, UTC. */
function header(reading: Reading, kind: ReportKind, evidenceSequence: Attributes[]) {
  const { subject, study, software } = reading;
  const savedAt = new Date(reading.savedAt).toISOString().replace(/[-:]/g, '');
  const pseudonym = headerText(subject.id) || 'unknown';
  const submitted = reading.status === 'submitted';
  return {
    SpecificCharacterSet: 'ISO_IR 192',
    SOPClassUID: sopClasses[kind],
    SOPInstanceUID: uidFrom(`${kind} ${canonicalJson(reading)}`),
    CodingSchemeIdentificationSequence: [
      {
        CodingSchemeDesignator: privateScheme,
        CodingSchemeName: 'Rim Reader',
        CodingSchemeResponsibleOrganization: 'Rim Reader',
      },
    ],
    TimezoneOffsetFromUTC: '+0000',
    PatientName: [{ Alphabetic: pseudonym }],
    PatientID: pseudonym,
    PatientBirthDate: '',
    PatientSex: subject.sex ?? '',
    ...(subject.ageYears === null
      ? {}
      : { PatientAge: `${String(Math.floor(subject.ageYears)).padStart(3, '0')}Y` }),
    PatientIdentityRemoved: 'YES',
    DeidentificationMethod: 'Rim Reader: written from pseudonyms only',
    StudyInstanceUID: study.studyInstanceUid,
    StudyDate: '',
    StudyTime: '',
    ReferringPhysicianName: '',
    StudyID: '',
    AccessionNumber: '',
    Modality: 'SR',
    SeriesInstanceUID: uidFrom(`series ${reading.readingId}`),
    SeriesNumber: '1',
    SeriesDescription: 'Posterior rim reading',
    ReferencedPerformedProcedureStepSequence: [],
    Manufacturer: 'Rim Reader',
    ManufacturerModelName: headerText(software.name) || 'Rim Reader',
    DeviceSerialNumber: '1',
    SoftwareVersions: headerText(software.version) || '0',
    InstanceNumber: String(reading.revision),
    ContentDate: savedAt.slice(0, 8),
    ContentTime: savedAt.slice(9, 15),
    CompletionFlag: submitted ? 'COMPLETE' : 'PARTIAL',
    // A reading is research and decision support: nobody has attested it legally.
    VerificationFlag: 'UNVERIFIED',
    PreliminaryFlag: submitted ? 'FINAL' : 'PRELIMINARY',
    PerformedProcedureCodeSequence: [],
    ...(evidenceSequence.length === 0 ? {} : { CurrentRequestedProcedureEvidenceSequence: evidenceSequence }),
  };
}

/** The images referred to, by study and series (PS3.3 C.17.2.1). */
function evidence({ study }: Reading, referenced: readonly string[], images: Images): Attributes[] {
  const series = new Map<string, Attributes[]>();
  for (const sopInstanceUid of referenced) {
    const image = images.get(sopInstanceUid);
    if (image === undefined) continue;
    const instances = series.get(image.seriesInstanceUid) ?? [];
    instances.push({ ReferencedSOPClassUID: image.sopClassUid, ReferencedSOPInstanceUID: sopInstanceUid });
    series.set(image.seriesInstanceUid, instances);
  }
  if (series.size === 0) return [];
  return [
    {
      StudyInstanceUID: study.studyInstanceUid,
      ReferencedSeriesSequence: [...series].map(([SeriesInstanceUID, ReferencedSOPSequence]) => ({
        ReferencedSOPSequence,
        SeriesInstanceUID,
      })),
    },
  ];
}

function codeItem({ value, scheme, meaning }: Code): Attributes {
  return { CodeValue: value, CodingSchemeDesignator: scheme, CodeMeaning: meaning };
}

/** A content item with those below it (PS3.3 C.17.3). */
function attributesOf({ relationship, concept, value, children }: ContentItem, images: Images): Attributes {
  return {
    ...(relationship === null ? {} : { RelationshipType: relationship }),
    ValueType: value.type,
    ...(concept === null ? {} : { ConceptNameCodeSequence: [codeItem(concept)] }),
    ...valueAttributes(value, images),
    ...(children.length === 0
      ? {}
      : { ContentSequence: children.map((child) => attributesOf(child, images)) }),
  };
}

function valueAttributes(value: ContentValue, images: Images): Attributes {
  switch (value.type) {
    case 'CONTAINER':
      return {
        ContinuityOfContent: 'SEPARATE',
        ...(value.template === undefined
          ? {}
          : { ContentTemplateSequence: [{ MappingResource: 'DCMR', TemplateIdentifier: value.template }] }),
      };
    case 'CODE':
      return { ConceptCodeSequence: [codeItem(value.code)] };
    case 'TEXT':
      return { TextValue: value.text };
    case 'UIDREF':
      return { UID: value.uid };
    case 'PNAME':
      return { PersonName: [{ Alphabetic: value.name }] };
    case 'NUM':
      return { MeasuredValueSequence: [measuredValue(value.value, value.unit)] };
    case 'IMAGE':
      return { ReferencedSOPSequence: [imageItem(value.image, images)] };
    case 'SCOORD':
      return { GraphicData: value.data, GraphicType: value.graphic };
    case 'SCOORD3D':
      return {
        GraphicData: value.data,
        GraphicType: value.graphic,
        ReferencedFrameOfReferenceUID: value.frameOfReferenceUid,
      };
  }
}

function measuredValue(value: number, unit: Code): Attributes {
  const decimal = decimalString(value);
  return {
    NumericValue: decimal,
    ...(Number(decimal) === value ? {} : { FloatingPointValue: value }),
    MeasurementUnitsCodeSequence: [codeItem(unit)],
  };
}

/** The decimal string of at most 16 characters that is nearest to a number (PS3.5 6.2, DS). */
function decimalString(value: number): string {
  const shortest = String(value);
  if (shortest.length <= 16) return shortest;
  for (let digits = 16; digits > 1; digits -= 1) {
    const text = value.toPrecision(digits);
    if (text.length <= 16) return text;
  }
  return value.toPrecision(1);
}

function imageItem({ sopInstanceUid, frame }: ImageReference, images: Images): Attributes {
  const image = images.get(sopInstanceUid);
  return {
    ReferencedSOPClassUID: image?.sopClassUid,
    ReferencedSOPInstanceUID: sopInstanceUid,
    ...(image !== undefined && image.frames === 1 && frame === 1
      ? {}
      : { ReferencedFrameNumber: String(frame) }),
  };
}
