import type { EntropyReader, HuffmanTable } from './jpeg-entropy';

/** Coefficients of a component, 64 a block, and what the scan needs to decode them. */
export interface DctComponent {
  coefficients: Int16Array;
  dcTable: HuffmanTable | null;
  acTable: HuffmanTable | null;
  predictor: number;
}

/** The place in a block of each coefficient in the order they are coded (T.81 figure 5). */
export const zigzag = Uint8Array.of(
  0,
  1,
  8,
  16,
  9,
  2,
  3,
  10,
  17,
  24,
  32,
  25,
  18,
  11,
  4,
  5,
  12,
  19,
  26,
  33,
  40,
  48,
  41,
  34,
  27,
  20,
  13,
  6,
  7,
  14,
  21,
  28,
  35,
  42,
  49,
  56,
  57,
  50,
  43,
  36,
  29,
  22,
  15,
  23,
  30,
  37,
  44,
  51,
  58,
  59,
  52,
  45,
  38,
  31,
  39,
  46,
  53,
  60,
  61,
  54,
  47,
  55,
  62,
  63,
);

/** Which coefficients a scan brings, and to which bit (T.81 G.1.1). */
export interface ScanBand {
  first: number;
  last: number;
  high: number;
  low: number;
}

/** Decodes the blocks of one scan, sequential or progressive (T.81 F.2.2, G.2). */
export class BlockDecoder {
  private endOfBandRun = 0;

  constructor(
    private readonly entropy: EntropyReader,
    private readonly progressive: boolean,
    private readonly band: ScanBand,
  ) {}

  /** Decodes the block whose coefficients start at `at`. */
  decode(component: DctComponent, at: number): void {
    if (!this.progressive) this.sequential(component, at);
    else if (this.band.first === 0) this.progressiveDc(component, at);
    else if (this.band.high === 0) this.progressiveAc(component, at);
    else this.refineAc(component, at);
    this.entropy.check();
  }

  /** Goes on after a restart marker. */
  restart(): void {
    this.endOfBandRun = 0;
  }

  private sequential(component: DctComponent, at: number): void {
    const { coefficients } = component;
    component.predictor += this.entropy.receiveSigned(this.entropy.symbol(component.dcTable) & 15);
    coefficients[at] = component.predictor;
    for (let index = 1; index < 64; index++) {
      const symbol = this.entropy.symbol(component.acTable);
      const size = symbol & 15;
      if (size === 0) {
        if (symbol !== 0xf0) return;
        index += 15;
        continue;
      }
      index += symbol >> 4;
      coefficients[at + (zigzag[index & 63] ?? 0)] = this.entropy.receiveSigned(size);
    }
  }

  private progressiveDc(component: DctComponent, at: number): void {
    const { coefficients } = component;
    const { high, low } = this.band;
    if (high === 0) {
      component.predictor += this.entropy.receiveSigned(this.entropy.symbol(component.dcTable) & 15);
      coefficients[at] = component.predictor << low;
    } else if (this.entropy.receive(1) === 1) coefficients[at] = (coefficients[at] ?? 0) | (1 << low);
  }

  private progressiveAc(component: DctComponent, at: number): void {
    if (this.endOfBandRun > 0) {
      this.endOfBandRun--;
      return;
    }
    const { first, last, low } = this.band;
    for (let index = first; index <= last; index++) {
      const symbol = this.entropy.symbol(component.acTable);
      const run = symbol >> 4;
      const size = symbol & 15;
      if (size === 0) {
        if (run < 15) {
          this.endOfBandRun = (1 << run) - 1 + this.entropy.receive(run);
          return;
        }
        index += 15;
        continue;
      }
      index += run;
      component.coefficients[at + (zigzag[index & 63] ?? 0)] = this.entropy.receiveSigned(size) * (1 << low);
    }
  }

  private refineAc(component: DctComponent, at: number): void {
    const { coefficients } = component;
    const { first, last, low } = this.band;
    const step = 1 << low;
    let index = first;
    if (this.endOfBandRun === 0) {
      for (; index <= last; index++) {
        const symbol = this.entropy.symbol(component.acTable);
        let run = symbol >> 4;
        let value = 0;
        if ((symbol & 15) === 0) {
          if (run < 15) {
            this.endOfBandRun = (1 << run) + this.entropy.receive(run);
            break;
          }
        } else value = this.entropy.receive(1) === 1 ? step : -step;
        for (; index <= last; index++) {
          const place = at + (zigzag[index] ?? 0);
          if (coefficients[place] !== 0) this.refine(coefficients, place, step);
          else if (run-- === 0) {
            coefficients[place] = value;
            break;
          }
        }
      }
    }
    if (this.endOfBandRun > 0) {
      for (; index <= last; index++) {
        const place = at + (zigzag[index] ?? 0);
        if (coefficients[place] !== 0) this.refine(coefficients, place, step);
      }
      this.endOfBandRun--;
    }
  }

  private refine(coefficients: Int16Array, place: number, step: number): void {
    const value = coefficients[place] ?? 0;
    if (this.entropy.receive(1) === 1 && (Math.abs(value) & step) === 0)
      coefficients[place] = value + (value > 0 ? step : -step);
  }
}
