import { setImmediate } from 'node:timers/promises';
import type { Executor } from '@/db/client';
import type { BenchmarkRow } from '@/db/queries/benchmark-queries';
import { type ReferenceModel, scaleHalfWidth } from '@/lib/core/feedback/compose-leaderboard';
import { asModelComparison, type ModelComparison } from '@/lib/core/leaderboard/pair-codes';
import { choosePairTest, comparesOutcomes } from '@/lib/core/scoring/choose-pair-test';
import { createPairComparator } from '@/lib/core/statistics/compare-pairs';
import type { OpenedRound } from '../vault/round-vault';
import { type EvaluatedModel, openComparedValues } from './list-ranked-models';

/** A comparison of ranked models, and the ids of their evaluations in the same order. */
export type ComparedModels = { evaluationIds: readonly string[]; comparison: ModelComparison };

type ModelsToCompare = {
  benchmark: Pick<BenchmarkRow, 'metric'>;
  models: readonly EvaluatedModel[];
};

/**
 * Compares a round's ranked models item by item on the final split. It may take minutes, so it runs before
 * the transaction that publishes the ranking; `isOfModels` checks in that transaction that the ranked models
 * are still the same. @param opened the round, with the labels by which the models were evaluated
 */
export async function compareRankedModels(
  db: Executor,
  opened: OpenedRound,
  { benchmark, models }: ModelsToCompare,
): Promise<ComparedModels> {
  const { labels, groups, positions } = opened;
  const test = choosePairTest(benchmark.metric, { labels, groups, positions: positions.final });
  const comparator = createPairComparator(test);
  for (const { evaluationId } of models) {
    const { values, codes } = await openComparedValues(db, opened.key, {
      evaluationId,
      areOutcomes: comparesOutcomes(test),
    });
    comparator.add(values, codes);
    // Yields to the event loop between models, so that many of them don't block the thread's other work.
    await setImmediate();
  }
  return {
    evaluationIds: models.map(({ evaluationId }) => evaluationId),
    comparison: asModelComparison(test, comparator.finish()),
  };
}

/**
 * Comparisons of a model's other versions with its counting version, by evaluation id of the other version.
 */
export type VersionPairs = ReadonlyMap<string, ReferenceModel['againstCounting']>;

/**
 * Compares the counting version of each ranked model with the model's other versions. Label holders' models
 * have no comparisons, as in the ranking. @param beside the versions that don't count
 */
export async function compareVersions(
  db: Executor,
  opened: OpenedRound,
  { benchmark, models, beside }: ModelsToCompare & { beside: readonly EvaluatedModel[] },
): Promise<VersionPairs> {
  const found = new Map<string, ReferenceModel['againstCounting']>();
  for (const counting of models) {
    const others = beside.filter(({ modelSlug }) => modelSlug === counting.modelSlug);
    if (counting.kind !== 'entry' || others.length === 0) continue;
    const versions = [counting, ...others];
    const { pairs } = (await compareRankedModels(db, opened, { benchmark, models: versions })).comparison;
    for (const [i, { evaluationId }] of others.entries()) {
      const places = [0, i + 1] as const;
      const halfWidth = scaleHalfWidth(
        benchmark.metric,
        pairs,
        places,
        (place) => versions[place]!.scores.final.primary?.score ?? Number.NaN,
      );
      found.set(evaluationId, { halfWidth, p: pairs.pOf(...places) });
    }
  }
  return found;
}

/** Adds their comparisons to the versions that don't count. */
export const addVersionPairs = (beside: readonly EvaluatedModel[], pairs: VersionPairs): ReferenceModel[] =>
  beside.map((model) => ({ ...model, againstCounting: pairs.get(model.evaluationId) ?? null }));

/** True if the comparison is of exactly these models' evaluations. */
export const isOfModels = ({ evaluationIds }: ComparedModels, models: readonly EvaluatedModel[]): boolean =>
  models.length === evaluationIds.length &&
  models.every(({ evaluationId }, i) => evaluationId === evaluationIds[i]);

/**
 * Computes all half widths of a comparison. For thousands of models this takes many seconds, so it happens
 * before the round is locked, and yields to the event loop after each model.
 */
export async function measureHalfWidths({
  evaluationIds,
  comparison,
}: ComparedModels): Promise<ComparedModels> {
  const { pairs } = comparison;
  const widths = new Float64Array((pairs.modelCount * (pairs.modelCount - 1)) / 2);
  const placeOf = (i: number, j: number) => (j * (j - 1)) / 2 + i;
  for (let j = 1; j < pairs.modelCount; j++) {
    for (let i = 0; i < j; i++) widths[placeOf(i, j)] = pairs.halfWidthOf(i, j) ?? Number.NaN;
    await setImmediate();
  }
  const halfWidthOf = (i: number, j: number): number | null => {
    const width = widths[placeOf(Math.min(i, j), Math.max(i, j))]!;
    return Number.isNaN(width) ? null : width;
  };
  return { evaluationIds, comparison: { ...comparison, pairs: { ...pairs, halfWidthOf } } };
}
