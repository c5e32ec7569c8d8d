import type { FileProblem } from '../files/file-problem';
import { ok, type Result, refuse } from '../result';

/**
 * What stands before a test set inside its seal. Whoever can write the object store but not open a seal could otherwise
 * put one round's sealed test set in the place of a round of their own, and read its labels off the scorer's reports.
 */
export const testSetEnvelope = (roundId: string): Uint8Array =>
  new TextEncoder().encode(`tidemark-round:${roundId}:padded\n`);

/** Takes the envelope off the first bytes; they must be at least as many as the envelope has, or all there are. */
export function openTestSetEnvelope(roundId: string, head: Uint8Array): Result<Uint8Array, FileProblem> {
  const envelope = testSetEnvelope(roundId);
  return beginsWith(head, envelope) ? ok(head.subarray(envelope.length)) : refuse(foreignTestSet);
}

const beginsWith = (bytes: Uint8Array, envelope: Uint8Array): boolean =>
  bytes.length >= envelope.length && envelope.every((byte, i) => bytes[i] === byte);

const foreignTestSet: FileProblem = {
  code: 'bad_archive',
  line: null,
  column: null,
  detail: 'what is stored for this round was not sealed for it',
  hint: 'Upload the test set again, as a new round.',
};
