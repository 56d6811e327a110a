import { imageKey, measuringPlane } from '../geometry/measurements/measuring-plane';
import { retropulsion } from '../geometry/measurements/retropulsion';
import { distanceToPlane } from '../geometry/plane';
import { nearestOnPolyline, polylineLength, stretchOfPolyline } from '../geometry/polyline';
import { dot, subtract, type Vector3 } from '../geometry/vector';
import {
  type Fracture,
  type Point,
  type Reading,
  type RimCellName,
  type RimCellState,
  type RimColumn,
  rimRows,
} from './reading';

/** A state the marked stretches suggest for a cell. The reader confirms; nothing writes it by itself. */
export interface RimProposal {
  cell: RimCellName;
  state: Extract<RimCellState, 'interrupted' | 'displaced'>;
}

/** Width of a thoracolumbar vertebral body taken for the three columns, mm. The landmarks do not give it. */
const assumedBodyWidth = 45;
/** A stretch concerns a third of the wall where it covers at least this share of that third, or its middle lies there. */
const smallestShare = 1 / 3;
/** Beyond the line from PS to PI by this much, mm, a disrupted stretch is proposed as displaced. */
const displacedBeyond = 2;

function columnAt(lateral: number): RimColumn {
  if (Math.abs(lateral) <= assumedBodyWidth / 6) return 'central';
  return lateral > 0 ? 'left' : 'right';
}

/**
 * Which cells the disrupted stretches of a fracture's traces concern. Row: thirds of the trace's length from its upper
 * end. Column: distance of the trace from the mid-sagittal landmark plane, in thirds of an assumed body width of 45 mm,
 * patient left towards LPS +x. State: displaced where the stretch reaches more than 2 mm beyond the line from PS to
 * PI of the level, else interrupted. Empty without a measuring plane.
 */
export function proposeRimCells(reading: Reading, fracture: Fracture): RimProposal[] {
  const images = new Map(reading.study.images.map((image) => [imageKey(image), image]));
  const frame = measuringPlane(fracture.landmarks, fracture.level, images);
  if ('refused' in frame) return [];
  const find = (name: 'PS' | 'PI'): Point | undefined =>
    fracture.landmarks.find((one) => one.level === fracture.level && one.landmark === name)?.point;
  const superior = find('PS');
  const inferior = find('PI');
  const isDisplaced = (stretch: readonly Vector3[]): boolean => {
    if (superior === undefined || inferior === undefined) return false;
    const beyond = retropulsion(frame, superior.lps, inferior.lps, stretch);
    return 'value' in beyond && beyond.value > displacedBeyond;
  };
  const towardsLeft = Math.sign(frame.plane.normal[0]) || 1;
  const proposals = new Map<RimCellName, RimProposal['state']>();
  for (const trace of fracture.posteriorWall.traces) {
    const drawn = trace.points.map((point) => point.lps);
    const [first] = drawn;
    const last = drawn.at(-1);
    if (first === undefined || last === undefined) continue;
    const points = dot(subtract(first, last), frame.head) < 0 ? drawn.toReversed() : drawn;
    const whole = polylineLength(points);
    const lateral =
      points.reduce((sum, point) => sum + distanceToPlane(frame.plane, point), 0) / points.length;
    const column = columnAt(lateral * towardsLeft);
    for (const { start, end } of trace.disrupted) {
      const ends = [start, end].map((one) => nearestOnPolyline(points, one.lps)?.arcLength ?? 0);
      const from = Math.min(...ends);
      const to = Math.max(...ends);
      for (const [index, row] of rimRows.entries()) {
        const low = Math.max(from, (index * whole) / 3);
        const high = Math.min(to, ((index + 1) * whole) / 3);
        const middle = (from + to) / 2;
        const holdsMiddle = middle >= (index * whole) / 3 && middle < ((index + 1) * whole) / 3;
        if (high - low < (smallestShare * whole) / 3 && !holdsMiddle) continue;
        const cell: RimCellName = `${row}-${column}`;
        const displaced = isDisplaced(stretchOfPolyline(points, low, high));
        if (displaced || !proposals.has(cell)) proposals.set(cell, displaced ? 'displaced' : 'interrupted');
      }
    }
  }
  return [...proposals].map(([cell, state]) => ({ cell, state }));
}
