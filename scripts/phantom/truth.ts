import type { VertebralLevel } from '../../shared/dicom/levels';
import type { LandmarkName, RimCellName, RimCellState, RimStatus } from '../../shared/findings/reading';
import { cross, type Vector3 } from '../../shared/geometry/vector';
import type { Anatomy } from './anatomy';
import type { Point2 } from './block';
import type { ClinicalFacts, FractureDefinition, PhantomDefinition } from './cases';
import { columnLevels } from './column-levels';
import type { PhantomImage, PhantomStudy } from './images';
import { type Axis, apexOf, axisFrom, behind, canalAxis, furthest, posteriorBorder } from './landmarks';
import { distanceToSlice, type Posture, type Slice } from './planes';
import type { Spine, Vertebra } from './spine';

/** A point in LPS mm on an image. */
export interface TruthPoint {
  lps: Vector3;
  sopInstanceUid: string;
  /** 1-based. */
  frame: number;
}

export interface TruthMeasurement {
  name: string;
  method: string;
  level: VertebralLevel;
  value: number;
  unit: 'mm' | '%' | 'deg' | '1';
}

export interface TruthFracture {
  level: VertebralLevel;
  pattern: FractureDefinition['pattern'];
  endplates: FractureDefinition['endplates'];
  landmarks: { level: VertebralLevel; landmark: LandmarkName; lps: Vector3 }[];
  posteriorWall: { trace: Vector3[]; disrupted: { start: Vector3; end: Vector3 }[] };
  rim: { status: RimStatus; cells: Record<RimCellName, RimCellState> };
  fragment: {
    anteroPosterior: number;
    cranioCaudal: number;
    transverse: number;
    apex: Vector3;
    side: string;
    reachesForamen: boolean;
    contact: Record<'thecalSac' | 'cord' | 'root', string>;
    endpoints: Record<
      'anteroPosterior' | 'cranioCaudal' | 'transverse',
      { start: TruthPoint; end: TruthPoint }
    >;
  } | null;
  canalOutlines: Record<
    string,
    { sopInstanceUid: string; frame: number; areaSquareMillimetres: number; points: Vector3[] }
  >;
  context: { acuity: 'acute'; oedema: 'present'; intravertebralCleft: 'present' | 'absent' };
  measurements: TruthMeasurement[];
}

/** The content of truth.json: what is in the images, from the formulas they were made with. */
export interface Truth {
  case: string;
  title: string;
  seed: string;
  subject: { ageYears: number; sex: 'F' | 'M' };
  studyInstanceUid: string;
  frameOfReferenceUid: string;
  levels: { level: VertebralLevel; point: Vector3 }[];
  midSagittal: {
    seriesInstanceUid: string;
    sopInstanceUid: string;
    frame: number;
    normal: Vector3;
    origin: Vector3;
  };
  series: { name: string; seriesInstanceUid: string; images: number }[];
  fractures: TruthFracture[];
  clinical: ClinicalFacts;
}

interface Context {
  anatomy: Anatomy;
  spine: Spine;
  posture: Posture;
  study: PhantomStudy;
  midSagittal: PhantomImage;
  axial: { slice: Slice; image: PhantomImage }[];
}

/** Everything true of a case, in LPS. */
export function truthOf(
  definition: PhantomDefinition,
  anatomy: Anatomy,
  posture: Posture,
  study: PhantomStudy,
  axialSlices: readonly Slice[],
): Truth {
  const { spine } = anatomy;
  const sagittal = seriesNamed(study, 'sagittal-t2');
  const midSagittal = sagittal.images[(sagittal.images.length - 1) / 2];
  const axialImages = seriesNamed(study, 'axial-t2').images;
  if (midSagittal === undefined) {
    throw new Error('The sagittal T2 series has no middle slice.');
  }
  const context: Context = {
    anatomy,
    spine,
    posture,
    study,
    midSagittal,
    axial: axialSlices.map((slice, i) => ({ slice, image: axialImages[i] as PhantomImage })),
  };
  const [rx, ry, rz, cx, cy, cz] = midSagittal.orientation;
  return {
    case: definition.name,
    title: definition.title,
    seed: definition.seed,
    subject: { ageYears: definition.patient.ageYears, sex: definition.patient.sex },
    studyInstanceUid: study.studyInstanceUid,
    frameOfReferenceUid: study.frameOfReferenceUid,
    levels: spine.vertebrae.flatMap(({ level, body: { corners } }) =>
      level === 'T8' || level === 'S2'
        ? []
        : [{ level, point: lps(context, centre([corners.AS, corners.PS, corners.AI, corners.PI])) }],
    ),
    midSagittal: {
      seriesInstanceUid: sagittal.seriesInstanceUid,
      sopInstanceUid: midSagittal.sopInstanceUid,
      frame: midSagittal.frame,
      normal: cross([rx, ry, rz], [cx, cy, cz]),
      origin: midSagittal.position,
    },
    series: study.series.map(({ name, seriesInstanceUid, images }) => ({
      name,
      seriesInstanceUid,
      images: images.length,
    })),
    fractures: definition.fractures.map((fracture) => fractureTruth(context, fracture)),
    clinical: definition.clinical,
  };
}

