import type { Ending } from '../ending/end-submission';
import { decrypt, encrypt } from '../vault/round-cipher';

/** Longer than any outcome, so that the length reveals nothing. */
const bytesPadded = 2_048;

/** A submission's outcome, encrypted until it is reported. */
export function sealEnding(key: Uint8Array, submissionId: string, ending: Ending): Buffer {
  const text = Buffer.from(JSON.stringify(ending));
  if (text.length > bytesPadded) throw new Error('an ending that is longer than it may be');
  const padding = Buffer.alloc(bytesPadded - text.length, ' ');
  return encrypt(key, `kept-outcome:${submissionId}`, Buffer.concat([text, padding]));
}

export function openEnding(key: Uint8Array, submissionId: string, sealed: Uint8Array): Ending {
  return JSON.parse(decrypt(key, `kept-outcome:${submissionId}`, sealed).toString('utf8'));
}
