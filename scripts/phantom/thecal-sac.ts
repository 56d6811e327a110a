import { columnLevels } from './column-levels';
import { length, smoothstep } from './distances';
import type { Painter } from './painter';
import type { Place } from './place';
import { tissues } from './tissue';
import type { VertebralColumn } from './vertebral-column';

const rootCount = 16;
const t12 = columnLevels.indexOf('T12');
const l1 = columnLevels.indexOf('L1');

interface Root {
  /** Lateral place in the sheaf, −1 … 1. */
  across: number;
  radius: number;
  phase: number;
}

/** Canal contents: epidural fat and veins, dura, cerebrospinal fluid, cord and conus, cauda equina. */
export class ThecalSac {
  private readonly roots: readonly Root[];

  constructor(
    private readonly column: VertebralColumn,
    painter: Painter,
  ) {
    this.roots = Array.from({ length: rootCount }, (_, i) => ({
      across: (i / (rootCount - 1)) * 2 - 1,
      radius: 0.7 + 0.3 * painter.noise.at(i * 3.1, 7.7, 1.3),
      phase: 2 * painter.noise.at(i * 5.3, 2.2, 9.1),
    }));
  }

  /** Paints the canal at a place. */
  paint(painter: Painter, place: Place): void {
    const { fine, coarse, medium } = painter;
    const { aside, n, s, x, level, canalDepth, canalHalfWidth, canalBack } = place;
    const canal = Math.max(n - canalBack, aside - canalHalfWidth, -3 - n);
    if (canal >= 4) {
      return;
    }
    // Ligamentum flavum and the cortex of the laminae.
    painter.paint(
      Math.max(Math.abs(n - canalBack - 1.6) - 1.6, aside - canalHalfWidth + 0.5),
      tissues.ligament,
      1 + 0.15 * fine,
    );
    painter.paint(canal, tissues.fat, 0.98 + 0.05 * coarse);

    const wall = Math.max(this.column.canalFront(s, x), -0.2);
    const wallMiddle = Math.max(this.column.canalFront(s, 0), -0.2);
    // Posterior epidural fat, thickest between the laminae.
    const below = level + 0.2 - Math.floor(level + 0.2);
    const pad =
      0.9 +
      (1.5 + 1.6 * smoothstep(6, 10, level)) *
        Math.exp(-(((below - 0.62) / 0.2) ** 2)) *
        smoothstep(3.2, 5, level);
    const front = 0.1 + 3.6 * smoothstep(9.1, 10.2, level);
    const back = canalDepth - pad;
    const taper = 1 - 0.75 * smoothstep(9.8, 11.4, level);
    const centre = (front + back) / 2;
    const radiusN = Math.max(0.6, ((back - front) / 2) * taper + 0.4);
    const radiusX = Math.max(0.6, (canalHalfWidth - 1.9) * taper);
    const rx = (aside / radiusX) ** 2;
    const rn = ((n - centre) / radiusN) ** 2;
    const round = (Math.sqrt(Math.sqrt(rx * rx + rn * rn)) - 1) * Math.min(radiusX, radiusN);
    const sac = Math.max(round, wall + front - n, n - canalBack + 0.6);
    if (n < 2.5 && sac > -1) {
      // Anterior internal venous plexus in the hollow behind the bodies.
      const vein = Math.max(Math.abs(aside - 4.2) - 3, n - 0.1, wall - 1 - n);
      painter.paint(vein, tissues.epiduralVein, 0.9 + 0.2 * fine);
    }
    painter.paint(sac - 0.3, tissues.ligament, 1.4, 0.8);
    // Slight signal loss from pulsation, more in the chest.
    painter.paint(
      sac,
      tissues.cerebrospinalFluid,
      1 - (0.02 + 0.06 * (1 - smoothstep(3, 6, level))) * (1 + medium + coarse),
    );
    if (sac > 0.5) {
      return;
    }
    this.paintCord(painter, place, front, back, wallMiddle);
    this.paintRoots(painter, place, sac, wallMiddle + front + 0.8, back, radiusX);
  }

  /** The cord keeps off the front of the sac: it moves back, then flattens. */
  private paintCord(painter: Painter, place: Place, front: number, back: number, wall: number): void {
    const { x, n, level } = place;
    const girth = 1 - smoothstep(t12 + 0.25, l1 + 0.45, level);
    if (girth <= 0.01) {
      return;
    }
    const usable = Math.max(1.5, back - wall - front);
    const radiusN = Math.min(3.5 * (0.25 + 0.75 * girth), usable / 2 - 0.5);
    const enlargement = 1 + 0.12 * Math.exp(-(((level - t12 + 0.2) / 0.8) ** 2));
    const radiusX = 4.5 * (0.2 + 0.8 * girth) * enlargement;
    const rest = front + (back - front) * (0.5 + 0.12 * (1 - girth));
    const centre = Math.max(rest, wall + front + radiusN + 0.7);
    const r = length(x / radiusX, (n - centre) / radiusN);
    const cord = Math.max((r - 1) * Math.min(radiusX, radiusN), (level - l1 - 0.42) * 30);
    painter.paint(cord, tissues.cord, 1 + 0.05 * painter.fine + 0.04 * painter.medium + 0.08 * (1 - r));
  }

  /** Roots: beside the conus at first, then a sheaf that lies in the back of the sac. */
  private paintRoots(
    painter: Painter,
    place: Place,
    sac: number,
    front: number,
    back: number,
    radiusX: number,
  ): void {
    const { x, n, arc, level } = place;
    const cauda = smoothstep(t12 + 0.3, l1 + 0.3, level);
    if (cauda === 0) {
      return;
    }
    const gathered = smoothstep(l1 - 0.2, l1 + 1.2, level);
    let nearest = Number.POSITIVE_INFINITY;
    for (let i = 0; i < rootCount; i++) {
      const { across, radius, phase } = this.roots[i] as Root;
      const sway = 0.5 * Math.sin(arc / 23 + phase * 3) + 0.4 * phase;
      const spread = (radiusX - 1.8) * (0.92 - 0.16 * gathered) * across;
      const layer = i % 2 === 0 ? 0 : -1.7;
      const lie =
        back -
        1.7 -
        0.34 * Math.abs(spread) +
        layer * (0.6 + 0.7 * (1 - gathered)) +
        sway -
        1.5 * (1 - gathered) * (1 - Math.abs(across));
      const dx = x - spread;
      const dn = n - Math.max(lie, front);
      nearest = Math.min(nearest, Math.sqrt(dx * dx + dn * dn) - radius);
    }
    painter.paint(Math.max(nearest, sac + 0.3), tissues.root, 1, 0.9 * cauda);
  }
}
