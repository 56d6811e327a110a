import { NoiseField } from './random';
import type { Signal } from './tissue';

/** Paints tissues over each other at one point, in all contrasts at once. */
export class Painter {
  readonly noise: NoiseField;
  /** What has been painted: [T1, T2, STIR]. */
  readonly signal = new Float64Array(3);
  private readonly background = new Float64Array(3);
  /** Width of an edge, mm: one pixel. */
  width = 0.75;
  /** Texture at the current pixel, each −1 … 1: fine (about 1.5 mm), medium (5 mm), coarse (18 mm). */
  fine = 0;
  medium = 0;
  coarse = 0;

  constructor(seed: number) {
    this.noise = new NoiseField(seed);
  }

  /** Clears the signal and takes the texture at a pixel. */
  begin(x: number, y: number, z: number, width: number): void {
    const { noise, signal } = this;
    this.width = width;
    this.fine = noise.at(x / 1.7, y / 1.3, z / 1.3) * 0.6 + noise.at(x / 1.1 + 40, y / 0.8, z / 0.8) * 0.4;
    this.medium = noise.at(x / 5 + 11, y / 4.2 + 3, z / 4.6);
    this.coarse = noise.at(x / 19 + 5, y / 17, z / 18 + 21);
    signal[0] = 0;
    signal[1] = 0;
    signal[2] = 0;
  }

  /** Keeps the signal as the background that `restoreBackground` returns to. */
  keepBackground(): void {
    copy(this.signal, this.background);
  }

  restoreBackground(): void {
    copy(this.background, this.signal);
  }

  /**
   * Lays a tissue over what is there, by the share of the pixel its signed distance (mm, negative inside) says it
   * covers.
   */
  paint(distance: number, tissue: Signal, brightness = 1, opacity = 1): void {
    const share = 0.5 - distance / this.width;
    if (share > 0) {
      this.blend(Math.min(share, 1) * opacity, tissue, brightness);
    }
  }

  /** Mixes in a share (0 … 1) of a tissue. */
  blend(share: number, tissue: Signal, brightness = 1): void {
    const { signal } = this;
    for (let i = 0; i < 3; i++) {
      const before = signal[i] as number;
      signal[i] = before + ((tissue[i] as number) * brightness - before) * share;
    }
  }

  /** Mixes in a share of a tissue inside a region; shares outside 0 … 1 are clamped. */
  stain(distance: number, tissue: Signal, share: number): void {
    const inside = 0.5 - distance / this.width;
    if (inside > 0 && share > 0) {
      this.blend(Math.min(1, inside) * Math.min(1, share), tissue);
    }
  }
}

/** Three values; a call of TypedArray.set costs more than the painting. */
function copy(from: Float64Array, to: Float64Array): void {
  to[0] = from[0] as number;
  to[1] = from[1] as number;
  to[2] = from[2] as number;
}
