import { readFile } from 'node:fs/promises';
import { protocol } from 'electron';
import { frameScheme } from '../../shared/ipc/contract';
import type { FrameLocation } from '../pixels/frame-location';
import { readFrameBytes } from '../pixels/read-frame';
import { appFile, appOrigin, appScheme, contentType } from './app-files';

const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "worker-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data: blob:",
  "font-src 'self' data:",
  `connect-src 'self' ${frameScheme}:`,
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** Makes the two schemes known. Must run before the app is ready. */
export function registerSchemes(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: appScheme, privileges: { standard: true, secure: true, supportFetchAPI: true } },
    {
      scheme: frameScheme,
      privileges: { standard: true, secure: true, supportFetchAPI: true, corsEnabled: true },
    },
  ]);
}

/** Serves the interface from `folder` and nothing else: `app://rim-reader/…`. */
export function serveApp(folder: string): void {
  protocol.handle(appScheme, async ({ url, method }) => {
    const file = appFile(folder, url);
    if (file === null || method !== 'GET') return sentence(404, 'There is no such page.');
    const bytes = await readFile(file).catch(() => null);
    if (bytes === null) return sentence(404, 'There is no such page.');
    return new Response(new Uint8Array(bytes), {
      headers: {
        'content-type': contentType(file),
        'content-security-policy': contentSecurityPolicy,
        'x-content-type-options': 'nosniff',
        'cache-control': 'no-cache',
      },
    });
  });
}

/** Serves the bytes of the frames that `locate` knows: `dicom://frame/<encodeURIComponent(frame id)>`. */
export function serveFrames(locate: (frameId: string) => FrameLocation | null): void {
  protocol.handle(frameScheme, async ({ url, method }) => {
    const frameId = method === 'GET' ? frameIdOf(url) : null;
    const location = frameId === null ? null : locate(frameId);
    if (location === null) {
      return sentence(404, 'This image is not in the library any more; open its folder again.');
    }
    const result = await readFrameBytes(location);
    if ('problem' in result) return sentence(404, result.problem);
    return new Response(new Uint8Array(result.bytes), {
      headers: {
        ...forTheAppOnly,
        'content-type': 'application/octet-stream',
        'access-control-expose-headers': 'x-transfer-syntax',
        'x-transfer-syntax': result.transferSyntaxUid,
      },
    });
  });
}

/** The frame id in a frame's address, or null where it is none. */
function frameIdOf(address: string): string | null {
  if (!URL.canParse(address)) return null;
  const { host, pathname } = new URL(address);
  if (host !== 'frame') return null;
  try {
    return decodeURIComponent(pathname.slice(1));
  } catch {
    return null;
  }
}

const forTheAppOnly = { 'access-control-allow-origin': appOrigin, 'cache-control': 'no-store' };

function sentence(status: number, text: string): Response {
  return new Response(text, {
    status,
    headers: { ...forTheAppOnly, 'content-type': 'text/plain; charset=utf-8' },
  });
}
