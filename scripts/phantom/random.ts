/** A 32-bit seed from text: FNV-1a. */
export function seedFrom(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) {
    hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  }
  return hash >>> 0;
}

/** A uniform generator on [0, 1) that yields the same sequence for the same seed (mulberry32). */
export function uniformGenerator(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

const gaussianTableBits = 14;

/** Standard normal deviates, 2^14 of them, so that a noisy pixel costs one table look-up. */
export function gaussianTable(seed: number): Float64Array {
  const uniform = uniformGenerator(seed);
  const table = new Float64Array(1 << gaussianTableBits);
  for (let i = 0; i < table.length; i += 2) {
    const radius = Math.sqrt(-2 * Math.log(1 - uniform()));
    const angle = 2 * Math.PI * uniform();
    table[i] = radius * Math.cos(angle);
    table[i + 1] = radius * Math.sin(angle);
  }
  return table;
}

const latticeBits = 5;
const latticeSize = 1 << latticeBits;
const latticeMask = latticeSize - 1;

/** A smooth random field in space, periodic every 32 lattice steps: trilinear value noise with eased corners. */
export class NoiseField {
  private readonly lattice: Float64Array;

  constructor(seed: number) {
    const uniform = uniformGenerator(seed);
    this.lattice = Float64Array.from({ length: latticeSize ** 3 }, () => uniform() * 2 - 1);
  }

  /** The field at (x, y, z), in lattice steps; between −1 and 1. */
  at(x: number, y: number, z: number): number {
    const xi = Math.floor(x);
    const yi = Math.floor(y);
    const zi = Math.floor(z);
    const fx = ease(x - xi);
    const fy = ease(y - yi);
    const fz = ease(z - zi);
    const x0 = xi & latticeMask;
    const x1 = (xi + 1) & latticeMask;
    const y0 = (yi & latticeMask) << latticeBits;
    const y1 = ((yi + 1) & latticeMask) << latticeBits;
    const z0 = (zi & latticeMask) << (2 * latticeBits);
    const z1 = ((zi + 1) & latticeMask) << (2 * latticeBits);
    const a = mix(
      mix(this.cell(x0 | y0 | z0), this.cell(x1 | y0 | z0), fx),
      mix(this.cell(x0 | y1 | z0), this.cell(x1 | y1 | z0), fx),
      fy,
    );
    const b = mix(
      mix(this.cell(x0 | y0 | z1), this.cell(x1 | y0 | z1), fx),
      mix(this.cell(x0 | y1 | z1), this.cell(x1 | y1 | z1), fx),
      fy,
    );
    return mix(a, b, fz);
  }

  private cell(index: number): number {
    return this.lattice[index] as number;
  }
}

function ease(t: number): number {
  return t * t * (3 - 2 * t);
}

function mix(a: number, b: number, t: number): number {
  return a + (b - a) * t;
}
