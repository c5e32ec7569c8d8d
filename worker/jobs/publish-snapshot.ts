import type { Executor } from '@/db/client';
import { listEvaluations } from '@/db/hidden/vault-queries';
import type { BenchmarkRow } from '@/db/queries/benchmark-queries';
import { readClock } from '@/db/queries/read-clock';
import { lockRound, type RoundRow } from '@/db/queries/round-queries';
import { findRoundWithBenchmark } from '@/db/queries/round-scorer-queries';
import { findNewestSnapshot, insertSnapshot } from '@/db/queries/snapshot-queries';
import { countUnfinished, listRankedSubmissions } from '@/db/queries/submission-scorer-queries';
import {
  composeOfficialLeaderboard,
  composeProvisionalLeaderboard,
  type RankedModel,
  type RoundScoring,
} from '@/lib/core/feedback/compose-leaderboard';
import type { ScorerPlatform } from '../scorer-platform';
import { openPayload } from '../vault/evaluation-payload';
import type { RoundVault } from '../vault/round-vault';
import { requireSealedFacts } from './sealed-facts';

/**
 * Publishes what may be known of a round now: the provisional table while it is open; after the close, once every
 * accepted submission is finished, the official ranking, exactly once. The round's lock keeps closing and other
 * publishers out meanwhile.
 */
export async function publishSnapshot(
  platform: ScorerPlatform,
  vault: RoundVault,
  { roundId }: { roundId: string },
): Promise<void> {
  const { db } = platform.client;
  const found = await findRoundWithBenchmark(db, roundId);
  if (!found) return;
  const key = await vault.openKey(roundId);
  await db.transaction(async (tx) => {
    const round = await lockRound(tx, roundId);
    if (round?.state === 'open') {
      const models = await listRankedModels(tx, key, roundId);
      await insertSnapshot(tx, {
        roundId,
        publishedAt: await readClock(tx),
        leaderboard: composeProvisionalLeaderboard(scoringOf(round, found.benchmark), models),
      });
    }
    if (
      round?.state === 'closed' &&
      (await countUnfinished(tx, roundId)) === 0 &&
      !(await findNewestSnapshot(tx, roundId, 'final'))
    ) {
      const models = await listRankedModels(tx, key, roundId);
      await insertSnapshot(tx, {
        roundId,
        publishedAt: await readClock(tx),
        leaderboard: composeOfficialLeaderboard(scoringOf(round, found.benchmark), models),
      });
    }
  });
}

function scoringOf(round: RoundRow, { metric, direction }: BenchmarkRow): RoundScoring {
  const { feedbackPolicy, feedbackCount, finalCount } = requireSealedFacts(round);
  return {
    metric,
    direction,
    policy: feedbackPolicy,
    itemCount: { feedback: feedbackCount, final: finalCount },
  };
}

async function listRankedModels(tx: Executor, key: Uint8Array, roundId: string): Promise<RankedModel[]> {
  const standing = await listRankedSubmissions(tx, roundId);
  const evaluations = await listEvaluations(
    tx,
    standing.map(({ submission }) => submission.submissionId),
  );
  const payloads = new Map(
    evaluations.map(({ submissionId, evaluationId, ciphertext }) => [
      submissionId,
      openPayload(key, evaluationId, ciphertext),
    ]),
  );
  return standing.map(({ submission, model, modelSlug, team, teamSlug, submissionsUsed }) => {
    const scores = payloads.get(submission.submissionId);
    if (!scores) throw new Error('a scored submission without an evaluation');
    return {
      model,
      modelSlug,
      team,
      teamSlug,
      submissionsUsed,
      scores,
      version: submission.version,
      evidence: submission.evidence,
      submittedAt: submission.receivedAt,
    };
  });
}
