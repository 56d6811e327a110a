import { useLayoutEffect, useRef } from 'react';
import styles from './annotation.module.css';

const size = 132;
const magnification = 3.5;

interface LoupeProps {
  /** The image's canvas; null while it has none. */
  canvas: HTMLCanvasElement | null;
  /** The pointer and the size of the viewport, CSS pixels. */
  x: number;
  y: number;
  width: number;
  height: number;
}

/** A magnified piece of the image around the pointer, with cross-hairs at the exact place. */
export function Loupe({ canvas, x, y, width, height }: LoupeProps) {
  const ref = useRef<HTMLCanvasElement>(null);
  const ratio = window.devicePixelRatio || 1;
  useLayoutEffect(() => {
    const target = ref.current?.getContext('2d') ?? null;
    if (target === null || canvas === null || canvas.clientWidth === 0) return;
    const scale = canvas.width / canvas.clientWidth;
    const span = size / magnification;
    target.imageSmoothingEnabled = false;
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
  });
  const left = x + 26 + size > width ? x - 26 - size : x + 26;
  const top = Math.max(2, Math.min(height - size - 2, y - size - 10));
  const middle = size / 2;
  return (
    <div className={styles.loupe} style={{ left, top, width: size, height: size }} aria-hidden="true">
      <canvas ref={ref} width={size * ratio} height={size * ratio} style={{ width: size, height: size }} />
      <svg width={size} height={size} aria-hidden="true">
        <path
          className={styles.edge}
          strokeWidth={3}
          d={`M${middle - 26} ${middle}h20M${middle + 6} ${middle}h20M${middle} ${middle - 26}v20M${middle} ${middle + 6}v20`}
        />
        <path
          stroke="var(--mark-landmark)"
          fill="none"
          d={`M${middle - 26} ${middle}h20M${middle + 6} ${middle}h20M${middle} ${middle - 26}v20M${middle} ${middle + 6}v20`}
        />
      </svg>
    </div>
  );
}