function seriesNamed(study: PhantomStudy, name: string): PhantomStudy['series'][number] {
  const found = study.series.find((series) => series.name === name);
  if (found === undefined) {
    throw new Error(`The study has no series ${name}.`);
  }
  return found;
}

function lps(context: Context, point: Point2, x = 0): Vector3 {
  return context.posture.point([x, point[0], point[1]]);
}

function centre(points: readonly Point2[]): Point2 {
  const sum = points.reduce<Point2>((a, b) => [a[0] + b[0], a[1] + b[1]], [0, 0]);
  return [sum[0] / points.length, sum[1] / points.length];
}

function span(a: Point2, b: Point2): number {
  return Math.hypot(a[0] - b[0], a[1] - b[1]);
}

interface LevelPoints {
  level: VertebralLevel;
  points: Record<LandmarkName, Point2>;
}

function levelPoints(context: Context, vertebra: Vertebra, axis: Axis, from: Point2): LevelPoints {
  const { corners } = vertebra.body;
  return {
    level: vertebra.level as VertebralLevel,
    points: {
      ...corners,
      MS: vertebra.body.middleSuperior(),
      MI: vertebra.body.middleInferior(),
      PC: posteriorBorder((y, z) => context.anatomy.canalDepthBehind(y, z), from, axis),
    },
  };
}

