import { randomUUID } from 'node:crypto';
import { BrowserWindow, type Session, session } from 'electron';
import type { ReportPaper } from '../../shared/ipc/report';
import { appScheme } from './app-files';

/** Documents that are being printed, by their path; each is there only as long as its window. */
const documents = new Map<string, string>();
const origin = `${appScheme}://report`;
const millimetresPerInch = 25.4;
/** The margins of the page, as `reportStyle` has them; the lower one holds what stands on every page. */
const margins = { top: 9, bottom: 13, left: 12, right: 12 };

let pages: Session | null = null;

/** A session of its own for the pages that are printed: in memory, no network, no permission, only these documents. */
function pagesSession(): Session {
  if (pages !== null) return pages;
  const made = session.fromPartition('report', { cache: false });
  made.setPermissionRequestHandler((_contents, _permission, decide) => decide(false));
  made.setPermissionCheckHandler(() => false);
  made.setDevicePermissionHandler(() => false);
  made.webRequest.onBeforeRequest(({ url }, proceed) =>
    proceed({ cancel: !url.startsWith(`${origin}/`) && !url.startsWith('data:') }),
  );
  made.protocol.handle(appScheme, ({ url }) => {
    const html = documents.get(new URL(url).pathname.slice(1));
    return html === undefined
      ? new Response('There is no such page.', { status: 404 })
      : new Response(html, {
          headers: { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' },
        });
  });
  pages = made;
  return made;
}

/**
 * Prints a document to PDF in a window nobody sees: sandboxed, without scripts, network or anything to talk to. `footer`
 * is markup for the lower margin of each page. Rejects where the window dies.
 */
export async function printReport(html: string, paper: ReportPaper, footer: string): Promise<Uint8Array> {
  const id = randomUUID();
  documents.set(id, html);
  const window = new BrowserWindow({
    show: false,
    webPreferences: {
      session: pagesSession(),
      javascript: false,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webviewTag: false,
      spellcheck: false,
    },
  });
  try {
    await window.loadURL(`${origin}/${id}`);
    const inch = (millimetres: number) => millimetres / millimetresPerInch;
    return await window.webContents.printToPDF({
      pageSize: paper,
      printBackground: true,
      generateTaggedPDF: true,
      displayHeaderFooter: true,
      headerTemplate: '<span></span>',
      footerTemplate: footer,
      margins: {
        top: inch(margins.top),
        bottom: inch(margins.bottom),
        left: inch(margins.left),
        right: inch(margins.right),
      },
    });
  } finally {
    documents.delete(id);
    window.destroy();
  }
}
