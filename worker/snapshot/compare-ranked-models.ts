import { setImmediate } from 'node:timers/promises';
import type { Executor } from '@/db/client';
import type { BenchmarkRow } from '@/db/queries/benchmark-queries';
import {
  asModelComparison,
  comparisonSeed,
  type ModelComparison,
} from '@/lib/core/leaderboard/model-comparison';
import type { Round } from '@/lib/core/round/round';
import { choosePairTest } from '@/lib/core/scoring/choose-pair-test';
import { computeYardstick } from '@/lib/core/scoring/compute-yardstick';
import { comparesOutcomes } from '@/lib/core/scoring/pick-compared-values';
import { createPairComparator } from '@/lib/core/statistics/compare-pairs';
import type { OpenedRound } from '../vault/round-vault';
import type { EvaluatedModel } from './list-ranked-models';
import { openFinalValues } from './open-final-values';

/** A comparison of models with the evaluations it was made of, in its order. */
export type ComparedModels = { evaluationIds: readonly string[]; comparison: ModelComparison };

/**
 * Compares a round's ranked models item by item on the final part. It may take minutes, so it is made before the transaction that
 * publishes it; `isOfModels` says there whether it is still of the models that are ranked.
 * @param opened the round with the labels that the evaluations were scored with
 */
export async function compareRankedModels(
  db: Executor,
  opened: OpenedRound,
  {
    round,
    benchmark,
    models,
  }: {
    round: Pick<Round, 'number'>;
    benchmark: Pick<BenchmarkRow, 'slug' | 'metric'>;
    models: readonly EvaluatedModel[];
  },
): Promise<ComparedModels> {
  const part = { labels: opened.labels, groups: opened.groups, positions: opened.positions.final };
  const test = choosePairTest(benchmark.metric, {
    ...part,
    seed: comparisonSeed({ benchmark: benchmark.slug, round: round.number }),
  });
  const comparator = createPairComparator(test, computeYardstick(benchmark.metric, part));
  for (const { evaluationId } of models) {
    comparator.add(
      await openFinalValues(db, opened.key, { evaluationId, areOutcomes: comparesOutcomes(test) }),
    );
    // Yields to the event loop between models, so that many of them don't hold up what else the thread does.
    await setImmediate();
  }
  return {
    evaluationIds: models.map(({ evaluationId }) => evaluationId),
    comparison: asModelComparison(test, comparator.finish()),
  };
}

/** Whether the comparison is of these very evaluations. */
export const isOfModels = ({ evaluationIds }: ComparedModels, models: readonly EvaluatedModel[]): boolean =>
  models.length === evaluationIds.length &&
  models.every(({ evaluationId }, i) => evaluationId === evaluationIds[i]);
