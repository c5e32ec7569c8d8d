import type { Executor } from '@/db/client';
import type { Part } from '@/lib/core/benchmark';
import { computeSampleMoments, type SampleMoments } from '@/lib/core/equating/sample-moments';
import { addOutcomes, computeItemDifferences, type OutcomeSums } from '@/lib/core/freshness/item-differences';
import { openOutcomes } from '../vault/open-outcomes';

/** Evaluations of a round's models, by what the round could have taught them. */
export type EvaluationGroups = { frozen: readonly string[]; adapted: readonly string[] };

/**
 * Moments of the item differences on both parts; null without models in both groups. Outcomes are opened one model at a time:
 * two sums and one column of a part are all that is in memory.
 */
export async function measureGap(
  tx: Executor,
  key: Uint8Array,
  { frozen, adapted }: EvaluationGroups,
): Promise<Record<Part, SampleMoments> | null> {
  if (frozen.length === 0 || adapted.length === 0) return null;
  const sum = async (evaluationIds: readonly string[], part: Part): Promise<OutcomeSums> => {
    let group: OutcomeSums | null = null;
    for (const evaluationId of evaluationIds)
      group = addOutcomes(group, await openOutcomes(tx, key, { evaluationId, part }));
    return group!;
  };
  const measure = async (part: Part): Promise<SampleMoments> =>
    computeSampleMoments(computeItemDifferences(await sum(adapted, part), await sum(frozen, part)));
  return { feedback: await measure('feedback'), final: await measure('final') };
}
