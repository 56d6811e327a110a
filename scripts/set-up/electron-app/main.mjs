/**
 * The app inside an Electron that comes without its own default app: starts the app in the folder (or file) named on the
 * command line, as `electron PATH` does. Top-level await makes Electron wait for that app before it is ready.
 */
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { app } from 'electron';

const { modules, target, version } = parseCommandLine(process.argv.slice(1));

if (version) {
  process.stdout.write(`v${process.versions.electron}\n`);
  app.exit(0);
} else if (target === undefined) {
  process.stderr.write('Name the folder of the app to start: electron PATH\n');
  app.exit(1);
} else {
  await start(path.resolve(target));
}

/** @param {readonly string[]} parameters */
function parseCommandLine(parameters) {
  /** @type {string[]} */
  const modules = [];
  for (let index = 0; index < parameters.length; index++) {
    const parameter = parameters[index] ?? '';
    if (parameter === '-v' || parameter === '--version') return { modules, target: undefined, version: true };
    if (parameter === '-r' || parameter === '--require') modules.push(parameters[++index] ?? '');
    else if (!parameter.startsWith('-')) return { modules, target: parameter, version: false };
  }
  return { modules, target: undefined, version: false };
}

/** @param {string} appPath */
async function start(appPath) {
  Object.defineProperty(process, 'defaultApp', { configurable: false, enumerable: true, value: true });
  const require = createRequire(path.join(process.cwd(), 'electron'));
  for (const name of modules) require(name);
  const defaultApp =
    /** @type {Electron.App & { setVersion(version: string): void, setAppPath(path: string): void }} */ (app);
  const manifestFile = path.join(appPath, 'package.json');
  if (existsSync(manifestFile)) {
    const manifest = JSON.parse(readFileSync(manifestFile, 'utf8'));
    if (manifest.version) defaultApp.setVersion(manifest.version);
    app.setName(manifest.productName ?? manifest.name ?? app.getName());
    defaultApp.setAppPath(appPath);
  } else {
    defaultApp.setAppPath(path.dirname(appPath));
  }
  try {
    await import(pathToFileURL(require.resolve(appPath)).href);
  } catch (error) {
    process.stderr.write(`The app at ${appPath} could not be started.\n`);
    process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
    app.exit(1);
  }
}
