import { spawn, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { constants } from 'node:os';
import path from 'node:path';
import { inProject, projectDirectory } from './project.mjs';

/**
 * Runs a program with its output on stderr and resolves to its exit code (128 + signal when one ended it).
 * An interrupt is passed on, so that the program ends before this process does.
 * @param {string} command
 * @param {readonly string[]} parameters
 * @param {{ environment?: NodeJS.ProcessEnv, stdout?: boolean, directory?: string, quiet?: boolean }} [options]
 *   `stdout`: leave its stdout as it is; `quiet`: show only its stderr
 * @returns {Promise<number>}
 */
export function run(command, parameters, options = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, parameters, {
      cwd: options.directory ?? projectDirectory,
      env: options.environment ?? process.env,
      stdio: ['inherit', options.stdout ? 1 : options.quiet ? 'ignore' : 2, 2],
    });
    const passOn = (/** @type {NodeJS.Signals} */ signal) => child.kill(signal);
    process.on('SIGINT', passOn);
    process.on('SIGTERM', passOn);
    child.once('error', reject);
    child.once('close', (code, signal) => {
      process.off('SIGINT', passOn);
      process.off('SIGTERM', passOn);
      resolve(code ?? 128 + (signal === null ? 0 : constants.signals[signal]));
    });
  });
}

/**
 * Whether a program is on the path.
 * @param {string} command
 */
export function hasProgram(command) {
  return spawnSync(command, ['--version'], { stdio: 'ignore' }).error === undefined;
}

/**
 * Runs npm with its output on stderr: the very npm that started this script, where one did.
 * @param {readonly string[]} parameters
 * @param {{ directory?: string, quiet?: boolean }} [options]
 */
export function runNpm(parameters, options = {}) {
  const npm = process.env.npm_execpath;
  if (npm !== undefined && /npm-cli\.c?js$/.test(npm))
    return run(process.execPath, [npm, ...parameters], options);
  return process.platform === 'win32'
    ? run('cmd.exe', ['/d', '/s', '/c', 'npm', ...parameters], options)
    : run('npm', parameters, options);
}

/**
 * The script behind a command that an installed package brings.
 * @param {string} packageName
 * @param {string} [command] the package's own name when left out
 */
export function packageProgram(packageName, command = packageName) {
  const folder = inProject('node_modules', packageName);
  const { bin } = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8'));
  return path.join(folder, typeof bin === 'string' ? bin : bin[command]);
}

/**
 * Runs a TypeScript file of the project.
 * @param {string} file below the root
 * @param {readonly string[]} parameters
 * @param {{ environment?: NodeJS.ProcessEnv, stdout?: boolean }} [options]
 */
export function runTypeScript(file, parameters, options = {}) {
  return run(process.execPath, ['--import', 'tsx', inProject(file), ...parameters], options);
}
