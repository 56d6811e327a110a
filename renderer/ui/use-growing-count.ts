import { startTransition, useEffect, useState } from 'react';

const step = 20;

/**
 * How many entries of a long list to render: a screenful at first, then all of them, a few whenever the browser is
 * idle, so that no list holds up the interface.
 */
export function useGrowingCount(total: number): number {
  const [count, setCount] = useState(step);
  useEffect(() => {
    if (count >= total) return;
    const handle = requestIdleCallback(() => startTransition(() => setCount(count + step)), { timeout: 250 });
    return () => cancelIdleCallback(handle);
  }, [count, total]);
  return Math.min(count, total);
}
