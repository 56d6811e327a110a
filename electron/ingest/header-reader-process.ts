import { FileReader } from './file-reader';
import type { ReadReply, ReadRequest } from './header-reader';
import { packRecords } from './packed-records';

/** Electron's end of a message channel, as a utility process gets it. */
interface Port {
  on(event: 'message', listener: (event: { data: ReadRequest }) => void): void;
  postMessage(reply: ReadReply): void;
  start(): void;
}

/** How a utility process hears of its parent. */
interface ParentPort {
  on(event: 'message', listener: (event: { ports: Port[] }) => void): void;
}

const { parentPort } = process as NodeJS.Process & { parentPort?: ParentPort };
let reader: FileReader | null = null;
// Electron would look for an archive of its own kind in the path of every file.
process.noAsar = true;

function read({ files, secret }: ReadRequest): ReadReply {
  const current = reader ?? new FileReader(secret);
  reader = current;
  return { records: packRecords(files.map((file) => current.read(file))) };
}

if (parentPort === undefined) {
  process.on('message', (request: ReadRequest) => process.send?.(read(request)));
  process.once('disconnect', () => process.exit(0));
} else {
  parentPort.on('message', ({ ports: [port] }) => {
    port?.on('message', ({ data }) => port.postMessage(read(data)));
    port?.start();
  });
}
