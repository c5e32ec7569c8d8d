import type { Executor } from '@/db/client';
import { listEvaluations } from '@/db/hidden/vault-queries';
import type { BenchmarkRow } from '@/db/queries/benchmark-queries';
import {
  listRankedSubmissions,
  listReportedSubmissions,
  listStandingBeside,
  type RankedSubmission,
} from '@/db/queries/submission-scorer-queries';
import { newDisclosureSchema } from '@/lib/contracts/disclosure';
import { sealedLabels } from '@/lib/core/errata/erratum';
import type { RankedModel, RoundScoring } from '@/lib/core/feedback/compose-leaderboard';
import type { ReportedModel } from '@/lib/core/feedback/compose-provisional-leaderboard';
import { answersOf, type DisclosureAnswers, undisclosed } from '@/lib/core/model/disclosure';
import type { PublicRound } from '@/lib/core/round/round';
import { openPayload } from '../vault/evaluation-payload';

/** What of a round its rankings are composed by. */
export function scoringOf(round: PublicRound, { metric, direction }: BenchmarkRow): RoundScoring {
  const { feedbackPolicy, feedbackCount, finalCount } = round;
  return {
    metric,
    direction,
    policy: feedbackPolicy,
    itemCount: { feedback: feedbackCount, final: finalCount },
  };
}

/** A ranked model with the evaluation that its scores are from. */
export type EvaluatedModel = RankedModel & { evaluationId: string; submissionId: string; fileSha256: string };

/**
 * The models of a round as they stand, with their scores on the labels that count, which are those that were sealed.
 * @param erratumNumber an erratum that is being compared or published
 * @throws when a scored submission has no evaluation on these labels
 */
export async function listRankedModels(
  tx: Executor,
  key: Uint8Array,
  roundId: string,
  erratumNumber: number = sealedLabels,
): Promise<EvaluatedModel[]> {
  return openEvaluated(tx, key, await listRankedSubmissions(tx, roundId), erratumNumber);
}

/** The versions that stand in a round beside those models, with their scores on the same labels; each model's newest first. */
export async function listStandingModels(
  tx: Executor,
  key: Uint8Array,
  roundId: string,
  erratumNumber: number = sealedLabels,
): Promise<EvaluatedModel[]> {
  return openEvaluated(tx, key, await listStandingBeside(tx, roundId), erratumNumber);
}

async function openEvaluated(
  tx: Executor,
  key: Uint8Array,
  submissions: readonly RankedSubmission[],
  erratumNumber: number,
): Promise<EvaluatedModel[]> {
  const evaluations = await listEvaluations(
    tx,
    submissions.map(({ submission }) => submission.submissionId),
    erratumNumber,
  );
  const payloads = new Map(
    evaluations.map(({ submissionId, evaluationId, ciphertext }) => [
      submissionId,
      { evaluationId, scores: openPayload(key, evaluationId, ciphertext) },
    ]),
  );
  return submissions.map((ranked) => {
    const evaluation = payloads.get(ranked.submission.submissionId);
    if (!evaluation) throw new Error('a scored submission without an evaluation');
    const disclosure = readAnswers(ranked.submission.disclosure);
    const { submissionId, fileSha256 } = ranked.submission;
    return { ...nameModel(ranked), disclosure, submissionId, fileSha256, ...evaluation };
  });
}

/** The submissions of an open round whose score was reported, with that feedback and no evaluation. */
export async function listReportedModels(tx: Executor, roundId: string): Promise<ReportedModel[]> {
  const reported = await listReportedSubmissions(tx, roundId);
  return reported.map(({ feedback, ...ranked }) => ({
    ...nameModel(ranked),
    id: ranked.submission.submissionId,
    isAutomatic: ranked.submission.isStanding,
    isWithdrawn: ranked.submission.withdrawnAt !== null,
    feedback,
  }));
}

/** The web role wrote them: held to their contract once more before they are published, and undisclosed where they break it. */
function readAnswers(stored: unknown): DisclosureAnswers {
  const parsed = newDisclosureSchema.safeParse(stored);
  return answersOf(parsed.success ? parsed.data : undisclosed);
}

function nameModel({
  submission,
  kind,
  model,
  modelSlug,
  team,
  teamSlug,
  submissionsUsed,
}: RankedSubmission) {
  return {
    kind,
    isChosen: submission.chosenAt !== null,
    model,
    modelSlug,
    team,
    teamSlug,
    submissionsUsed,
    version: submission.version,
    evidence: submission.evidence,
    submittedAt: submission.receivedAt,
  };
}
