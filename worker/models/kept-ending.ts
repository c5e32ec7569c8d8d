import type { Ending } from '../ending/end-submission';
import { decrypt, encrypt } from '../vault/round-cipher';

/** Longer than any: how long it is tells nothing of it. */
const bytesPadded = 2_048;

/** How a submission ends, as it is kept until it is told. */
export function sealEnding(key: Uint8Array, submissionId: string, ending: Ending): Buffer {
  const text = Buffer.from(JSON.stringify(ending));
  if (text.length > bytesPadded) throw new Error('an ending that is longer than it may be');
  const padding = Buffer.alloc(bytesPadded - text.length, ' ');
  return encrypt(key, `kept-outcome:${submissionId}`, Buffer.concat([text, padding]));
}

export function openEnding(key: Uint8Array, submissionId: string, sealed: Uint8Array): Ending {
  return JSON.parse(decrypt(key, `kept-outcome:${submissionId}`, sealed).toString('utf8'));
}
