import type { Executor } from '@/db/client';
import type { BenchmarkRow } from '@/db/queries/benchmark-queries';
import { type ErratumRow, listPublishedErrata } from '@/db/queries/erratum-queries';
import { findNewestSnapshot } from '@/db/queries/snapshot-queries';
import { listWithdrawnSubmissions } from '@/db/queries/submission-scorer-queries';
import { correctLabels } from '@/lib/core/commitment/archive';
import { computeScoreChanges, type LabelCorrection, type ScoreChange } from '@/lib/core/errata/erratum';
import { composeCorrectedLeaderboard } from '@/lib/core/feedback/compose-leaderboard';
import type { Disclosed } from '@/lib/core/feedback/disclosed';
import { kindAsPublished, type Leaderboard } from '@/lib/core/leaderboard/leaderboard';
import type { RevealedRound } from '@/lib/core/round/round';
import type { LabelColumn } from '@/lib/core/scoring/label-column';
import type { ScorerPlatform } from '../scorer-platform';
import {
  addVersionPairs,
  type ComparedModels,
  compareRankedModels,
  isOfModels,
} from '../snapshot/compare-ranked-models';
import {
  type EvaluatedModel,
  listAutomaticModels,
  listRankedModels,
  scoringOf,
} from '../snapshot/list-ranked-models';
import type { OpenedRound, RoundVault } from '../vault/round-vault';

/**
 * Composes the ranking by an erratum's labels, with its models and its differences from the published
 * ranking. @throws without a published ranking; and, to be tried again, when the ranked models differ from
 * the compared ones
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
  if (!isOfModels(compared, models)) throw new Error('the ranked models have changed since the comparison');
  const leaderboard = composeCorrectedLeaderboard(scoringOf(round, benchmark), models, {
    comparison: compared.comparison,
    number,
    reference_entries: addVersionPairs(
      asPublished(await listAutomaticModels(tx, key, round.roundId, number)),
      new Map(),
    ),
    withdrawn: await listWithdrawnSubmissions(tx, round),
  });
  return { leaderboard, models, scoreChanges: computeScoreChanges(before.leaderboard, leaderboard) };
}

/**
 * Applies errata to a round's labels, one after another. Verifiers of the archive use the same code. @throws
 * when the round has no such item or label, or when the wrong label that the correction names isn't the
 * item's
 */
export function correctRound(
  round: OpenedRound,
  benchmark: BenchmarkRow,
  errata: readonly { corrections: readonly LabelCorrection[] }[],
): OpenedRound {
  let labels: LabelColumn = round.labels;
  for (const { corrections } of errata) {
    const corrected = correctLabels({ ...round, labels, rules: benchmark }, corrections);
    if (!corrected.ok) throw new Error(corrected.error.detail);
    labels = corrected.value;
  }
  return { ...round, labels };
}

/**
 * Compares the models of a revealed round by the labels that an erratum corrects; all of them must have been
 * scored by these labels.
 */
export async function compareCorrectedModels(
  { client: { db } }: Pick<ScorerPlatform, 'client'>,
  vault: RoundVault,
  { round, benchmark, erratum }: { round: RevealedRound; benchmark: BenchmarkRow; erratum: ErratumRow },
): Promise<ComparedModels> {
  const published = await listPublishedErrata(db, round.roundId);
  // Leaves out this erratum, which another run of the job may just have published, so that no label is
  // corrected twice.
  const earlier = published.filter(({ number }) => number < erratum.number);
  const sealed = await vault.open(round, benchmark);
  const corrected = correctRound(sealed, benchmark, [...earlier, erratum]);
  const models = await listRankedModels(db, corrected.key, round.roundId, erratum.number);
  return compareRankedModels(db, corrected, { benchmark, models });
}
