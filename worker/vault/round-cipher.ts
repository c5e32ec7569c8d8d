import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import type { Executor } from '@/db/client';
import { findItemOutcomes } from '@/db/hidden/evaluation-queries';
import { findSealedRound } from '@/db/hidden/vault-queries';
import type { Split } from '@/lib/core/benchmark';
import type { SplitScores } from '@/lib/core/scoring/score-split';
import type { ScorerPlatform } from '../scorer-platform';

const nonceBytes = 12;

const tagBytes = 16;

/**
 * Identity of a ciphertext, which the authentication tag covers, so that a row can't be put in another row's
 * place.
 */
type SealedName =
  | `${'secret' | 'splits' | 'items' | 'fingerprints'}:${string}`
  | `evaluation:${string}`
  | `columns:${string}`
  | `kept-outcome:${string}`
  | `outcomes:${string}:${'feedback' | 'final'}`
  | `pseudo-values:${string}:final`
  | `prediction-codes:${string}:final`;

export const makeRoundKey = (): Buffer => randomBytes(32);

/** Encrypts with AES-256-GCM; the result is nonce ‖ ciphertext ‖ tag. */
export function encrypt(key: Uint8Array, name: SealedName, plain: Uint8Array): Buffer {
  return Buffer.concat([...encryptPieces(key, name, [plain])]);
}

/** Encrypts in pieces, for data that are too long to be in memory several times. */
export function* encryptPieces(
  key: Uint8Array,
  name: SealedName,
  plain: Iterable<Uint8Array>,
): Generator<Uint8Array> {
  const nonce = randomBytes(nonceBytes);
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(name));
  yield nonce;
  for (const piece of plain) yield cipher.update(piece);
  yield cipher.final();
  yield cipher.getAuthTag();
}

/** @throws when key, name or a single bit differs from the encryption's */
export function decrypt(key: Uint8Array, name: SealedName, sealed: Uint8Array): Buffer {
  const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, nonceBytes))
    .setAAD(Buffer.from(name))
    .setAuthTag(sealed.subarray(sealed.length - tagBytes));
  const plain = decipher.update(sealed.subarray(nonceBytes, sealed.length - tagBytes));
  // GCM buffers no data: `final` only checks the tag and returns no bytes.
  decipher.final();
  return plain;
}

/**
 * Decrypts the round secret, from which splits, orders and pseudonymous ids are drawn. @throws for a round
 * that was never sealed
 */
export async function openSecret(
  { client, identity }: Pick<ScorerPlatform, 'client' | 'identity'>,
  roundId: string,
): Promise<Uint8Array> {
  const sealed = await findSealedRound(client.db, roundId);
  if (!sealed) throw new Error('the round has no key: it was never sealed');
  return decrypt(await identity.open(sealed.sealedKey), `secret:${roundId}`, sealed.secret);
}

/** Decrypts each item's contribution to an evaluation's score, in the order of the split. */
export async function openOutcomes(
  db: Executor,
  key: Uint8Array,
  { evaluationId, split }: { evaluationId: string; split: Split },
): Promise<Float64Array> {
  const sealed = await findItemOutcomes(db, { evaluationId, split });
  if (!sealed) throw new Error('an evaluation without outcomes');
  const bytes = decrypt(key, `outcomes:${evaluationId}:${split}`, sealed);
  // Copies the bytes, since a Float64Array must begin at a multiple of eight.
  return new Float64Array(new Uint8Array(bytes).buffer);
}

/**
 * An evaluation's results on both splits. Stored encrypted as JSON, which represents every double exactly.
 */
export type EvaluationPayload = { feedback: SplitScores; final: SplitScores };

const payloadStep = 1024;

export function sealPayload(key: Uint8Array, evaluationId: string, payload: EvaluationPayload): Buffer {
  const text = JSON.stringify(payload);
  // Pads the text to a multiple of a step: the number of a score's digits would exclude some scores.
  const padded = text.padEnd(Math.ceil(text.length / payloadStep) * payloadStep);
  return encrypt(key, `evaluation:${evaluationId}`, Buffer.from(padded));
}

export function openPayload(key: Uint8Array, evaluationId: string, sealed: Uint8Array): EvaluationPayload {
  return JSON.parse(decrypt(key, `evaluation:${evaluationId}`, sealed).toString('utf8'));
}
