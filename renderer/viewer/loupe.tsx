import { Enums } from '@cornerstonejs/core';
import { useLayoutEffect, useRef } from 'react';
import { usePreferencesStore } from '../app/preferences-store';
import classes from './loupe.module.css';

/** Where a loupe stands, its diameter in CSS pixels, and how much larger than the viewport it shows the image. */
const kinds = {
  /** Beside the pointer, so that what is being placed stays in view. */
  beside: { size: 132, magnification: 3.5 },
  around: { size: 240, magnification: 3 },
} as const;

interface LoupeProps {
  place: keyof typeof kinds;
  /** The image's canvas; null while it has none. */
  canvas: HTMLCanvasElement | null;
  /** The pointer and the size of the viewport, CSS pixels. */
  x: number;
  y: number;
  width: number;
  height: number;
}

/** A magnified piece of the image at the pointer, with cross-hairs at the exact place. */
export function Loupe({ place, canvas, x, y, width, height }: LoupeProps) {
  const { size, magnification } = kinds[place];
  const ref = useRef<HTMLCanvasElement>(null);
  const isSmooth = usePreferencesStore(({ preferences }) => preferences.interpolation === 'smooth');
  const ratio = window.devicePixelRatio || 1;
  useLayoutEffect(() => {
    const draw = () => {
      const target = ref.current?.getContext('2d') ?? null;
      if (target === null || canvas === null || canvas.clientWidth === 0) return;
      const scale = canvas.width / canvas.clientWidth;
      const span = size / magnification;
      target.imageSmoothingEnabled = place === 'around' && isSmooth;
      target.fillStyle = '#000';
      target.fillRect(0, 0, size * ratio, size * ratio);
      target.drawImage(
        canvas,
        (x - span / 2) * scale,
        (y - span / 2) * scale,
        span * scale,
        span * scale,
        0,
        0,
        size * ratio,
        size * ratio,
      );
    };
    draw();
    // The next slice or window is drawn after this; the event does not bubble, but it is captured on the way down.
    document.addEventListener(Enums.Events.IMAGE_RENDERED, draw, { capture: true });
    return () => document.removeEventListener(Enums.Events.IMAGE_RENDERED, draw, { capture: true });
  }, [canvas, x, y, place, isSmooth, size, magnification, ratio]);
  const beside = {
    left: x + 26 + size > width ? x - 26 - size : x + 26,
    top: Math.max(2, Math.min(height - size - 2, y - size - 10)),
  };
  const at = place === 'beside' ? beside : { left: x - size / 2, top: y - size / 2 };
  const middle = size / 2;
  const lines = `M${middle - 26} ${middle}h20M${middle + 6} ${middle}h20M${middle} ${middle - 26}v20M${middle} ${middle + 6}v20`;
  return (
    <div className={classes.loupe} style={{ ...at, width: size, height: size }} aria-hidden="true">
      <canvas ref={ref} width={size * ratio} height={size * ratio} style={{ width: size, height: size }} />
      <svg width={size} height={size} aria-hidden="true">
        <path className={classes.edge} strokeWidth={3} d={lines} />
        <path className={classes.lines} d={lines} />
      </svg>
    </div>
  );
}
