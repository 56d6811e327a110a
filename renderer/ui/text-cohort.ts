import type { AuditAction } from '../../shared/cohort/audit';
import type { CaseState, ProjectRole } from '../../shared/cohort/project';
import type { WrittenReports } from '../../shared/ipc/project';
import { counted, numberText } from './format';

const roles: Readonly<Record<ProjectRole, string>> = {
  reader: 'reader',
  adjudicator: 'adjudicator',
  coordinator: 'coordinator',
};

const states: Readonly<Record<CaseState, string>> = {
  'not-started': 'not started',
  draft: 'draft',
  submitted: 'submitted',
  'to-adjudicate': 'to adjudicate',
  adjudicated: 'adjudicated',
};

const auditActs: Readonly<Record<AuditAction, string>> = {
  'trail-begun': 'trail begun',
  'project-created': 'project created',
  'protocol-changed': 'protocol changed',
  'reader-added': 'reader added',
  'reader-changed': 'reader changed',
  'signed-in': 'signed in',
  'signed-out': 'signed out',
  'case-added': 'case added',
  'case-removed': 'case removed',
  'reading-begun': 'reading begun',
  'reading-changed': 'reading changed',
  'reading-submitted': 'reading submitted',
  'reading-reopened': 'reading re-opened',
  'reading-imported': 'reading imported',
  'package-exported': 'package exported',
  'package-imported': 'package imported',
  'readings-exported': 'readings exported',
  'identifiers-exported': 'identifiers exported',
  'backup-restored': 'backup restored',
  'backup-left-out': 'backup left out',
};

/** "45 s", "12 min", "3 h 20 min". */
function duration(seconds: number): string {
  if (seconds < 60) return `${numberText(Math.round(seconds))} s`;
  const minutes = Math.round(seconds / 60);
  if (minutes < 60) return `${numberText(minutes)} min`;
  const rest = minutes % 60;
  return `${numberText(Math.floor(minutes / 60))} h${rest === 0 ? '' : ` ${numberText(rest)} min`}`;
}

const mostNamed = 3;

/** How many readings were left out of an export: the first cases, and the reason of the first. */
function leftOutText(leftOut: WrittenReports['leftOut']): string {
  const [first] = leftOut;
  if (first === undefined) return '';
  const cases = [...new Set(leftOut.map(({ caseId }) => caseId))];
  const more = cases.length > mostNamed ? ` and ${counted(cases.length - mostNamed, 'more case')}` : '';
  return ` ${counted(leftOut.length, 'reading')} left out, of ${cases.slice(0, mostNamed).join(', ')}${more}. ${first.caseId}: ${first.reason}`;
}

