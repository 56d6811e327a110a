import { type BackendMeasurement, fasterBackend } from './backend-measurement';

/** How images are drawn, and why where that is worth saying. */
export interface BackendChoice {
  backend: 'webgl' | 'cpu';
  notice: string | null;
}

const rememberedAs = 'rim-reader.backend';
/** A measurement that takes longer has its answer: the graphics processor is slow. */
const longestMs = 2000;

/** What was chosen at an earlier start; until there was one the processor draws, which works everywhere. */
export function rememberedBackend(): BackendChoice {
  return localStorage.getItem(rememberedAs) === 'webgl'
    ? { backend: 'webgl', notice: null }
    : { backend: 'cpu', notice: null };
}

/**
 * Measures in a worker, so that nobody waits for it, which way draws faster here, and remembers it for the next start.
 * Resolves to the choice.
 */
export async function measureBackend(): Promise<BackendChoice> {
  const worker = new Worker(new URL('./backend-worker.ts', import.meta.url), { type: 'module' });
  const measured = await new Promise<BackendMeasurement | null>((resolve) => {
    worker.onmessage = ({ data }: MessageEvent<BackendMeasurement>) => resolve(data);
    worker.onerror = () => resolve(null);
    setTimeout(() => resolve(null), longestMs);
  });
  worker.terminate();
  const choice = describeChoice(measured);
  localStorage.setItem(rememberedAs, choice.backend);
  return choice;
}

/** The choice that follows from a measurement; null: it did not end in time. */
export function describeChoice(measured: BackendMeasurement | null): BackendChoice {
  if (measured === null) return { backend: 'cpu', notice: 'graphics processor too slow' };
  if (fasterBackend(measured) === 'webgl') return { backend: 'webgl', notice: null };
  if (measured.webgl === 'none') return { backend: 'cpu', notice: 'no WebGL' };
  if (measured.webgl === 'emulated') return { backend: 'cpu', notice: 'no hardware graphics' };
  return { backend: 'cpu', notice: 'faster here than the graphics processor' };
}
