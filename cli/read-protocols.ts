import { readFile } from 'node:fs/promises';
import { type Protocol, parseProtocol } from '../shared/cohort/protocol';
import type { Reading } from '../shared/findings/reading';
import { readFailure } from './findings-files';

/** Protocols in the order of their files, and the one a reading was made under by its version; or why a file holds none, in a sentence. */
export type ReadProtocols =
  | { protocols: readonly Protocol[]; protocolOf: (reading: Reading) => Protocol | null }
  | { problem: string };

/** Reads the versions of a study's protocol, one a file. */
export async function readProtocols(files: readonly string[]): Promise<ReadProtocols> {
  const protocols: Protocol[] = [];
  for (const file of files) {
    let document: unknown;
    try {
      document = JSON.parse((await readFile(file, 'utf8')).replace(/^\uFEFF/, ''));
    } catch (error) {
      return { problem: `${file}: ${readFailure(error) ?? 'It is not JSON (damaged or cut off?).'}` };
    }
    const parsed = parseProtocol(document);
    if ('problem' in parsed) return { problem: `${file}: ${parsed.problem}` };
    protocols.push(parsed.protocol);
  }
  return {
    protocols,
    protocolOf: ({ project }) =>
      protocols.find(({ version }) => version === project?.protocolVersion) ?? null,
  };
}
