import { setImmediate } from 'node:timers/promises';
import type { Executor } from '@/db/client';
import { type Part, parts } from '@/lib/core/benchmark';
import { excessScaleRules } from '@/lib/core/freshness/excess-scales';
import {
  addValues,
  computeItemDifferences,
  computePartDifference,
  type ValueSums,
} from '@/lib/core/freshness/part-difference';
import type { RoundRecord } from '@/lib/core/freshness/round-record';
import type { ScorerPlatform } from '../scorer-platform';
import {
  type EvaluatedSubmission,
  listDrawnUnits,
  type MeasuredRound,
  openGapValues,
} from './open-gap-values';

/** A round's models, by what the round could have taught them. */
export type ComparedSubmissions = {
  frozen: readonly EvaluatedSubmission[];
  adapted: readonly EvaluatedSubmission[];
};

type PartSums = Record<Part, ValueSums>;

/**
 * By how much the adapted models are better than the frozen ones on each part; null without models in both groups, and where a score
 * or its error has no value. Models are opened one at a time: two sums and one column of a part are all that is in memory.
 */
export async function measureGap(
  tx: Executor,
  platform: Pick<ScorerPlatform, 'client' | 'objects' | 'readers'>,
  round: MeasuredRound,
  { frozen, adapted }: ComparedSubmissions,
): Promise<Exclude<RoundRecord['gap'], 'no-feedback'>> {
  if (frozen.length === 0 || adapted.length === 0) return null;
  const sum = async (submissions: readonly EvaluatedSubmission[]): Promise<PartSums | 'perfect-score'> => {
    let sums: { [part in Part]: ValueSums | null } = { feedback: null, final: null };
    for (const submission of submissions) {
      const values = await openGapValues(tx, platform, round, submission);
      const [feedback, final] = parts.map((part) => excessScaleRules[round.scale].scaleValues(values[part]));
      if (!feedback || !final) return 'perfect-score';
      sums = { feedback: addValues(sums.feedback, feedback), final: addValues(sums.final, final) };
      // Yields to the event loop between models, so that the thread is heard of.
      await setImmediate();
    }
    return { feedback: sums.feedback!, final: sums.final! };
  };
  const [ofAdapted, ofFrozen] = [await sum(adapted), await sum(frozen)];
  if (ofAdapted === 'perfect-score' || ofFrozen === 'perfect-score') return 'perfect-score';
  const measure = (part: Part) => {
    const differences = computeItemDifferences(ofAdapted[part], ofFrozen[part]);
    return differences.every(Number.isFinite)
      ? computePartDifference(differences, listDrawnUnits(round, part))
      : null;
  };
  const [feedback, final] = [measure('feedback'), measure('final')];
  return feedback && final && { feedback, final };
}
