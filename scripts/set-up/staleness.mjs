import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/**
 * A hash over the names and contents of files and of all files in folders, tests left out: two equal ones mean that
 * what is made from them is the same.
 * @param {string} root absolute
 * @param {readonly string[]} sources files and folders below it; one that is missing counts as empty
 */
export function fingerprint(root, sources) {
  const hash = createHash('sha256');
  for (const file of sources.flatMap((source) => filesIn(root, source)).sort()) {
    const content = readFileSync(path.join(root, file));
    hash.update(`${file}\0${content.length}\0`).update(content);
  }
  return hash.digest('hex');
}

/**
 * @param {string} root
 * @param {string} source
 * @returns {string[]} paths below the root
 */
function filesIn(root, source) {
  const absolute = path.join(root, source);
  if (!existsSync(absolute)) return [];
  if (statSync(absolute).isFile()) return [source];
  return readdirSync(absolute, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && !/\.test\.[cm]?tsx?$/.test(entry.name))
    .map((entry) => path.relative(root, path.join(entry.parentPath, entry.name)));
}

/**
 * Whether a product is missing or was made from other sources than now.
 * @param {string} product file or folder, absolute
 * @param {string} stamp the file that holds the fingerprint it was made from, absolute
 * @param {string} current the sources' fingerprint now
 */
export function isStale(product, stamp, current) {
  return !existsSync(product) || !existsSync(stamp) || readFileSync(stamp, 'utf8') !== current;
}

/**
 * Records what a product was made from.
 * @param {string} stamp
 * @param {string} current
 */
export function writeStamp(stamp, current) {
  mkdirSync(path.dirname(stamp), { recursive: true });
  writeFileSync(stamp, current);
}
