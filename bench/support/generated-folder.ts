import {
  closeSync,
  existsSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
  writeSync,
  writevSync,
} from 'node:fs';

/** Writes a file of a header and pixels at once. */
export function writeWhole(file: string, header: Uint8Array, pixels: Uint8Array): void {
  const descriptor = openSync(file, 'w');
  try {
    let written = writevSync(descriptor, [header, pixels]);
    const whole = header.length + pixels.length;
    if (written < header.length) throw new Error(`The file ${file} could not be written: is the disk full?`);
    while (written < whole) written += writeSync(descriptor, pixels, written - header.length);
  } finally {
    closeSync(descriptor);
  }
}

/** Where `folder` keeps the options it was made with, beside it so that whoever reads it meets images only. */
const markerOf = (folder: string) => `${folder}.complete.json`;

/**
 * Has `make` fill a folder, unless it is complete already and was made with the same options. What is incomplete or
 * was made otherwise is removed first. Returns the folder.
 */
export function makeOnce(folder: string, options: object, make: () => void): string {
  const marker = markerOf(folder);
  const made = JSON.stringify(options);
  if (existsSync(marker) && existsSync(folder) && readFileSync(marker, 'utf8') === made) return folder;
  rmSync(marker, { force: true });
  rmSync(folder, { recursive: true, force: true });
  make();
  writeFileSync(`${marker}.part`, made);
  renameSync(`${marker}.part`, marker);
  return folder;
}
