import { randomBytes } from 'node:crypto';
import { relative, resolve, sep } from 'node:path';
import { BrowserWindow } from 'electron';
import type { Frame, Study } from '../../shared/dicom/model';
import type { PixelCheck } from '../../shared/ipc/pixel-check';
import { indexPaths } from '../ingest/index-paths';
import { walkFiles } from '../ingest/walk-files';
import type { FrameLocation } from '../pixels/frame-location';
import { appOrigin } from './app-files';

/** One line of the report, of a frame or of a file that gives no image. */
export type PixelLine = { path: string } & (
  | ({ sopInstanceUid: string; frame: number } & Exclude<PixelCheck, { error: string }>)
  | { frame?: number; error: string }
);

/** Frames decoded at the same time. */
const batch = 8;
/** A page that does not answer for so long is ended, ms. The decoders give up sooner. */
const pagePatience = 120_000;
const notAnImage: PixelLine = {
  path: '',
  error: 'Not an image but a directory of other files, or a file that a system left behind.',
};

interface IndexedFrame {
  frame: Frame;
  study: Study;
}

/**
 * Decodes every frame below the paths with the interface's own loader, in a window that is not shown, and reports
 * each frame, and each file that gives no image, on a line. `serve` is given the locations to serve. Resolves to true
 * where every image could be decoded and there was one.
 */
export async function checkPixels(
  paths: readonly string[],
  serve: (locations: ReadonlyMap<string, FrameLocation>) => void,
  report: (line: PixelLine) => Promise<void>,
): Promise<boolean> {
  let decoded = 0;
  let failed = 0;
  for (const path of paths) {
    const snapshot = await indexPaths([path], {
      secret: randomBytes(32).toString('base64url'),
      problemPaths: 'given',
    });
    const locations = new Map(snapshot.locations);
    serve(locations);
    const byFile = framesByFile(path, snapshot.studies, locations);
    const problems = new Map<string, string[]>();
    for (const { path: file, problem } of snapshot.problems)
      problems.set(file, [...(problems.get(file) ?? []), problem]);
    const checker = new PageChecker();
    try {
      for (const file of new Set([...filesBelow(path), ...byFile.keys(), ...problems.keys()].sort())) {
        const frames = byFile.get(file) ?? [];
        const failures: PixelLine[] = [];
        let isShown = false;
        for (let first = 0; first < frames.length; first += batch) {
          for (const line of await checker.check(file, frames.slice(first, first + batch))) {
            if ('error' in line) failures.push(line);
            else {
              decoded++;
              isShown = true;
              await report(line);
            }
          }
        }
        failed += failures.length;
        const [failure] = failures;
        if (isShown) for (const line of failures) await report(line);
        else if (failure !== undefined && 'error' in failure)
          await report({ path: file, error: failure.error });
        const errors = problems.get(file) ?? [];
        for (const error of errors) await report({ path: file, error });
        if (frames.length === 0 && errors.length === 0 && !isOpened(file, byFile, problems))
          await report({ ...notAnImage, path: file });
      }
    } finally {
      checker.end();
    }
  }
  return decoded > 0 && failed === 0;
}

/** Whether a file is an archive: what is in it has lines of its own. */
function isOpened(file: string, ...found: readonly ReadonlyMap<string, unknown>[]): boolean {
  return found.some((paths) => [...paths.keys()].some((path) => path.startsWith(`${file} `)));
}

function* filesBelow(path: string): Generator<string> {
  for (const found of walkFiles([path], () => undefined)) if ('file' in found) yield found.file.path;
}

/** The frames of each file, by the path as given and in the order of their numbers. */
function framesByFile(
  given: string,
  studies: readonly Study[],
  locations: ReadonlyMap<string, FrameLocation>,
): Map<string, IndexedFrame[]> {
  const files = new Map<string, IndexedFrame[]>();
  for (const study of studies) {
    for (const frame of study.stacks.flatMap(({ frames }) => frames)) {
      const location = locations.get(frame.id);
      if (location === undefined) continue;
      const below = relative(resolve(given), location.path);
      const base = below === '' ? given : `${given}${given.endsWith(sep) ? '' : sep}${below}`;
      const file = `${base}${location.member ?? ''}`;
      files.set(file, [...(files.get(file) ?? []), { frame, study }]);
    }
  }
  for (const frames of files.values()) frames.sort((a, b) => a.frame.frame - b.frame.frame);
  return files;
}

/** The page that decodes, started anew where it fails. */
class PageChecker {
  private window: BrowserWindow | null = null;
  private opened: Study | null = null;

  /** The lines of some frames of one file. A frame that brings the page down costs only itself. */
  async check(path: string, frames: readonly IndexedFrame[]): Promise<PixelLine[]> {
    const checks = await this.ask(frames);
    if (checks === null && frames.length > 1) {
      const lines: PixelLine[] = [];
      for (const frame of frames) lines.push(...(await this.check(path, [frame])));
      return lines;
    }
    return frames.map(({ frame }, index) => {
      const check = checks?.[index] ?? { error: 'The image could not be decoded: it ended the decoder.' };
      return 'error' in check
        ? { path, frame: frame.frame, error: check.error }
        : { path, sopInstanceUid: frame.sopInstanceUid, frame: frame.frame, ...check };
    });
  }

  end(): void {
    this.window?.destroy();
    this.window = null;
    this.opened = null;
  }

  /** Null where the page crashed or did not answer. */
  private async ask(frames: readonly IndexedFrame[]): Promise<PixelCheck[] | null> {
    const study = frames[0]?.study;
    if (study === undefined) return [];
    const window = this.window ?? (await this.open());
    const contents = window.webContents;
    if (this.opened !== study) {
      await contents.executeJavaScript(`pixelCheck.open(${JSON.stringify(study)})`);
      this.opened = study;
    }
    const ids = JSON.stringify(frames.map(({ frame }) => frame.id));
    let timer: NodeJS.Timeout | undefined;
    let fail: () => void = () => undefined;
    const failure = new Promise<null>((resolve) => {
      fail = () => resolve(null);
      timer = setTimeout(fail, pagePatience);
      contents.once('render-process-gone', fail);
    });
    const answer = (contents.executeJavaScript(`pixelCheck.check(${ids})`) as Promise<PixelCheck[]>).catch(
      () => null,
    );
    const checks = await Promise.race([answer, failure]);
    clearTimeout(timer);
    contents.off('render-process-gone', fail);
    if (checks === null) this.end();
    return checks;
  }

  private async open(): Promise<BrowserWindow> {
    this.window = new BrowserWindow({
      show: false,
      webPreferences: {
        contextIsolation: true,
        sandbox: true,
        nodeIntegration: false,
        backgroundThrottling: false,
      },
    });
    await this.window.loadURL(`${appOrigin}/check-pixels.html`);
    return this.window;
  }
}
