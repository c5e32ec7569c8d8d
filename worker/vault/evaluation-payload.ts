import type { PartScores } from '@/lib/core/scoring/part-scores';
import { decrypt, encrypt } from './round-cipher';

/** What an evaluation found on both parts. Stored encrypted; JSON keeps every double exactly. */
export type EvaluationPayload = { feedback: PartScores; final: PartScores };

const payloadStep = 1024;

export function sealPayload(key: Uint8Array, evaluationId: string, payload: EvaluationPayload): Buffer {
  const text = JSON.stringify(payload);
  // Padded: how many digits a score has tells which ones it can't be.
  const padded = text.padEnd(Math.ceil(text.length / payloadStep) * payloadStep);
  return encrypt(key, `evaluation:${evaluationId}`, Buffer.from(padded));
}

export function openPayload(key: Uint8Array, evaluationId: string, sealed: Uint8Array): EvaluationPayload {
  return JSON.parse(decrypt(key, `evaluation:${evaluationId}`, sealed).toString('utf8'));
}
