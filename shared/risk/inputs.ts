import { type Answer, type Fracture, type Presence, type Reading, rimCellNames } from '../findings/reading';
import { type Finding, finding } from './finding';

const unanswered = 'not answered';

function ofAnswer(answer: Answer, name: string): Finding {
  const truth = answer === 'yes' ? true : answer === 'no' ? false : null;
  return finding(truth, `${name}: ${answer ?? unanswered}`);
}

function ofPresence(presence: Presence, name: string): Finding {
  const truth = presence === 'present' ? true : presence === 'absent' ? false : null;
  return finding(truth, `${name}: ${presence?.replace('-', ' ') ?? unanswered}`);
}

export function neurologicalDeficit(reading: Reading): Finding {
  return ofAnswer(reading.clinical.neurologicalDeficit, 'neurological deficit');
}

export function painRefractory(reading: Reading): Finding {
  return ofAnswer(reading.clinical.painRefractory, 'pain refractory to conservative care');
}

export function preoperativeRadiculopathy(reading: Reading): Finding {
  return ofAnswer(reading.clinical.preoperativeRadiculopathy, 'pre-operative radiculopathy');
}

function compression(fracture: Fracture, structure: 'cord' | 'root'): Finding {
  const contact = fracture.fragment.contact[structure];
  const name = `contact with the ${structure} at ${fracture.level}`;
  if (contact === null && fracture.fragment.presence === 'absent') {
    return finding(false, `fragment at ${fracture.level}: absent`);
  }
  const truth = contact === null || contact === 'not-assessable' ? null : contact === 'compression';
  return finding(truth, `${name}: ${contact?.replace('-', ' ') ?? unanswered}`);
}

export function cordCompression(fracture: Fracture): Finding {
  return compression(fracture, 'cord');
}

export function rootCompression(fracture: Fracture): Finding {
  return compression(fracture, 'root');
}

function rim(fracture: Fracture, wanted: 'disrupted' | 'intact'): Finding {
  const { status, cells } = fracture.rim;
  if (status === 'disrupted' || status === 'intact') {
    return finding(status === wanted, `posterior rim of ${fracture.level}: ${status}`);
  }
  const unread = rimCellNames.filter((cell) => cells[cell] === 'unread').length;
  const words = unread === 0 ? 'not assessable' : `${unread} of 9 cells unread`;
  return finding(null, `posterior rim of ${fracture.level}: ${words}`);
}

export function rimDisrupted(fracture: Fracture): Finding {
  return rim(fracture, 'disrupted');
}

export function rimIntact(fracture: Fracture): Finding {
  return rim(fracture, 'intact');
}

/** Whether the rim still has to be read: it is unread or was not assessable. Always known; the rim itself is missing. */
export function rimToBeRead(fracture: Fracture): Finding {
  const { truth, known, missing } = rimIntact(fracture);
  return { truth: truth === null, known: [...known, ...missing], missing };
}

export function canalCompromise(fracture: Fracture): Finding {
  return ofPresence(fracture.canal.compromise, `canal compromise at ${fracture.level}`);
}

export function inferiorType(fracture: Fracture): Finding {
  const { pattern } = fracture;
  const truth = pattern === null || pattern === 'not-assessable' ? null : pattern === 'inferior';
  return finding(truth, `pattern of ${fracture.level}: ${pattern?.replace('-', ' ') ?? unanswered}`);
}

export function cleft(fracture: Fracture): Finding {
  return ofPresence(fracture.context.intravertebralCleft, `intravertebral cleft in ${fracture.level}`);
}

const thoracolumbarJunction: readonly string[] = ['T11', 'T12', 'T13', 'L1', 'L2', 'L3'];

export function atThoracolumbarJunction(fracture: Fracture): Finding {
  return finding(thoracolumbarJunction.includes(fracture.level), `fracture level: ${fracture.level}`);
}

export function afterKyphoplasty(reading: Reading): Finding {
  const { procedure } = reading.clinical.followUp;
  return finding(
    procedure === 'kyphoplasty',
    `procedure performed: ${procedure?.replaceAll('-', ' ') ?? 'none entered'}`,
  );
}

export function radicularSymptoms(reading: Reading): Finding {
  return ofAnswer(reading.clinical.followUp.radicularSymptoms, 'radicular symptoms after the procedure');
}

export function kyphoplastyPlannedOrDone(reading: Reading): Finding {
  const { plannedProcedure } = reading.clinical;
  const done = afterKyphoplasty(reading);
  if (done.truth === true) return done;
  const truth =
    plannedProcedure === null || plannedProcedure === 'unknown' ? null : plannedProcedure === 'kyphoplasty';
  return finding(truth, `planned procedure: ${plannedProcedure?.replaceAll('-', ' ') ?? unanswered}`);
}
