import { close, fstat, open, type Stats } from 'node:fs';
import { promisify } from 'node:util';

const openAsync = promisify(open);
const fstatAsync = promisify(fstat);
const closeAsync = promisify(close);

/** Opens a file for reading, hands its descriptor and state to `use`, and closes it again whatever happens. */
export async function withOpenFile<Result>(
  path: string,
  use: (descriptor: number, stat: Stats) => Promise<Result>,
): Promise<Result> {
  const descriptor = await openAsync(path, 'r');
  try {
    return await use(descriptor, await fstatAsync(descriptor));
  } finally {
    await closeAsync(descriptor);
  }
}
