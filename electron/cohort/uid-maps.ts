import { translateUids } from '../../shared/cohort/translate-uids';
import type { Study } from '../../shared/dicom/model';
import type { Reading } from '../../shared/findings/reading';
import type { Outcome } from '../../shared/ipc/outcome';
import { refuse } from '../../shared/ipc/outcome';
import { pseudonymousUid } from './pseudonymous-uid';

/** The UIDs of a study and of its images and the ones that stand for them in a project, both ways. */
export interface UidMaps {
  toPseudonymous: ReadonlyMap<string, string>;
  toReal: ReadonlyMap<string, string>;
}

/** The UIDs of a study in the project whose key table holds this secret. */
export function uidMaps(study: Pick<Study, 'studyInstanceUid' | 'stacks'>, secret: string): UidMaps {
  const real = new Set([study.studyInstanceUid]);
  for (const { frames } of study.stacks) for (const { sopInstanceUid } of frames) real.add(sopInstanceUid);
  const pairs = [...real].map((uid): [string, string] => [uid, pseudonymousUid(uid, secret)]);
  return { toPseudonymous: new Map(pairs), toReal: new Map(pairs.map(([uid, other]) => [other, uid])) };
}

/** The reading with the UIDs that `uids` holds for its own; in a sentence where images it refers to have none. */
export function withOtherUids(reading: Reading, uids: ReadonlyMap<string, string>): Outcome<Reading> {
  const translated = translateUids(reading, uids);
  if ('reading' in translated) return { ok: true, value: translated.reading };
  const count = translated.unknown.length;
  return refuse(
    `${count} of the images this reading refers to ${count === 1 ? 'is' : 'are'} not among those of the case any more; put them back where they were.`,
  );
}
