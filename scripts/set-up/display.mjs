import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { hasProgram } from './programs.mjs';
import { SetUpError } from './project.mjs';

/**
 * Whether a window can be shown.
 * @param {NodeJS.ProcessEnv} environment
 */
export function hasDisplay(environment, platform = process.platform) {
  return platform !== 'linux' || Boolean(environment.DISPLAY || environment.WAYLAND_DISPLAY);
}

/** Draw without a graphics card: WebGL on the processor. */
const softwareRendering = ['--use-gl=angle', '--use-angle=swiftshader', '--enable-unsafe-swiftshader'];

/**
 * The switches Electron needs on this machine: root cannot have Chromium's sandbox, and a virtual display or a machine
 * without a graphics device draws in software.
 * @param {{ virtualDisplay: boolean, platform?: string, user?: number, graphics?: boolean }} machine
 */
export function electronSwitches({
  virtualDisplay,
  platform = process.platform,
  user = process.getuid?.(),
  graphics = existsSync('/dev/dri') || existsSync('/dev/dxg'),
}) {
  if (platform !== 'linux') return [];
  return [...(user === 0 ? ['--no-sandbox'] : []), ...(virtualDisplay || !graphics ? softwareRendering : [])];
}

/**
 * Does work with a virtual display of 1920 × 1080, which ends with it.
 * @template Result
 * @param {(environment: NodeJS.ProcessEnv) => Promise<Result>} work is given the environment for the programs it starts
 * @returns {Promise<Result>}
 */
export async function withVirtualDisplay(work) {
  if (!hasProgram('Xvfb'))
    throw new SetUpError(
      'There is no display, and no Xvfb to stand in for one: install Xvfb (package xvfb) or set DISPLAY.',
    );
  const server = spawn('Xvfb', ['-displayfd', '3', '-screen', '0', '2560x1440x24', '-nolisten', 'tcp'], {
    stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
  });
  try {
    const display = await readDisplay(server);
    const { WAYLAND_DISPLAY: _, ...environment } = process.env;
    return await work({ ...environment, DISPLAY: `:${display}` });
  } finally {
    server.kill();
  }
}

/**
 * @param {import('node:child_process').ChildProcess} server
 * @returns {Promise<string>} the number of the display it opened
 */
function readDisplay(server) {
  return new Promise((resolve, reject) => {
    let text = '';
    server.stdio[3]?.on('data', (chunk) => {
      text += chunk;
      if (text.includes('\n')) resolve(text.trim());
    });
    server.once('error', reject);
    server.once('exit', (code) => reject(new SetUpError(`Xvfb ended at once with code ${code}.`)));
  });
}