function fractureTruth(context: Context, fracture: FractureDefinition): TruthFracture {
  const { spine } = context;
  const index = columnLevels.indexOf(fracture.level);
  const [above, broken, below] = [index - 1, index, index + 1].map((i) => spine.vertebrae[i] as Vertebra) as [
    Vertebra,
    Vertebra,
    Vertebra,
  ];
  const level = broken.level as VertebralLevel;
  const axis = canalAxis(spine, index);
  const wall = broken.body.posteriorWall(0);
  const apex = furthest(wall, axis);
  const ownAxis = axisFrom(broken.body.corners.PS, broken.body.corners.PI);

  const sound = (vertebra: Vertebra): LevelPoints & { axis: Axis; diameter: number } => {
    const { PS, PI } = vertebra.body.corners;
    const own = axisFrom(PS, PI);
    const points = levelPoints(context, vertebra, own, centre([PS, PI]));
    return { ...points, axis: own, diameter: behind(own, points.points.PC) };
  };
  const upper = sound(above);
  const lower = sound(below);
  const own = levelPoints(context, broken, axis, apex.point);
  const diameter = behind(axis, own.points.PC) - apex.distance;

  const outlines = new Map([above, broken, below].map((v) => [v.level, canalOutline(context, v)] as const));
  const area = (v: Vertebra): number => outlines.get(v.level)?.areaSquareMillimetres ?? Number.NaN;

  const height = (p: LevelPoints, top: LandmarkName, bottom: LandmarkName): number =>
    span(p.points[top], p.points[bottom]);
  const loss = (top: LandmarkName, bottom: LandmarkName): number => {
    const sum = height(upper, top, bottom) + height(lower, top, bottom);
    return (100 * (sum - 2 * height(own, top, bottom))) / sum;
  };
  const losses = { anterior: loss('AS', 'AI'), middle: loss('MS', 'MI'), posterior: loss('PS', 'PI') };
  const worst = Math.max(losses.anterior, losses.middle, losses.posterior);

  const traceLength = polylineLength(wall);
  const disrupted = fracture.disrupted.map((stretch) => {
    const from = Math.round(stretch.from * (wall.length - 1));
    const to = Math.round(stretch.to * (wall.length - 1));
    return wall.slice(from, to + 1);
  });
  const disruptedLength = disrupted.reduce((sum, stretch) => sum + polylineLength(stretch), 0);

  const fragment = fragmentTruth(context, broken, fracture);
  const measurement = (
    name: string,
    method: string,
    value: number,
    unit: TruthMeasurement['unit'],
    at: VertebralLevel = level,
  ): TruthMeasurement => ({ name, method, level: at, value, unit });

  return {
    level,
    pattern: fracture.pattern,
    endplates: fracture.endplates,
    landmarks: [upper, own, lower].flatMap((p) =>
      (['AS', 'AI', 'PS', 'PI', 'MS', 'MI', 'PC'] as const).map((landmark) => ({
        level: p.level,
        landmark,
        lps: lps(context, p.points[landmark]),
      })),
    ),
    posteriorWall: {
      trace: wall.map((point) => lps(context, point)),
      disrupted: disrupted.map((stretch) => ({
        start: lps(context, stretch[0] as Point2),
        end: lps(context, stretch.at(-1) as Point2),
      })),
    },
    rim: { status: rimStatus(fracture.rim), cells: fracture.rim },
    fragment,
    canalOutlines: Object.fromEntries(outlines),
    context: {
      acuity: 'acute',
      oedema: 'present',
      intravertebralCleft: fracture.cleft ? 'present' : 'absent',
    },
    measurements: [
      measurement('retropulsion', 'RETRO-ADJ', apex.distance, 'mm'),
      measurement('retropulsion', 'RETRO-OWN', furthest(wall, ownAxis).distance, 'mm'),
      measurement('canal AP diameter', 'CANAL-AP', upper.diameter, 'mm', upper.level),
      measurement('canal AP diameter', 'CANAL-AP', diameter, 'mm'),
      measurement('canal AP diameter', 'CANAL-AP', lower.diameter, 'mm', lower.level),
      measurement(
        'canal compromise',
        'CC-MSD2',
        100 * (1 - (2 * diameter) / (upper.diameter + lower.diameter)),
        '%',
      ),
      measurement('canal compromise (U)', 'CC-MSD1', 100 * (1 - diameter / upper.diameter), '%'),
      measurement('canal compromise (D)', 'CC-MSD1', 100 * (1 - diameter / lower.diameter), '%'),
      measurement(
        'canal compromise',
        'CC-AREA2',
        (100 * (area(above) + area(below) - 2 * area(broken))) / (area(above) + area(below)),
        '%',
      ),
      measurement('height loss, anterior', 'HEIGHT-ADJ2', losses.anterior, '%'),
      measurement('height loss, middle', 'HEIGHT-ADJ2', losses.middle, '%'),
      measurement('height loss, posterior', 'HEIGHT-ADJ2', losses.posterior, '%'),
      measurement('Genant grade', 'GENANT', worst < 20 ? 0 : worst <= 25 ? 1 : worst <= 40 ? 2 : 3, '1'),
      measurement('vertebral wedge angle', 'WEDGE', kyphoticAngle(own, own), 'deg'),
      measurement('segmental kyphosis', 'COBB', kyphoticAngle(upper, lower), 'deg'),
      measurement('disrupted length', 'RIM-LEN', disruptedLength, 'mm'),
      measurement('disrupted length', 'RIM-LEN', (100 * disruptedLength) / traceLength, '%'),
      ...(fragment === null
        ? []
        : [
            measurement('fragment, antero-posterior', 'FRAG-AP', fragment.anteroPosterior, 'mm'),
            measurement('fragment, cranio-caudal', 'FRAG-CC', fragment.cranioCaudal, 'mm'),
            measurement('fragment, transverse', 'FRAG-TR', fragment.transverse, 'mm'),
          ]),
    ],
  };
}

/** Degrees from the superior endplate of one level to the inferior endplate of another, positive in kyphosis. */
function kyphoticAngle(top: LevelPoints, bottom: LevelPoints): number {
  const inclination = (anterior: Point2, posterior: Point2): number =>
    Math.atan2(posterior[1] - anterior[1], posterior[0] - anterior[0]);
  const radians = inclination(top.points.AS, top.points.PS) - inclination(bottom.points.AI, bottom.points.PI);
  return (radians * 180) / Math.PI;
}

function polylineLength(points: readonly Point2[]): number {
  return points.slice(1).reduce((sum, point, i) => sum + span(point, points[i] as Point2), 0);
}

function rimStatus(cells: Record<RimCellName, RimCellState>): RimStatus {
  const states = Object.values(cells);
  if (states.some((state) => state === 'interrupted' || state === 'displaced')) {
    return 'disrupted';
  }
  return states.includes('not-assessable') ? 'not-assessable' : 'intact';
}

