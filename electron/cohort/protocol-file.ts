import { readFileSync } from 'node:fs';
import { type Protocol, parseProtocol } from '../../shared/cohort/protocol';
import { problemOfItems } from '../../shared/cohort/protocol-sense';
import type { Outcome } from '../../shared/ipc/contract';

/** The protocol in a JSON file, or in a sentence why it cannot be used. */
export function readProtocolFile(path: string): Outcome<Protocol> {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch {
    return {
      ok: false,
      problem: 'The protocol cannot be read; check that the file is there and may be read.',
    };
  }
  let document: unknown;
  try {
    document = JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch {
    return { ok: false, problem: 'The file is not JSON (damaged or cut off?). Choose another protocol.' };
  }
  const parsed = parseProtocol(document);
  if ('problem' in parsed) return { ok: false, problem: parsed.problem };
  const problem = problemOfItems(parsed.protocol);
  return problem === null
    ? { ok: true, value: parsed.protocol }
    : { ok: false, problem: `${problem} Correct the file and choose it again.` };
}
