import type { FractureItem, Segment } from '../../findings/reading';
import { distance } from '../vector';
import { type FractureMeasuring, type Result, refusal, stepInWords } from './fracture-measuring';
import { imageKey } from './measuring-plane';
import { smallestLength } from './outcome';
import type { Dependence } from './uncertainty';

/** FRAG-AP, FRAG-CC, FRAG-TR; points: the two ends. */
export function measureFragment(on: FractureMeasuring): void {
  const { fragment } = on.fracture;
  const reasons = new Map(on.fracture.notAssessable.map(({ item, reason }) => [item, reason]));
  const size = (segment: Segment | null, name: string, item: FractureItem): Result => {
    const reason = reasons.get(item) ?? reasons.get('fragment');
    const notAssessable = reason === undefined ? undefined : `not assessable, ${reason.replace(/\.$/, '')}`;
    if (segment === null) return refusal(notAssessable ?? 'its two ends are missing');
    const points = [segment.start, segment.end];
    const problem = on.problemWith(points.map((point) => ({ name: `the end of ${name}`, point })));
    if (problem !== null) return refusal(problem, points);
    const value = distance(segment.start.lps, segment.end.lps);
    if (value < smallestLength) return refusal('its two ends coincide', points);
    const notes =
      imageKey(segment.start) === imageKey(segment.end)
        ? []
        : [`its ends lie on different images${stepInWords(on.stepOf(segment.start))}`];
    const valueAt: Dependence['valueAt'] = ([start, end]) =>
      start === undefined || end === undefined ? null : distance(start, end);
    return { outcome: { value }, points, notes, valueAt };
  };
  for (const [segment, name, method, item] of [
    [fragment.anteroPosterior, 'fragment, antero-posterior', 'FRAG-AP', 'fragment'],
    [fragment.cranioCaudal, 'fragment, cranio-caudal', 'FRAG-CC', 'fragment'],
    [fragment.transverse, 'fragment, transverse', 'FRAG-TR', 'fragmentTransverse'],
  ] as const) {
    if (segment !== null || fragment.presence === 'present') {
      on.report(name, method, 'mm', size(segment, name, item));
    }
  }
}
