import { setImmediate } from 'node:timers/promises';
import type { PredictionsRefused } from '@/adapters/read-predictions-file';
import type { BenchmarkRow } from '@/db/queries/benchmark-queries';
import type { SubmissionRow } from '@/db/queries/submission-queries';
import type { Split } from '@/lib/core/benchmark';
import { ok, type Result } from '@/lib/core/result';
import { type ScoredSplit, scoreSplit, seedOf } from '@/lib/core/scoring/score-split';
import type { Predictions } from '@/lib/core/submission/predictions';
import type { ScorerPlatform } from '../scorer-platform';
import { encrypt, sealPayload } from '../vault/round-cipher';
import type { OpenedRound } from '../vault/round-vault';
import { readSubmittedFile } from './read-submitted-file';

type ScoredFile = Readonly<Record<Split, ScoredSplit>> & { readonly predictions: Predictions };

/**
 * Scores a submission's prediction file on both splits of its round. The first scoring and every later one,
 * on labels that errata corrected, use this function: the same file, labels and rules give the same doubles.
 * @throws ObjectChanged when the file isn't the accepted one
 */
export async function scoreFile(
  platform: Pick<ScorerPlatform, 'client' | 'objects' | 'readers'>,
  submission: Pick<SubmissionRow, 'submissionId' | 'fileSha256'>,
  benchmark: BenchmarkRow,
  round: OpenedRound,
): Promise<Result<ScoredFile, PredictionsRefused>> {
  const predictions = await readSubmittedFile(platform, submission.submissionId, benchmark, round);
  return predictions.ok
    ? ok(await scorePredictions(predictions.value, submission, benchmark, round))
    : predictions;
}

/** Scores predictions on both splits, from a file or from a model's run. */
export async function scorePredictions(
  predictions: Predictions,
  { fileSha256 }: Pick<SubmissionRow, 'fileSha256'>,
  benchmark: BenchmarkRow,
  round: OpenedRound,
): Promise<ScoredFile> {
  const score = (split: Split) =>
    scoreSplit({
      rules: benchmark,
      labels: round.labels,
      groups: round.groups,
      positions: round.positions[split],
      predictions,
      seed: seedOf({ fileSha256, benchmark: benchmark.slug, round: round.number }, split),
    });
  const feedback = score('feedback');
  // Yields to the event loop between the two splits, so that the thread can send its heartbeat.
  await setImmediate();
  return { feedback, final: score('final'), predictions };
}

/**
 * Encrypts scores and item outcomes under the round's key, in the form in which an evaluation stores them.
 */
export function sealScores(key: Uint8Array, evaluationId: string, scored: ScoredFile) {
  const { feedback, final } = scored;
  return {
    ciphertext: sealPayload(key, evaluationId, { feedback: feedback.scores, final: final.scores }),
    outcomes: {
      feedback: sealOutcomes(key, evaluationId, 'feedback', feedback),
      final: sealOutcomes(key, evaluationId, 'final', final),
    },
    pseudoValues:
      final.pseudoValues && encrypt(key, `pseudo-values:${evaluationId}:final`, bytesOf(final.pseudoValues)),
    predictionCodes:
      final.codes && encrypt(key, `prediction-codes:${evaluationId}:final`, bytesOf(final.codes)),
  };
}

function sealOutcomes(
  key: Uint8Array,
  evaluationId: string,
  split: Split,
  { outcomes }: ScoredSplit,
): Buffer {
  return encrypt(key, `outcomes:${evaluationId}:${split}`, bytesOf(outcomes));
}

const bytesOf = ({ buffer, byteOffset, byteLength }: Float64Array | Uint32Array): Uint8Array =>
  new Uint8Array(buffer, byteOffset, byteLength);