/** Sizes of the fragment: along the perpendicular of the wall, along the wall, and across on the axial slice of its apex. */
function fragmentTruth(
  context: Context,
  vertebra: Vertebra,
  fracture: FractureDefinition,
): TruthFracture['fragment'] {
  const { fragment } = fracture;
  const apex = apexOf(vertebra);
  if (fragment === null || apex === null) {
    return null;
  }
  const { PS, PI } = vertebra.body.corners;
  const forward = axisFrom(PS, PI).posterior;
  const deep: Point2 = [apex[0] - forward[0] * fragment.depth, apex[1] - forward[1] * fragment.depth];
  const top = vertebra.body.wallPoint(fragment.from, 0);
  const bottom = vertebra.body.wallPoint(fragment.to, 0);
  const { slice, image } = axialOf(context, vertebra);
  const half = fragment.depth / 2;
  const across = (x: number): TruthPoint => ({
    lps: context.posture.point([
      x,
      apex[0] - slice.columnDirection[1] * half,
      apex[1] - slice.columnDirection[2] * half,
    ]),
    sopInstanceUid: image.sopInstanceUid,
    frame: image.frame,
  });
  const sagittal = (point: Point2): TruthPoint => ({
    lps: lps(context, point),
    sopInstanceUid: context.midSagittal.sopInstanceUid,
    frame: context.midSagittal.frame,
  });
  return {
    anteroPosterior: fragment.depth,
    cranioCaudal: span(top, bottom),
    transverse: fragment.left - fragment.right,
    apex: lps(context, apex),
    side: fragment.side,
    reachesForamen: fragment.reachesForamen,
    contact: fragment.contact,
    endpoints: {
      anteroPosterior: { start: sagittal(deep), end: sagittal(apex) },
      cranioCaudal: { start: sagittal(top), end: sagittal(bottom) },
      transverse: { start: across(fragment.right), end: across(fragment.left) },
    },
  };
}

function axialOf(context: Context, vertebra: Vertebra): { slice: Slice; image: PhantomImage } {
  const found = context.axial.find(({ slice }) => slice.canalOf === vertebra.level);
  if (found === undefined) {
    throw new Error(`No axial slice was laid through ${vertebra.level}.`);
  }
  return found;
}

const outlinePoints = 96;

/** The border of the bony canal on the axial slice laid through a level: rays from its middle to where the canal ends. */
function canalOutline(context: Context, vertebra: Vertebra): TruthFracture['canalOutlines'][string] {
  const { anatomy, posture } = context;
  const { slice, image } = axialOf(context, vertebra);
  const { PS, PI } = vertebra.body.corners;
  const front = apexOf(vertebra) ?? [PS[0] + (PI[0] - PS[0]) * 0.33, PS[1] + (PI[1] - PS[1]) * 0.33];
  const [, cy, cz] = slice.columnDirection;
  const free = anatomy.canalDepthBehind(front[0], front[1]);
  const middle: Vector3 = [0, front[0] + cy * free * 0.5, front[1] + cz * free * 0.5];
  if (distanceToSlice(slice, middle) > 1e-6) {
    throw new Error(`The axial slice of ${vertebra.level} misses its canal.`);
  }
  const flat: Point2[] = [];
  const points: Vector3[] = [];
  for (let i = 0; i < outlinePoints; i++) {
    const angle = (2 * Math.PI * i) / outlinePoints;
    const at = (radius: number): Vector3 => {
      const v = Math.sin(angle) * radius;
      return [middle[0] + Math.cos(angle) * radius, middle[1] + cy * v, middle[2] + cz * v];
    };
    let low = 0;
    while (low < 30 && anatomy.insideCanal(...at(low + 0.25))) {
      low += 0.25;
    }
    let high = low + 0.25;
    for (let k = 0; k < 30; k++) {
      const half = (low + high) / 2;
      if (anatomy.insideCanal(...at(half))) {
        low = half;
      } else {
        high = half;
      }
    }
    points.push(posture.point(at(low)));
    flat.push([Math.cos(angle) * low, Math.sin(angle) * low]);
  }
  const doubled = flat.reduce((sum, [a, b], i) => {
    const [c, d] = flat[(i + 1) % flat.length] as Point2;
    return sum + a * d - b * c;
  }, 0);
  return {
    sopInstanceUid: image.sopInstanceUid,
    frame: image.frame,
    areaSquareMillimetres: Math.abs(doubled) / 2,
    points,
  };
}
