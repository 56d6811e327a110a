import type { Code } from './content-item';
import table from './private-codes.json';

/** Coding scheme designator of the codes defined in `private-codes.json`. */
export const privateScheme = '99RIMREADER';

type PrivateCode = keyof typeof table;

/** A code of the private scheme, by its value. */
export function own(value: PrivateCode): Code {
  return { value, scheme: privateScheme, meaning: table[value].meaning };
}

const dcm = (value: string, meaning: string): Code => ({ value, scheme: 'DCM', meaning });
const snomed = (value: string, meaning: string): Code => ({ value, scheme: 'SCT', meaning });
const unit = (value: string, meaning: string): Code => ({ value, scheme: 'UCUM', meaning });

/** Codes of DICOM (PS3.16 D) and SNOMED CT used in the report. */
export const standard = {
  report: dcm('126000', 'Imaging Measurement Report'),
  language: dcm('121049', 'Language of Content Item and Descendants'),
  english: { value: 'en', scheme: 'RFC5646', meaning: 'English' },
  observerType: dcm('121005', 'Observer Type'),
  person: dcm('121006', 'Person'),
  personName: dcm('121008', 'Person Observer Name'),
  loginName: dcm('128774', "Person Observer's Login Name"),
  subjectClass: dcm('121024', 'Subject Class'),
  patient: dcm('121025', 'Patient'),
  subjectId: dcm('121030', 'Subject ID'),
  subjectSex: dcm('121032', 'Subject Sex'),
  subjectAge: dcm('121033', 'Subject Age'),
  male: dcm('M', 'Male'),
  female: dcm('F', 'Female'),
  otherSex: dcm('121102', 'Other sex'),
  procedureReported: dcm('121058', 'Procedure reported'),
  mri: { value: '25056-3', scheme: 'LN', meaning: 'MRI unspecified body region' },
  imagingMeasurements: dcm('126010', 'Imaging Measurements'),
  measurementGroup: dcm('125007', 'Measurement Group'),
  trackingIdentifier: dcm('112039', 'Tracking Identifier'),
  trackingUid: dcm('112040', 'Tracking Unique Identifier'),
  finding: dcm('121071', 'Finding'),
  fracture: snomed('125605004', 'Fracture of bone'),
  findingSite: snomed('363698007', 'Finding Site'),
  measurementMethod: snomed('370129005', 'Measurement Method'),
  equivalentMeaning: dcm('121050', 'Equivalent Meaning of Concept Name'),
  uncertainty: snomed('371884006', '+/-, range of measurement uncertainty'),
  comment: dcm('121106', 'Comment'),
  calculationFailure: dcm('114008', 'Calculation failure'),
  qualitativeEvaluations: { value: 'C0034375', scheme: 'UMLS', meaning: 'Qualitative Evaluations' },
  length: snomed('410668003', 'Length'),
  diameter: snomed('81827009', 'Diameter'),
  present: snomed('52101004', 'Present'),
  absent: snomed('2667000', 'Absent'),
  indeterminate: snomed('82334004', 'Indeterminate'),
  unknown: snomed('261665006', 'Unknown'),
  yes: snomed('373066001', 'Yes'),
  no: snomed('373067005', 'No'),
} satisfies Record<string, Code>;

/** Units (UCUM). */
export const units = {
  mm: unit('mm', 'mm'),
  '%': unit('%', 'percent'),
  deg: unit('deg', 'degree'),
  '1': unit('1', 'no units'),
  year: unit('a', 'year'),
  week: unit('wk', 'week'),
  millilitre: unit('mL', 'mL'),
} satisfies Record<string, Code>;
