import { isAsked } from '../cohort/asked-items';
import type { Protocol, ProtocolItem } from '../cohort/protocol';
import { rimCellNames } from '../findings/reading';
import type { Answer, Item } from './column';
import type { Row } from './row';

const ofLandmarks = [
  'retropulsion_RETRO_ADJ_mm',
  'retropulsion_RETRO_OWN_mm',
  'canal_diameter_CANAL_AP_mm',
  'canal_diameter_above_CANAL_AP_mm',
  'canal_diameter_below_CANAL_AP_mm',
  'canal_compromise_CC_MSD2_pct',
  'canal_compromise_CC_MSD1_pct',
  'height_loss_anterior_HEIGHT_ADJ2_pct',
  'height_loss_middle_HEIGHT_ADJ2_pct',
  'height_loss_posterior_HEIGHT_ADJ2_pct',
  'genant_grade_GENANT_1',
  'wedge_angle_WEDGE_deg',
  'segmental_kyphosis_COBB_deg',
];
const ofWall = [
  'retropulsion_RETRO_ADJ_mm',
  'retropulsion_RETRO_OWN_mm',
  'disrupted_length_RIM_LEN_mm',
  'disrupted_length_RIM_LEN_pct',
];

/** The columns each item of a protocol answers; one that needs several items stands with each. */
export const columnsOfProtocolItem: Readonly<Record<ProtocolItem, readonly string[]>> = {
  'numbering.method': ['numbering_method'],
  'numbering.lstvSuspected': ['lstv_suspected'],
  'numbering.confidence': ['numbering_confidence'],
  levels: ['levels_marked'],
  fracturePresence: ['fracture_presence'],
  pattern: ['pattern'],
  landmarks: ofLandmarks,
  posteriorWall: ofWall,
  'rim.cells': [...rimCellNames.map((cell) => `rim_${cell.replace('-', '_')}`), 'rim_status'],
  'rim.confidence': ['rim_confidence'],
  'fragment.presence': ['fragment_presence'],
  'fragment.sizes': [
    'fragment_antero_posterior_FRAG_AP_mm',
    'fragment_cranio_caudal_FRAG_CC_mm',
    'fragment_transverse_FRAG_TR_mm',
  ],
  'fragment.side': ['fragment_side'],
  'fragment.reachesForamen': ['fragment_reaches_foramen'],
  'fragment.contact': ['fragment_contact_thecal_sac', 'fragment_contact_cord', 'fragment_contact_root'],
  'canal.compromise': ['canal_compromise'],
  'canal.outlines': ['canal_compromise_CC_AREA2_pct'],
  'context.endplates': ['endplates'],
  'context.osteoporoticFractureClass': ['osteoporotic_fracture_class'],
  'context.oedema': ['oedema'],
  'context.intravertebralCleft': ['intravertebral_cleft'],
  measurementConfidence: ['measurement_confidence'],
  'clinical.neurologicalDeficit': ['neurological_deficit'],
  'clinical.preoperativeRadiculopathy': ['preoperative_radiculopathy'],
  'clinical.painRefractory': ['pain_refractory'],
  'clinical.conservativeCareWeeks': ['conservative_care_weeks'],
  'clinical.plannedProcedure': ['planned_procedure'],
  'clinical.followUp': [
    'follow_up_procedure',
    'cement_volume_mL',
    'radicular_symptoms',
    'symptom_onset_weeks',
  ],
};

const needs = new Map<string, ProtocolItem[]>();
for (const [item, columns] of Object.entries(columnsOfProtocolItem)) {
  for (const column of columns) needs.set(column, [...(needs.get(column) ?? []), item as ProtocolItem]);
}

/** Whether a protocol can leave the item out. */
export function canBeLeftOut({ name }: Pick<Item, 'name'>): boolean {
  return needs.has(name);
}

function isAskedIn(protocol: Protocol, { name }: Item, { reading, fracture }: Row): boolean {
  return (needs.get(name) ?? []).every((one) => isAsked(protocol, one, reading, fracture));
}

function isReported(protocol: Protocol, { method }: Item): boolean {
  return method === null || protocol.methods.some((one) => one === method);
}

/**
 * What a reading says on an item under the protocol it was made under: what nobody answered because the protocol leaves
 * it out is not asked, nor is a measurement with a method the protocol does not report. An answer given all the same
 * stays. Without a protocol everything is asked.
 */
export function answerTo(item: Item, row: Row, protocol: Protocol | null): Answer {
  const answer = item.answerOf(row);
  const missing = 'missing' in answer ? answer.missing : null;
  if (protocol === null || missing === 'NO_FRACTURE') return answer;
  if (!isReported(protocol, item)) return { missing: 'NOT_ASKED' };
  const isOpen = missing === 'NOT_ANSWERED' || missing === 'UNREAD';
  return isOpen && !isAskedIn(protocol, item, row) ? { missing: 'NOT_ASKED' } : answer;
}
