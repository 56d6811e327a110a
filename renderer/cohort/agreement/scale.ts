/** A linear scale from values to places on the screen. */
export interface Scale {
  /** The place of a value. */
  at: (value: number) => number;
  /** Round values over its range, to be written at the axis. */
  ticks: readonly number[];
  /** Decimals that tell the ticks apart. */
  decimals: number;
}

/** The round step (1, 2 or 5 times a power of ten) of which about `count` lie in a range. */
export function roundStep(range: number, count: number): number {
  const rough = range / count;
  const power = 10 ** Math.floor(Math.log10(rough));
  const times = [1, 2, 5, 10].find((one) => one * power >= rough * 0.999) ?? 10;
  return times * power;
}

/**
 * A scale over the values from `from` to `to`, widened to round ends; values that are all the same lie in the middle.
 * `places`: of the two ends, e.g. from the left or from the bottom.
 */
export function linearScale(
  values: readonly number[],
  places: readonly [number, number],
  count: number,
): Scale {
  const low = Math.min(...values);
  const high = Math.max(...values);
  const isOne = high - low < 1e-9;
  const [from, to] = isOne ? [low - 1, high + 1] : [low, high];
  const step = roundStep(to - from, count);
  const first = Math.floor(from / step + 1e-9);
  const last = Math.ceil(to / step - 1e-9);
  const ticks = Array.from({ length: last - first + 1 }, (_, index) => (first + index) * step);
  const span = (last - first) * step;
  return {
    at: (value) => places[0] + ((value - first * step) / span) * (places[1] - places[0]),
    ticks,
    decimals: Math.max(0, -Math.floor(Math.log10(step) + 1e-9)),
  };
}
