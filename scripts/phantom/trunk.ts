import { length, smoothMax, smoothstep } from './distances';
import type { Painter } from './painter';
import type { Place } from './place';
import { tissues } from './tissue';

/** Skin and the fat under it, by the depth under the skin, mm. */
export function paintSkin(painter: Painter, place: Place, depthUnderSkin: number): void {
  const { x, y, z } = place;
  painter.paint(-depthUnderSkin, tissues.skin);
  // Septa: thin darker sheets where a smooth field crosses zero.
  const field = painter.noise.at(x / 13, y / 5 + 31, z / 15) / 0.16;
  const septum = 1 - 0.11 / (1 + field * field);
  painter.paint(
    2.2 - depthUnderSkin,
    tissues.fat,
    (1 + 0.05 * painter.coarse + 0.04 * painter.fine) * septum,
  );
}

/** Abdomen, great vessels and muscles: everything that surrounds the spine within the skin. */
export function paintTrunk(painter: Painter, place: Place, depthUnderSkin: number): void {
  if (place.n < 4) {
    paintCavity(painter, place, depthUnderSkin);
  }
  paintVessels(painter, place);
  paintMuscles(painter, place);
}

function paintCavity(painter: Painter, place: Place, depthUnderSkin: number): void {
  const { noise, fine, medium, coarse } = painter;
  const { x, aside, s, n, level, bodyDepth } = place;
  const wall = 24 + 5 * coarse;
  painter.paint(wall - depthUnderSkin, tissues.muscle, 1 + 0.2 * medium);
  painter.paint(wall + 9 - depthUnderSkin, tissues.fat, 1 + 0.07 * coarse + 0.04 * fine);
  const front = -bodyDepth - n;
  if (front > 10 && depthUnderSkin > wall + 8) {
    const loop = noise.at(x / 24 + 3.5, n / 21, s / 23) + 0.2 * medium;
    const bowel = (0.14 - loop) * 20 + Math.max(0, 26 - front) * 0.8;
    painter.paint(bowel, tissues.bowelWall, 1 + 0.2 * fine + 0.2 * medium, 0.9);
    painter.stain(bowel + 3.5, tissues.bowelContent, 0.8);
    painter.stain(bowel + 6, tissues.gas, smoothstep(0.36, 0.5, loop));
    const liver = (length((x + 66) / 84, (n + 92) / 52, (level - 3.2) / 2.7) - 1) * 45 + 2 * coarse;
    painter.paint(liver, tissues.liver, 1 + 0.06 * fine + 0.05 * medium);
  }
  // Lungs beside the thoracic column, ending in the recess behind the diaphragm.
  const lung =
    (length((aside - 70) / 50, (n + 40) / 62) - 1) * 50 + Math.max(0, level - 3 + 0.006 * (n + 40)) * 42;
  painter.paint(lung, tissues.gas);
  const kidney = (length((aside - 62) / 24, (n + 14) / 22, (level - 5.4) / 1.75) - 1) * 22 + coarse;
  painter.paint(kidney, tissues.kidney, 1 + 0.08 * fine + 0.1 * medium);
  const sinus = (length((aside - 50) / 12, (n + 17) / 8, (level - 5.4) / 0.8) - 1) * 8 + 2 * medium;
  painter.paint(sinus, tissues.fat);
}

function paintVessels(painter: Painter, place: Place): void {
  const { noise, fine, medium } = painter;
  const { x, s, n, level, bodyDepth } = place;
  const lumbar = smoothstep(3.6, 5.2, level);
  // The bifurcation in front of L4.
  const split = smoothstep(7.6, 9.6, level);
  const meander = 3 * noise.at(0.5, 0.5, s / 45);
  const depth = -bodyDepth - 11 + 4 * split;
  const radius = 9.5 - 3 * split;
  const aorta = length(x - 11 + 2 * lumbar - 14 * split - meander, n - depth + 1) - radius + 0.5 * medium;
  painter.paint(aorta, tissues.fascia, 1.3);
  painter.paint(aorta + 1.3, tissues.flowingBlood, 1 + 0.5 * medium + 0.3 * fine);
  if (split > 0.05) {
    const iliac = length(x - 9 - meander + 34 * split, n - depth + 2) - radius * 0.9;
    painter.paint(iliac, tissues.fascia, 1.3);
    painter.paint(iliac + 1.2, tissues.flowingBlood);
  }
  const cava = (length((x + 15 + 10 * split) / 10.5, (n - depth - 1) / 8) - 1) * 8 + 0.8 * medium;
  painter.paint(cava, tissues.fascia, 1.4);
  painter.paint(cava + 0.9, tissues.slowBlood, 1 + 0.15 * medium);
}

function paintMuscles(painter: Painter, place: Place): void {
  const { noise, medium, coarse } = painter;
  const { x, aside, s, n, level } = place;
  const lumbar = smoothstep(3.6, 5.2, level);
  const sacral = smoothstep(9.4, 10.6, level);
  const striation = noise.at(x / 1.6, n / 1.6, s / 14);
  const strands = smoothstep(
    0.3,
    0.8,
    0.7 * noise.at((x + 0.6 * n) / 4.1 + 9, (n - 0.6 * x) / 4.1, s / 18) +
      0.5 * noise.at((x - 0.4 * n) / 2.3, (n + 0.4 * x) / 2.3 + 5, s / 12),
  );
  if (lumbar > 0) {
    const size = 4 + 13 * smoothstep(4.6, 7.8, level);
    const psoasX = 26 + 8 * smoothstep(5, 9, level) + 3 * sacral;
    const psoasN = -14 - 10 * smoothstep(8.6, 10.5, level);
    const psoas = (length((aside - psoasX) / size, (n - psoasN) / (size * 1.15)) - 1) * size + 0.9 * medium;
    painter.paint(psoas, tissues.muscle, (1 + 0.13 * striation) * 0.95, lumbar);
    painter.stain(psoas + 2, tissues.fat, 0.4 * strands);
    const quadratus = (length((aside - 60) / 15, (n - 8) / 9) - 1) * 9 + medium;
    painter.paint(quadratus, tissues.muscle, 1 + 0.13 * striation, lumbar * (1 - sacral));
  }
  // Muscles of the back within the thoracolumbar fascia.
  const backBorder = 45 + 3 * lumbar - 8 * sacral - 0.007 * Math.max(0, aside - 14) ** 2 + 1.4 * medium;
  const frontBorder = 8 + 0.011 * Math.max(0, aside - 34) ** 2 - 6 * smoothstep(20, 34, aside);
  const group = smoothMax(Math.max(n - backBorder, frontBorder - n, 2.2 - aside), aside - 66, 16);
  painter.paint(group - 1.1, tissues.fascia, 1.2);
  painter.paint(group, tissues.muscle, 1 + 0.16 * striation + 0.06 * coarse);
  const infiltration = 0.25 + 0.45 * smoothstep(6, 10, level);
  painter.stain(
    group + 1.5,
    tissues.fat,
    infiltration * strands + 0.5 * infiltration * Math.max(0, medium - 0.35),
  );
  // Cleavage planes: multifidus–longissimus and longissimus–iliocostalis.
  const inner = Math.abs(aside - (17 + (n - 30) * 0.3) + 1.6 * medium) - 0.7;
  const outer = Math.abs(aside - (40 + (n - 30) * 0.25) + 2 * medium) - 0.55;
  painter.paint(Math.max(inner, group), tissues.fat, 0.9, 0.45 + 0.4 * coarse);
  painter.paint(Math.max(outer, group, 14 - n), tissues.fat, 0.9, 0.4 - 0.35 * coarse);
}
