import { readdirSync, readFileSync } from 'node:fs';

/** Ids of a process and of everything it started. */
function processTree(root: number): number[] {
  const parents = new Map<number, number>();
  for (const name of readdirSync('/proc')) {
    const id = Number(name);
    if (!Number.isInteger(id)) continue;
    try {
      // The parent follows the state, behind the name in brackets, which may hold anything.
      const afterName = readFileSync(`/proc/${id}/stat`, 'utf8').replace(/^.*\) /s, '');
      parents.set(id, Number(afterName.split(' ')[1]));
    } catch {
      // It has ended meanwhile.
    }
  }
  const belongs = (id: number): boolean => {
    for (let at: number | undefined = id; at !== undefined && at > 1; at = parents.get(at))
      if (at === root) return true;
    return false;
  };
  return [...parents.keys()].filter(belongs);
}

/**
 * Memory of a process and of everything it started, MB (10^6 bytes): the proportional set size, in which a page shared
 * by several processes counts once. Linux only; throws elsewhere.
 */
export function memoryOfTree(root: number): number {
  let kibibytes = 0;
  for (const id of processTree(root)) {
    try {
      const pss = /^Pss:\s+(\d+) kB/m.exec(readFileSync(`/proc/${id}/smaps_rollup`, 'utf8'));
      kibibytes += Number(pss?.[1] ?? 0);
    } catch {
      // It has ended meanwhile.
    }
  }
  if (kibibytes === 0) throw new Error('The memory of processes can only be measured on Linux.');
  return (kibibytes * 1024) / 1e6;
}
