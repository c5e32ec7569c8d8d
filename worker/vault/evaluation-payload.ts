import type { PartScores } from '@/lib/core/scoring/part-scores';
import { decrypt, encrypt } from './round-cipher';

/** What an evaluation found on both parts. Stored encrypted; JSON keeps every double exactly. */
export type EvaluationPayload = { feedback: PartScores; final: PartScores };

export function sealPayload(key: Uint8Array, evaluationId: string, payload: EvaluationPayload): Buffer {
  return encrypt(key, `evaluation:${evaluationId}`, Buffer.from(JSON.stringify(payload)));
}

export function openPayload(key: Uint8Array, evaluationId: string, sealed: Uint8Array): EvaluationPayload {
  return JSON.parse(decrypt(key, `evaluation:${evaluationId}`, sealed).toString('utf8'));
}
