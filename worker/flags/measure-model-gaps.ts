import { setImmediate } from 'node:timers/promises';
import type { Executor } from '@/db/client';
import { type Part, parts } from '@/lib/core/benchmark';
import type { GapReference, MeasuredModel } from '@/lib/core/flags/model-gap';
import { excessScaleRules } from '@/lib/core/freshness/excess-scales';
import { computeGap } from '@/lib/core/freshness/gap';
import {
  addValues,
  computeItemDifferences,
  computePartDifference,
  type ValueSums,
} from '@/lib/core/freshness/part-difference';
import {
  type EvaluatedSubmission,
  listDrawnUnits,
  type MeasuredRound,
  openGapValues,
} from '../freshness/open-gap-values';
import type { ScorerPlatform } from '../scorer-platform';

/** A ranked model by the submission that counts for it. */
export type GapModel = EvaluatedSubmission & { readonly teamGroup: string; readonly isFrozen: boolean };

type PartValues = Readonly<Record<Part, Float64Array>>;
type PartSums = Readonly<Record<Part, ValueSums>>;

/**
 * The gap of each ranked model that isn't frozen, alone: against the mean of the frozen models or, where there are none, of the models of other
 * team groups. None where it has no value. Models are opened one at a time, so that a few sums and one column are all that is in memory.
 */
export async function measureModelGaps(
  tx: Executor,
  platform: Pick<ScorerPlatform, 'client' | 'objects' | 'readers'>,
  round: MeasuredRound,
  models: readonly GapModel[],
): Promise<MeasuredModel[]> {
  const frozen = models.filter(({ isFrozen }) => isFrozen);
  const tested = models.filter(({ isFrozen }) => !isFrozen);
  const reference: GapReference = frozen.length > 0 ? 'frozen' : 'others';
  const open = async (model: GapModel): Promise<PartValues | null> => {
    // Yields to the event loop between models, so that the thread is heard of.
    await setImmediate();
    const values = await openGapValues(tx, platform, round, model);
    const [feedback, final] = parts.map((part) => excessScaleRules[round.scale].scaleValues(values[part]));
    return feedback && final && [feedback, final].every((part) => part.every(Number.isFinite))
      ? { feedback, final }
      : null;
  };
  const all = await sumValues(reference === 'frozen' ? frozen : tested, open);
  if (!all) return [];
  const measured: MeasuredModel[] = [];
  for (const group of new Set(tested.map(({ teamGroup }) => teamGroup))) {
    const own = tested.filter(({ teamGroup }) => teamGroup === group);
    const others = reference === 'frozen' ? all : subtract(all, await sumValues(own, open));
    if (others.feedback.modelCount === 0) return [];
    for (const model of own) {
      const gap = measureGapAlone(round, await open(model), others);
      if (gap)
        measured.push({
          submission: model.submissionId,
          gap,
          reference,
          referenceCount: others.feedback.modelCount,
        });
    }
  }
  return measured;
}

function measureGapAlone(round: MeasuredRound, values: PartValues | null, others: PartSums) {
  if (!values) return null;
  const [feedback, final] = parts.map((part) =>
    computePartDifference(
      computeItemDifferences({ modelCount: 1, sums: values[part] }, others[part]),
      listDrawnUnits(round, part),
    ),
  );
  return feedback && final ? computeGap({ feedback, final }, excessScaleRules[round.scale].unit) : null;
}

/** Of the models whose score has a value; null where none has. */
async function sumValues(
  models: readonly GapModel[],
  open: (model: GapModel) => Promise<PartValues | null>,
): Promise<PartSums | null> {
  let sums: { readonly [part in Part]: ValueSums | null } = { feedback: null, final: null };
  for (const model of models) {
    const values = await open(model);
    if (values)
      sums = {
        feedback: addValues(sums.feedback, values.feedback),
        final: addValues(sums.final, values.final),
      };
  }
  const { feedback, final } = sums;
  return feedback && final && { feedback, final };
}

function subtract(all: PartSums, own: PartSums | null): PartSums {
  if (!own) return all;
  const less = (part: Part): ValueSums => ({
    modelCount: all[part].modelCount - own[part].modelCount,
    sums: all[part].sums.map((sum, j) => sum - own[part].sums[j]!),
  });
  return { feedback: less('feedback'), final: less('final') };
}
