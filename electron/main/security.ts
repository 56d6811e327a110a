import { app, type Session, session } from 'electron';
import { frameScheme } from '../../shared/ipc/contract';
import { appOrigin, appScheme } from './app-files';

const allowedSchemes: readonly string[] = [`${appScheme}:`, `${frameScheme}:`, 'blob:', 'data:', 'devtools:'];

/** Whether an address belongs to the interface. */
export function isAppAddress(address: string): boolean {
  return address === appOrigin || address.startsWith(`${appOrigin}/`);
}

/** Lets nothing out of the app: no permission but to copy, no network, no page but its own, no further window. */
export function lockDown(): void {
  denyOutside(session.defaultSession);
  app.on('web-contents-created', (_created, contents) => {
    contents.setWindowOpenHandler(() => ({ action: 'deny' }));
    contents.on('will-attach-webview', (event) => event.preventDefault());
    contents.on('will-frame-navigate', (event) => {
      if (!isAppAddress(event.url)) event.preventDefault();
    });
    contents.on('will-redirect', (event) => {
      if (!isAppAddress(event.url)) event.preventDefault();
    });
  });
}

function denyOutside(current: Session): void {
  // A view is copied as an image that the browser checks; nothing can be read from the clipboard.
  const copying = 'clipboard-sanitized-write';
  current.setPermissionRequestHandler((contents, permission, decide) =>
    decide(permission === copying && isAppAddress(contents.getURL())),
  );
  current.setPermissionCheckHandler(
    (contents, permission) => permission === copying && contents !== null && isAppAddress(contents.getURL()),
  );
  current.setDevicePermissionHandler(() => false);
  current.webRequest.onBeforeRequest(({ url }, proceed) => {
    proceed({ cancel: !allowedSchemes.some((scheme) => url.startsWith(scheme)) });
  });
}
