import { useEffect, useState } from 'react';
import { bridge } from './bridge';
import { usePreferencesStore } from './preferences-store';

/** The smallest area the interface is laid out for, CSS pixels. */
const smallestArea = { width: 960, height: 540 };

/**
 * The size the interface can have in a window, as a factor: the wanted one as long as what is shown keeps the smallest
 * area it is laid out for. `width` and `height` in pixels of the screen at a factor of 1.
 */
export function scaleThatFits(wanted: number, width: number, height: number): number {
  return Math.max(1, Math.min(wanted, width / smallestArea.width, height / smallestArea.height));
}

let inForce = 1;

/** The window's size at a factor of 1. */
function windowSize(): { width: number; height: number } {
  return { width: window.innerWidth * inForce, height: window.innerHeight * inForce };
}

/** The factor in force: what the reader wants, as far as the window allows. */
export function useScale(): number {
  const wanted = usePreferencesStore((state) => state.preferences.scale);
  const [size, setSize] = useState(windowSize);
  useEffect(() => {
    const measure = () => setSize(windowSize());
    window.addEventListener('resize', measure);
    return () => window.removeEventListener('resize', measure);
  }, []);
  return scaleThatFits(wanted, size.width, size.height);
}

/** Keeps the interface at the size the reader wants as long as the component is mounted. */
export function useInterfaceScale(): void {
  const scale = useScale();
  useEffect(() => {
    if (scale === inForce) return;
    inForce = scale;
    bridge.setScale(scale);
  }, [scale]);
}
