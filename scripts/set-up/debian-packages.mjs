import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { run } from './programs.mjs';
import { say } from './project.mjs';

/** What Electron needs to start. */
const libraries = [
  'libgtk-3-0',
  'libnss3',
  'libasound2',
  'libgbm1',
  'libatk-bridge2.0-0',
  'libxss1',
  'libdrm2',
  'libxkbcommon0',
  'libxcomposite1',
  'libxdamage1',
  'libxrandr2',
  'libcups2',
  'libnotify4',
  'libxtst6',
  'libsecret-1-0',
  'unzip',
  'fonts-dejavu-core',
];
/** What a start without a display needs besides. */
const withoutDisplay = ['xvfb', 'xauth'];
/** What only the tests use: dciodvfy and other checkers, DICOM readers and encoders, an archive, ps. */
const forTests = [
  'dicom3tools',
  'python3-pydicom',
  'python3-gdcm',
  'libgdcm-tools',
  'dcmtk',
  'orthanc',
  'libpixelmed-java',
  'default-jre-headless',
  'procps',
];

/**
 * The packages among the wanted that are not installed. Newer releases name some libraries with a suffix (`t64`); those
 * count as well.
 * @param {readonly string[]} wanted
 * @param {ReadonlySet<string>} installed
 */
export function missingPackages(wanted, installed) {
  return wanted.filter((name) => !installed.has(name) && !installed.has(`${name}t64`));
}

/**
 * The names under which this release offers the packages.
 * @param {readonly string[]} names
 * @param {(name: string) => boolean} isOffered
 */
export function offeredNames(names, isOffered) {
  return names.map((name) => (name.startsWith('lib') && isOffered(`${name}t64`) ? `${name}t64` : name));
}

/**
 * The line a user without root rights runs.
 * @param {readonly string[]} names
 */
export function aptLine(names) {
  return `sudo apt-get update && sudo apt-get install -y --no-install-recommends ${names.join(' ')}`;
}

/**
 * Whether an os-release text is Debian's or of a system derived from it.
 * @param {string} osRelease
 */
export function isDebianLike(osRelease) {
  return /^(ID|ID_LIKE)=.*\b(debian|ubuntu)\b/m.test(osRelease);
}

/** @returns {Set<string>} */
function installedPackages() {
  // biome-ignore lint/suspicious/noTemplateCurlyInString: the placeholders are dpkg-query's
  const answer = spawnSync('dpkg-query', ['-W', '-f=${db:Status-Abbrev} ${Package}\n'], {
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  });
  const lines = (answer.stdout ?? '').split('\n').filter((line) => line.startsWith('ii'));
  return new Set(lines.map((line) => line.split(/\s+/)[1] ?? ''));
}

/** @param {string} name */
function isOffered(name) {
  return spawnSync('apt-cache', ['show', '--no-all-versions', name], { stdio: 'ignore' }).status === 0;
}

function readOsRelease() {
  try {
    return readFileSync('/etc/os-release', 'utf8');
  } catch {
    return '';
  }
}

/**
 * Sees to it that the system libraries are there: on Debian and its kin installs the missing ones as root, and otherwise
 * prints the line to run. On other systems does nothing.
 * @param {{ display: boolean, tests: boolean }} use whether a display is there, whether the tests are to run
 */
export async function ensureDebianPackages({ display, tests }) {
  if (process.platform !== 'linux' || !isDebianLike(readOsRelease())) return;
  const wanted = [...libraries, ...(display ? [] : withoutDisplay), ...(tests ? forTests : [])];
  const missing = missingPackages(wanted, installedPackages());
  if (missing.length === 0) return;
  if (process.getuid?.() !== 0) {
    say(`These system packages are missing; please run: ${aptLine(offeredNames(missing, isOffered))}`);
    return;
  }
  say(`Installing the missing system packages: ${missing.join(' ')}`);
  const environment = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const options = ['-qq', '-o', 'DPkg::Lock::Timeout=300', '-o', 'Dpkg::Use-Pty=0'];
  await run('apt-get', ['update', ...options], { environment });
  const names = offeredNames(missing, isOffered);
  const install = ['install', '-y', '--no-install-recommends', ...options, ...names];
  const code = await run('apt-get', install, { environment });
  if (code !== 0)
    say(
      `The packages could not be installed (apt-get ended with code ${code}). Please run: ${aptLine(names)}`,
    );
}