/** Words of projects: the list of them, signing in, and every page of an open one. */
export const cohortTexts = {
  projects: 'Projects',
  project: 'Project',
  closeProject: 'Close project',
  pagesLabel: 'Pages of the project',
  pages: {
    worklist: 'Worklist',
    cases: 'Cases',
    readers: 'Readers',
    protocol: 'Protocol',
    agreement: 'Agreement',
    exchange: 'Exchange',
    audit: 'Audit trail',
  },
  roles,
  rolesOf: (of: readonly ProjectRole[]) => of.map((role) => roles[role]).join(', '),
  states,
  version: (version: number) => `protocol version ${numberText(version)}`,
  switchReader: 'Switch reader',
  switchFrom: (code: string) => `${code}: switch reader`,
  showPin: 'Show the PIN',
  readOnly: 'Read-only',
  signedInAs: (code: string) =>
    `${code} is signed in to the open project; every reading made in it is that reader's. To let somebody else read, switch the reader there.`,
  done: 'Done',
  chooseKeyTable: 'Choose the key table…',
  coordinatorOnly: 'Only the coordinator changes this.',
  failed: (reason: string) => `That could not be done: ${reason}. Try again.`,
  valueProblem: (message: string) => `This ${message || 'cannot be used'}.`,
  nextCase: 'Next case',
  allRead: 'Nothing is left to read.',
  duration,
  commands: {
    projects: 'Projects…',
    open: 'Open project…',
    nextCase: 'Next case',
    switchReader: 'Switch reader',
    search: 'Search the worklist',
    close: 'Close project',
    page: (name: string) => `Project: ${name}`,
  },
  case: {
    back: 'Worklist',
    label: 'Case',
    repeat: (repeat: number) => `repeat ${numberText(repeat)}`,
    adjudication: 'adjudication',
    lookedAt: (code: string) => `reading of ${code}, only looked at`,
    lookedAtTogether: (labels: string) => `readings ${labels}, only looked at`,
    otherVersion: (version: number, current: number) =>
      `protocol ${numberText(version)}, present ${numberText(current)}`,
    madeUnder: (version: number, current: number) =>
      `Made under version ${numberText(version)} of the protocol, which stays its own; version ${numberText(current)} is in force.`,
    left: (count: number) => `${counted(count, 'case')} to read`,
  },
  reopening: {
    reason: 'Reason for the new revision',
    hint: 'kept with the revision and in the audit trail',
    begin: 'Re-open',
    missing: 'Say why the reading is changed.',
  },
  start: {
    create: 'New project…',
    newTitle: 'New project',
    open: 'Open project…',
    recent: 'Opened before',
    none: 'No project has been opened on this machine yet. Make a new one, or open the folder of one that is there already.',
    unreachable: 'not reachable',
    title: 'Title',
    titleHint: 'shown to everybody who reads',
    titleMissing: 'Give the project a title.',
    code: 'Your code',
    codeHint: 'You are the coordinator. The code stands in the audit trail; it need not be a name.',
    name: 'Name, optional',
    nameHint: 'shown to the coordinator only, and never exported',
    pin: 'PIN, optional',
    pinHint: 'at least 4 characters; keeps others from signing in as you',
    folders:
      'Next you are asked for an empty folder for the project. It will hold the protocol, the readings and the audit trail, under pseudonyms.',
    keyTable:
      'Then you are asked where to keep the key table: the one file that says which case is which study. Keep it in another folder that is not passed on with the project. Without it no case can be opened, and with it the pseudonyms can be undone; it is never exported.',
    choosePlaces: 'Choose the folders…',
  },
  signIn: {
    title: 'Who reads?',
    hint: 'Choose your code. What others have entered stays hidden from you.',
    readers: 'Readers',
    withPin: 'PIN',
    pinOf: (code: string) => `PIN of ${code}`,
    enter: 'Sign in',
  },
  worklist: {
    loading: 'Fetching the worklist…',
    list: 'List',
    lists: { reader: 'My cases', adjudicator: 'To adjudicate', coordinator: 'All cases' },
    place: 'No.',
    caseId: 'Case',
    state: 'State',
    itemsLeft: 'Items left',
    revision: 'Revision',
    protocol: 'Made under',
    savedAt: 'Last saved',
    note: 'Note',
    time: 'Time',
    again: (id: string, repeat: number) => `${id} · again ${numberText(repeat)}`,
    olderVersion: (version: number) => `version ${numberText(version)}, older`,
    readerColumn: (code: string, repeat: number, role: 'reader' | 'adjudicator') =>
      `${code}${repeat === 0 ? '' : ` · again ${numberText(repeat)}`}${role === 'adjudicator' ? ' · adjudication' : ''}`,
    search: 'Case id',
    filter: 'State',
    ofReader: 'Readings of',
    everybody: 'all readers',
    all: 'all',
    found: 'Lines shown',
    shownOf: (shown: number, total: number) => `${numberText(shown)} of ${numberText(total)}`,
    noCases:
      'There is nothing to read yet. The coordinator adds cases and readers on the pages of these names.',
    noneFound: 'No case matches. Erase a letter, or choose another state or reader.',
    progress: 'Progress',
    doneOf: (done: number, total: number) => `${numberText(done)} of ${numberText(total)} done`,
    remaining: (time: string) => `about ${time} left`,
    remainingUnknown: 'time left: known after three cases',
  },
  cases: {
    from: { csv: 'Add from a CSV list…', folders: 'Add folders…', dicomdir: 'Add a DICOMDIR…' },
    count: (count: number) => `${counted(count, 'case')} in the project`,
    looking: 'Looking at what is there…',
    hint: 'You see what was found before anything is added. Each case is one study; its images stay where they are.',
    csvHint:
      'A CSV list has a heading and one case a line: the case id, a pseudonym of your choice, and the folder, relative to the list or absolute. More columns may say what is known beforehand; the others are named and left out.',
    csvExample:
      'case_id,path,age_years,sex,neurological_deficit\nC-001,studies/one,78,F,no\nC-002,studies/two,71,M,unknown',
    verdict: 'Verdict',
    usable: 'will be added',
    unusable: 'left out',
    line: 'Line',
    caseId: 'Case',
    place: 'Place',
    studies: 'Studies found',
    study: (description: string, images: number) =>
      [description, counted(images, 'image')].filter((part) => part !== '').join(', '),
    facts: 'Known beforehand',
    clinicalFacts: (count: number) => `${numberText(count)} clinical`,
    problems: 'Problems',
    unusedColumns: (columns: readonly string[]) => `Columns that are not used: ${columns.join(', ')}.`,
    add: (count: number) => `Add ${counted(count, 'case')}`,
    discard: 'Add nothing',
    show: 'Lines',
    allLines: (count: number) => `All ${numberText(count)}`,
    problemLines: (count: number) => `Problems ${numberText(count)}`,
    totals: 'Totals',
    total: (lines: number, usable: number, unusable: number) =>
      `${counted(lines, 'line')}: ${numberText(usable)} will be added, ${numberText(unusable)} left out`,
    plan: 'What would be added',
    nothingFound: 'No line here.',
    added: (count: number) => `${counted(count, 'case')} added.`,
  },
  readers: {
    code: 'Code',
    codeHint: 'stands with every reading and in exports; cannot be changed later',
    name: 'Name, optional',
    nameHint: 'shown to the coordinator only, and never exported',
    roles: 'Roles',
    roleHints: {
      reader: 'reads every case',
      adjudicator: 'decides where readers differ',
      coordinator: 'keeps protocol, cases and readers; sees times and every state',
    },
    roleMissing: 'Choose at least one role.',
    pin: 'PIN, optional',
    pinHint: 'at least 4 characters; keeps others from signing in under this code',
    newPin: 'New PIN',
    newPinHint: 'left empty, the present one stays',
    takePin: 'Take the PIN away',
    nameHeading: 'Name',
    pinHeading: 'PIN',
    pinSet: 'set',
    noPin: 'none',
    takesPart: 'Takes part',
    takesPartHint: 'Who has left keeps the readings made, and cannot sign in.',
    yes: 'yes',
    left: 'has left',
    add: 'Add a reader',
    change: 'Change',
    changeOf: (code: string) => `Change ${code}`,
    save: 'Save',
    saved: (code: string) => `${code} is saved.`,
  },
  exchange: {
    readingsTitle: 'Export readings',
    readingsHint:
      'The submitted readings you may see, under case ids, as tables for R, pandas or Excel with their code book, or as documents.',
    readingsButton: 'Export readings…',
    reports: {
      title: 'DICOM SR',
      hint: 'One structured report (TID 1500) for each submitted reading. The files name the images of the patients, so they are kept apart from all other exports.',
      button: 'Export DICOM SR…',
      confirmTitle: 'Export reports that lead to the patients?',
      warning:
        'Each file names the patient’s study and images by their UIDs, beside the case id. Who has a file and access to the PACS knows which patient the case is: these reports are not pseudonymous.',
      keep: 'Keep them where patient records are kept. Give them to no reader of the study, and do not pass them on with its tables, documents or packages.',
      next: 'Next you are asked for an empty folder outside the project. Drafts, and cases whose images are not at their place, are left out.',
      noted: 'The audit trail notes who took them.',
      confirm: 'Choose the folder…',
      cancel: 'Cancel',
      progress: (written: number, count: number) =>
        `${numberText(written)} of ${counted(count, 'report')} written`,
      stop: 'Stop',
      written: (written: number, folder: string, leftOut: WrittenReports['leftOut']) =>
        `${counted(written, 'report')} written to the folder “${folder}”.${leftOutText(leftOut)}`,
    },
    exportTitle: 'Export a package',
    exportAllHint:
      'The readings of everybody with the versions of the protocol they were made under, signed by their content. Without names, dates or DICOM identifiers.',
    exportOwnHint:
      'Your own readings with the versions of the protocol they were made under, signed by their content. Without names, dates or DICOM identifiers.',
    exportButton: 'Export a package…',
    exported: (name: string) => `Exported to ${name}.`,
    exportedInPart: (name: string, hidden: number) =>
      `Exported to ${name}, without ${counted(hidden, 'reading')} hidden from you until you have read the cases.`,
    importTitle: 'Import a package',
    importHint: 'Readings made on another machine. Nothing is overwritten; what differs is listed.',
    importButton: 'Import a package…',
    report: 'What the package brought',
    outcome: 'Outcome',
    outcomes: { new: 'new', identical: 'identical', conflicting: 'conflicting', refused: 'refused' },
    count: (count: number, outcome: string) => `${numberText(count)} ${outcome}`,
    totals: 'Totals',
    caseId: 'Case',
    reader: 'Reader',
    repeat: 'Again',
    revision: 'Revision',
    sentence: 'What to know',
    emptyPackage: 'The package holds no readings.',
  },
  audit: {
    number: 'No.',
    when: 'When',
    who: 'Who',
    what: 'What',
    case: 'Case',
    revision: 'Rev.',
    changes: 'Changes',
    where: 'Where',
    from: 'From',
    to: 'To',
    nothing: '–',
    program: 'the program',
    more: (count: number) => ` and ${numberText(count)} more`,
    actions: auditActs,
    search: 'Case id',
    everybody: 'everybody',
    everything: 'everything',
    onlyReading: 'Only this reading',
    ofReading: (caseId: string, reader: string) => `Reading of ${caseId} by ${reader}`,
    allReadings: 'show all readings',
    reading: 'Reading',
    found: 'Entries shown',
    export: 'Export the trail…',
    none: 'No entry here.',
    entry: (sequence: number) => `Entry ${numberText(sequence)}`,
    hash: 'Hash',
    beginning: (value: string) => `${value}…`,
  },
} as const;
