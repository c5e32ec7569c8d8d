import type { Executor } from '@/db/client';
import type { BenchmarkRow } from '@/db/queries/benchmark-queries';
import { findNewestSnapshot } from '@/db/queries/snapshot-queries';
import { computeScoreChanges } from '@/lib/core/errata/compute-score-changes';
import type { ScoreChange } from '@/lib/core/errata/erratum';
import { composeCorrectedLeaderboard } from '@/lib/core/feedback/compose-leaderboard';
import type { Disclosed } from '@/lib/core/feedback/disclosed';
import { kindAsPublished } from '@/lib/core/leaderboard/kind-as-published';
import type { Leaderboard } from '@/lib/core/leaderboard/leaderboard';
import type { RevealedRound } from '@/lib/core/round/round';
import { type ComparedModels, isOfModels } from '../snapshot/compare-ranked-models';
import {
  type EvaluatedModel,
  listRankedModels,
  listStandingModels,
  scoringOf,
} from '../snapshot/list-ranked-models';

/**
 * The ranking that an erratum leads to with the models that it was composed of, and what that changes in the one that is published.
 * @throws without the latter; and to be tried again, when other models are ranked than were compared
 */
export async function composeCorrection(
  tx: Executor,
  {
    key,
    round,
    benchmark,
    number,
    compared,
  }: {
    key: Uint8Array;
    round: RevealedRound;
    benchmark: BenchmarkRow;
    number: number;
    compared: ComparedModels;
  },
): Promise<{
  leaderboard: Disclosed<Leaderboard>;
  models: EvaluatedModel[];
  scoreChanges: ScoreChange[];
}> {
  const before = await findNewestSnapshot(tx, round.roundId, 'final');
  if (!before) throw new Error('a revealed round has no official ranking');
  const asPublished = (models: EvaluatedModel[]) =>
    models.map((model) => ({ ...model, kind: kindAsPublished(before.leaderboard, model) }));
  const models = asPublished(await listRankedModels(tx, key, round.roundId, number));
  if (!isOfModels(compared, models)) throw new Error('other models are ranked than were compared');
  const leaderboard = composeCorrectedLeaderboard(scoringOf(round, benchmark), models, {
    comparison: compared.comparison,
    number,
    standing: asPublished(await listStandingModels(tx, key, round.roundId, number)),
  });
  return { leaderboard, models, scoreChanges: computeScoreChanges(before.leaderboard, leaderboard) };
}
