import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { decodeReport } from './decode-report';
import { encodeReport, type ReportKind } from './encode-report';
import { imagesFor, richReading } from './testing/example-report';

const run = promisify(execFile);
const orthanc = '/usr/sbin/Orthanc';
const storescu = '/usr/bin/storescu';
const installed = existsSync(orthanc) && existsSync(storescu);
const kinds: readonly ReportKind[] = ['comprehensive-3d', 'comprehensive'];

let folder = '';
let server: ChildProcess | null = null;
let address = '';
let dicomPort = 0;

/** A port that nobody listens on. */
async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const bound = probe.address();
  probe.close();
  await once(probe, 'close');
  return typeof bound === 'object' && bound !== null ? bound.port : 0;
}

async function untilItAnswers(): Promise<void> {
  for (let waited = 0; waited < 60_000; waited += 200) {
    const answer = await fetch(`${address}/system`).catch(() => null);
    if (answer?.ok) return;
    if (server?.exitCode !== null) throw new Error('Orthanc ended before it answered.');
    await pause(200);
  }
  throw new Error('Orthanc did not answer within a minute.');
}

beforeAll(async () => {
  if (!installed) return;
  folder = await mkdtemp(path.join(tmpdir(), 'orthanc-'));
  const httpPort = await freePort();
  dicomPort = await freePort();
  address = `http://127.0.0.1:${httpPort}`;
  const storage = path.join(folder, 'storage');
  const configuration = path.join(folder, 'orthanc.json');
  await writeFile(
    configuration,
    JSON.stringify({
      Name: 'structured reports',
      StorageDirectory: storage,
      IndexDirectory: storage,
      HttpPort: httpPort,
      RemoteAccessAllowed: false,
      AuthenticationEnabled: false,
      DicomPort: dicomPort,
      Plugins: [],
    }),
  );
  server = spawn(orthanc, [configuration], { stdio: 'ignore' });
  await untilItAnswers();
}, 90_000);

afterAll(async () => {
  if (server !== null && server.exitCode === null) {
    const ended = once(server, 'exit');
    server.kill();
    await ended;
  }
  if (folder !== '') await rm(folder, { recursive: true, force: true });
}, 60_000);

describe('a structured report in an archive', () => {
  it.skipIf(!installed).each(kinds)(
    'is stored in Orthanc, fetched again and read into an equal reading: %s (skipped where Orthanc or storescu is not installed)',
    async (kind) => {
      const reading = richReading();
      const file = path.join(folder, `${kind}.dcm`);
      await writeFile(file, await encodeReport(reading, imagesFor(reading), kind));
      await run(storescu, ['--required', '127.0.0.1', String(dicomPort), file]);
      const found = await fetch(`${address}/tools/find`, {
        method: 'POST',
        body: JSON.stringify({
          Level: 'Instance',
          Expand: true,
          Query: { PatientID: reading.subject.id, Modality: 'SR' },
        }),
      });
      const instances = (await found.json()) as { ID: string; MainDicomTags: { InstanceNumber: string } }[];
      const stored = await Promise.all(
        instances.map(async ({ ID }) => {
          const tags = await (await fetch(`${address}/instances/${ID}/simplified-tags`)).json();
          return { ID, tags: tags as Record<string, unknown> };
        }),
      );
      const classUid =
        kind === 'comprehensive' ? '1.2.840.10008.5.1.4.1.1.88.33' : '1.2.840.10008.5.1.4.1.1.88.34';
      const [one, ...others] = stored.filter(({ tags }) => tags.SOPClassUID === classUid);
      expect(others).toEqual([]);
      expect(one?.tags).toMatchObject({ StudyInstanceUID: reading.study.studyInstanceUid, Modality: 'SR' });
      const fetched = await fetch(`${address}/instances/${one?.ID}/file`);
      expect(decodeReport(new Uint8Array(await fetched.arrayBuffer()))).toEqual(reading);
    },
    120_000,
  );
});
