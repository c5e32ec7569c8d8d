import type { Executor } from '@/db/client';
import { findFinalValues, type SealedValues } from '@/db/hidden/evaluation-queries';
import { listEvaluations } from '@/db/hidden/vault-queries';
import type { BenchmarkRow } from '@/db/queries/benchmark-queries';
import { findNewestSnapshot } from '@/db/queries/snapshot-queries';
import type { SubmissionRow } from '@/db/queries/submission-queries';
import {
  countUndecidedFeedback,
  countUnfinished,
  isWithdrawnSince,
  listAutomaticBeside,
  listRankedSubmissions,
  listReportedSubmissions,
  type RankedSubmission,
} from '@/db/queries/submission-scorer-queries';
import { newDisclosureSchema } from '@/lib/contracts/disclosure';
import { sealedLabels } from '@/lib/core/errata/erratum';
import type { RankedModel, RoundScoring } from '@/lib/core/feedback/compose-leaderboard';
import type { ReportedModel } from '@/lib/core/feedback/compose-provisional-leaderboard';
import { type PublicDisclosure, publicDisclosureOf, undisclosed } from '@/lib/core/model/disclosure';
import type { PublicRound } from '@/lib/core/round/round';
import type { ComparedValues } from '@/lib/core/statistics/compare-pairs';
import { decrypt, openPayload } from '../vault/round-cipher';

/** Returns the scoring rules for a round's rankings. */
export function scoringOf(round: PublicRound, { metric, direction }: BenchmarkRow): RoundScoring {
  const { feedbackPolicy, feedbackCount, finalCount } = round;
  return {
    metric,
    direction,
    policy: feedbackPolicy,
    itemCount: { feedback: feedbackCount, final: finalCount },
  };
}

/** A ranked model, with the evaluation and submission that its scores come from. */
export type EvaluatedModel = RankedModel & { evaluationId: string; submissionId: string; fileSha256: string };

export const idsOf = (models: readonly Pick<EvaluatedModel, 'submissionId'>[]): string[] =>
  models.map(({ submissionId }) => submissionId);

/**
 * Lists the counting models of a round, with their scores by the sealed labels or by an erratum's. @param
 * erratumNumber an erratum that is being compared or published @throws when a scored submission has no
 * evaluation by these labels
 */
export async function listRankedModels(
  tx: Executor,
  key: Uint8Array,
  roundId: string,
  erratumNumber: number = sealedLabels,
): Promise<EvaluatedModel[]> {
  return openEvaluated(tx, key, await listRankedSubmissions(tx, roundId), erratumNumber);
}

/**
 * Lists automatically evaluated versions that don't count, with scores by the same labels as the counting
 * models; each model's newest first.
 */
export async function listAutomaticModels(
  tx: Executor,
  key: Uint8Array,
  roundId: string,
  erratumNumber: number = sealedLabels,
): Promise<EvaluatedModel[]> {
  return openEvaluated(tx, key, await listAutomaticBeside(tx, roundId), erratumNumber);
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
    const disclosure = readDisclosure(ranked.submission.disclosure);
    const { submissionId, fileSha256 } = ranked.submission;
    return { ...nameModel(ranked), disclosure, submissionId, fileSha256, ...evaluation };
  });
}

/**
 * Lists the submissions of an open round that have a reported score. Scores come from the feedback, without
 * opening evaluations.
 */
export async function listReportedModels(tx: Executor, roundId: string): Promise<ReportedModel[]> {
  const reported = await listReportedSubmissions(tx, roundId);
  return reported.map(({ feedback, ...ranked }) => ({
    ...nameModel(ranked),
    id: ranked.submission.submissionId,
    isAutomatic: ranked.submission.isAutomatic,
    isWithdrawn: ranked.submission.withdrawnAt !== null,
    feedback,
  }));
}

/**
 * Parses a stored disclosure. The web role wrote it, so it is validated again before it is published; an
 * invalid one counts as undisclosed.
 */
function readDisclosure(stored: unknown): PublicDisclosure {
  const parsed = newDisclosureSchema.safeParse(stored);
  return publicDisclosureOf(parsed.success ? parsed.data : undisclosed);
}

function nameModel({
  submission,
  kind,
  model,
  modelSlug,
  team,
  teamSlug,
  submissionsUsed,
}: Omit<RankedSubmission, 'submission'> & {
  submission: Pick<SubmissionRow, 'version' | 'evidence' | 'receivedAt' | 'chosenAt'>;
}) {
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

/**
 * Opens the values on the final split that a test compares, with the codes of the predictions if those are
 * stored.
 */
export async function openComparedValues(
  db: Executor,
  key: Uint8Array,
  { evaluationId, areOutcomes }: { evaluationId: string; areOutcomes: boolean },
): Promise<ComparedValues> {
  const sealed = await findSealed(db, evaluationId);
  const codes = sealed.predictionCodes;
  return {
    values: openValues(sealed, key, { evaluationId, areOutcomes }),
    codes:
      codes &&
      new Uint32Array(Uint8Array.from(decrypt(key, `prediction-codes:${evaluationId}:final`, codes)).buffer),
  };
}

/**
 * Opens the values that an evaluation stores for each final item. @param areOutcomes true for outcomes; false
 * for pseudo-values, if the metric has any @throws for an evaluation without item outcomes
 */
export async function openFinalValues(
  db: Executor,
  key: Uint8Array,
  { evaluationId, areOutcomes }: { evaluationId: string; areOutcomes: boolean },
): Promise<Float64Array> {
  return openValues(await findSealed(db, evaluationId), key, { evaluationId, areOutcomes });
}

async function findSealed(db: Executor, evaluationId: string): Promise<SealedValues> {
  const sealed = await findFinalValues(db, evaluationId);
  if (!sealed) throw new Error('an evaluation without item outcomes');
  return sealed;
}

function openValues(
  sealed: SealedValues,
  key: Uint8Array,
  { evaluationId, areOutcomes }: { evaluationId: string; areOutcomes: boolean },
): Float64Array {
  const plain =
    sealed.pseudoValues === null || areOutcomes
      ? decrypt(key, `outcomes:${evaluationId}:final`, sealed.outcomes)
      : decrypt(key, `pseudo-values:${evaluationId}:final`, sealed.pseudoValues);
  // Copies the bytes, since a Float64Array must begin at a multiple of eight.
  return new Float64Array(Uint8Array.from(plain).buffer);
}

/**
 * True if a closed round must be ranked: for the first time, or again without submissions that were withdrawn
 * since. The ranking waits for the round's last feedback, because reported scores decide which submissions
 * count.
 */
export async function isOfficialDue(db: Executor, roundId: string): Promise<boolean> {
  if ((await countUnfinished(db, roundId)) > 0 || (await countUndecidedFeedback(db, roundId)) > 0)
    return false;
  const newest = await findNewestSnapshot(db, roundId, 'final');
  return !newest || isWithdrawnSince(db, roundId, newest.publishedAt);
}
