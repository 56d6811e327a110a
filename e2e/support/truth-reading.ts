import type { Truth, TruthFracture, TruthPoint } from '../../scripts/phantom/truth';
import type { Stack, Study } from '../../shared/dicom/model';
import {
  addFracture,
  type Edit,
  type PlacedPoint,
  setCanalCompromise,
  setClinical,
  setContext,
  setFracturePresence,
  setFragment,
  setFragmentApex,
  setFragmentContact,
  setFragmentSegment,
  setLandmark,
  setLevels,
  setMeasurementConfidence,
  setNotAssessable,
  setNumbering,
  setPattern,
  setRimCells,
  setRimConfidence,
} from '../../shared/findings/edits';
import { applyEdits } from '../../shared/findings/example-reading';
import type { Contact, Fragment, ImageGeometry, Reading } from '../../shared/findings/reading';
import { addTrace, markDisrupted } from '../../shared/findings/trace-edits';
import type { Vector3 } from '../../shared/geometry/vector';

type EditOf = (reading: Reading) => Edit;

/** Geometry of an image of a study, as a reading keeps it. */
function geometryOf(study: Study, of: { sopInstanceUid: string; frame: number }): ImageGeometry {
  const found = study.stacks.flatMap((stack: Stack) =>
    stack.frames
      .filter((one) => one.sopInstanceUid === of.sopInstanceUid && one.frame === of.frame)
      .map((frame) => ({ stack, frame })),
  )[0];
  if (found === undefined) throw new Error('the study has no such image');
  const { stack, frame } = found;
  return {
    sopInstanceUid: of.sopInstanceUid,
    frame: of.frame,
    position: frame.position === null ? null : [...frame.position],
    orientation: frame.orientation === null ? null : [...frame.orientation],
    pixelSpacing: stack.pixelSpacing === null ? null : [...stack.pixelSpacing],
    sliceStep: stack.sliceStep,
    measurable: true,
    reasons: [],
  };
}

function fractureEdits(
  { level, ...fracture }: TruthFracture,
  sagittal: (lps: Vector3) => PlacedPoint,
  onImage: (point: TruthPoint) => PlacedPoint,
): EditOf[] {
  const { fragment } = fracture;
  const { oedema, intravertebralCleft } = fracture.context;
  const contact = (value: string): Contact =>
    value === 'none' || value === 'contact' || value === 'compression' ? value : 'not-assessable';
  const side = (value: string): Fragment['side'] =>
    (['right', 'central', 'left', 'right-central', 'left-central', 'both'] as const).find(
      (one) => one === value,
    ) ?? null;
  const sizes = ['anteroPosterior', 'cranioCaudal', 'transverse'] as const;
  return [
    (r) => addFracture(r, level),
    (r) => setPattern(r, level, fracture.pattern),
    (r) => setContext(r, level, { oedema, intravertebralCleft, endplates: fracture.endplates }),
    ...fracture.landmarks.map(
      (one): EditOf =>
        (r) =>
          setLandmark(r, level, one.level, one.landmark, sagittal(one.lps)),
    ),
    (r) => addTrace(r, level, fracture.posteriorWall.trace.map(sagittal)),
    ...fracture.posteriorWall.disrupted.map(
      ({ start, end }): EditOf =>
        (r) =>
          markDisrupted(r, level, 0, sagittal(start).point, sagittal(end).point),
    ),
    (r) => setRimCells(r, level, fracture.rim.cells),
    (r) => setRimConfidence(r, level, 4),
    ...(Object.values(fracture.rim.cells).includes('not-assessable')
      ? [(r: Reading) => setNotAssessable(r, level, 'rim', 'artefact over the posterior wall')]
      : []),
    ...(fragment === null
      ? [(r: Reading) => setFragment(r, level, { presence: 'absent' })]
      : [
          (r: Reading) =>
            setFragment(r, level, {
              presence: 'present',
              side: side(fragment.side),
              reachesForamen: fragment.reachesForamen ? 'yes' : 'no',
            }),
          (r: Reading) =>
            setFragmentContact(r, level, {
              thecalSac: contact(fragment.contact.thecalSac),
              cord: contact(fragment.contact.cord),
              root: contact(fragment.contact.root),
            }),
          (r: Reading) => setFragmentApex(r, level, sagittal(fragment.apex)),
          ...sizes.map(
            (size): EditOf =>
              (r) =>
                setFragmentSegment(r, level, size, {
                  start: onImage(fragment.endpoints[size].start),
                  end: onImage(fragment.endpoints[size].end),
                }),
          ),
        ]),
    (r) => setCanalCompromise(r, level, fragment === null ? 'absent' : 'present'),
    (r) => setMeasurementConfidence(r, level, 4),
  ];
}

/**
 * The reading of a phantom as its truth has it, in a draft as the app began it: every answer, landmarks, wall and
 * fragment; canal outlines are left out.
 */
export function truthReading(draft: Reading, truth: Truth, study: Study): Reading {
  const onImage = ({ lps: [x, y, z], sopInstanceUid, frame }: TruthPoint): PlacedPoint => ({
    point: { lps: [x, y, z], sopInstanceUid, frame },
    image: geometryOf(study, { sopInstanceUid, frame }),
  });
  const { sopInstanceUid, frame } = truth.midSagittal;
  const sagittal = (lps: Vector3) => onImage({ lps, sopInstanceUid, frame });
  return applyEdits(draft, [
    (r) => setNumbering(r, { method: 'from-sacrum', lstvSuspected: 'no', confidence: 4 }),
    (r) =>
      setLevels(
        r,
        truth.levels.map(({ level, point }) => ({ level, placed: sagittal(point) })),
      ),
    ...(truth.fractures.length === 0 ? [(r: Reading) => setFracturePresence(r, 'absent')] : []),
    ...truth.fractures.flatMap((fracture) => fractureEdits(fracture, sagittal, onImage)),
    (r) => setClinical(r, truth.clinical),
  ]);
}
