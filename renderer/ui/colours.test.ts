import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

type Colour = readonly [number, number, number];

const css = readFileSync(join(import.meta.dirname, 'colours.css'), 'utf8');

/** The colours a rule of colours.css sets, by name. */
function coloursOf(selector: string): Record<string, string> {
  const rule = css.slice(css.indexOf(`${selector} {`)).split('}')[0] ?? '';
  return Object.fromEntries(
    [...rule.matchAll(/--(?:rim|mark)-([\w-]+): (#\w{6});/g)].map(([, name, hex]) => [name, hex]),
  );
}

const light = coloursOf(':root');
const dark = coloursOf('[data-image-area]');
const marks = coloursOf('*/\n[data-image-area]');

/** Linear red, green, blue from 0 to 1. */
function linear(hex: string | undefined): Colour {
  const part = (at: number) => {
    const value = Number.parseInt((hex ?? '').slice(at, at + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  };
  return [part(1), part(3), part(5)];
}

function luminance([red, green, blue]: Colour): number {
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** Contrast ratio, WCAG 2.2. */
function contrast(one: string | undefined, other: string | undefined): number {
  const [a, b] = [luminance(linear(one)), luminance(linear(other))];
  return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
}

/** Machado, Oliveira and Fernandes 2009, severity 1, on linear colours. */
const visions: Record<string, readonly Colour[]> = {
  usual: [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ],
  protanopia: [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
  deuteranopia: [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
  tritanopia: [
    [1.255528, -0.076749, -0.178779],
    [-0.078411, 0.930809, 0.147602],
    [0.004733, 0.691367, 0.3039],
  ],
};

/** CIE L*a*b*, D65. */
function lab([red, green, blue]: Colour): Colour {
  const f = (t: number) => (t > 0.008856 ? Math.cbrt(t) : 7.787 * t + 16 / 116);
  const x = f((0.4124 * red + 0.3576 * green + 0.1805 * blue) / 0.95047);
  const y = f(0.2126 * red + 0.7152 * green + 0.0722 * blue);
  const z = f((0.0193 * red + 0.1192 * green + 0.9505 * blue) / 1.08883);
  return [116 * y - 16, 500 * (x - y), 200 * (y - z)];
}

function seen(hex: string, vision: readonly Colour[]): Colour {
  const [r, g, b] = linear(hex);
  const [red, green, blue] = vision.map((row) =>
    Math.min(1, Math.max(0, row[0] * r + row[1] * g + row[2] * b)),
  );
  return lab([red ?? Number.NaN, green ?? Number.NaN, blue ?? Number.NaN]);
}

describe.each([
  ['light', light],
  ['dark', dark],
])('the %s theme', (_name, theme) => {
  it('has text that contrasts with every ground it stands on (WCAG AA, 4.5)', () => {
    const plain = ['text', 'dim', 'accent', 'good', 'warning', 'bad'];
    for (const name of plain)
      for (const ground of ['ground', 'panel', 'raised'])
        expect(contrast(theme[name], theme[ground]), `${name} on ${ground}`).toBeGreaterThanOrEqual(4.5);
    for (const [name, ground] of [
      ['on-chosen', 'chosen'],
      ['on-strong', 'strong'],
      ['on-muted', 'muted'],
      ['on-good', 'good-fill'],
      ['on-caution', 'caution-fill'],
      ['on-caution', 'caution-stripe'],
      ['on-bad', 'bad-fill'],
      ['on-bad', 'bad-stripe'],
    ] as const)
      expect(contrast(theme[name], theme[ground]), `${name} on ${ground}`).toBeGreaterThanOrEqual(4.5);
  });
});

describe('the colours of marks on the image', () => {
  it.each(Object.keys(visions))('are told apart with %s', (kind) => {
    const names = Object.keys(marks);
    expect(names.length).toBeGreaterThan(5);
    for (const [index, one] of names.entries())
      for (const other of names.slice(index + 1)) {
        const [a, b] = [one, other].map((name) => seen(marks[name] ?? '', visions[kind] ?? []));
        const distance = Math.hypot(...[0, 1, 2].map((axis) => (a?.[axis] ?? 0) - (b?.[axis] ?? 0)));
        expect(distance, `${one} and ${other}`).toBeGreaterThan(15);
      }
  });

  it('stand out from the black around the image (WCAG 1.4.11, 3)', () => {
    for (const [name, hex] of Object.entries(marks))
      expect(contrast(hex, '#000000'), name).toBeGreaterThanOrEqual(3);
  });
});
