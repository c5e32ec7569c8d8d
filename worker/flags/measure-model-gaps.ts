import type { Executor } from '@/db/client';
import type { Split } from '@/lib/core/benchmark';
import type { GapReference, MeasuredModel } from '@/lib/core/flags/model-gap';
import {
  addSplitValues,
  compareSplits,
  type SplitSums,
  type SplitValues,
} from '@/lib/core/freshness/overfitting';
import {
  type EvaluatedSubmission,
  listSplitUnits,
  type MeasuredRound,
  openSplitValues,
} from '../freshness/open-gap-values';
import type { ScorerPlatform } from '../scorer-platform';

/** A ranked model, represented by its counting submission. */
export type GapModel = EvaluatedSubmission & { readonly teamGroup: string; readonly isFrozen: boolean };

/**
 * Measures the overfitting gap of each ranked model that isn't frozen: against the mean of the frozen models
 * or, if there are none, of the models of other team groups. A model whose score has no value on the gap's
 * scale has no gap. Models are opened one at a time, so that memory holds only a few sums and one column.
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
  const open = (model: GapModel) => openSplitValues(tx, platform, round, model);
  const setting = { scale: round.scale, units: listSplitUnits(round) };
  const all = await sumValues(reference === 'frozen' ? frozen : tested, open);
  if (!all) return [];
  const measured: MeasuredModel[] = [];
  for (const group of new Set(tested.map(({ teamGroup }) => teamGroup))) {
    const own = tested.filter(({ teamGroup }) => teamGroup === group);
    const others = reference === 'frozen' ? all : subtract(all, await sumValues(own, open));
    if (others.feedback.modelCount === 0) return [];
    for (const model of own) {
      const values = await open(model);
      const gap = values && compareSplits(addSplitValues(null, values), others, setting);
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

/** Sums values over the models whose score has a value on the scale; null if no model has one. */
async function sumValues(
  models: readonly GapModel[],
  open: (model: GapModel) => Promise<SplitValues | null>,
): Promise<SplitSums | null> {
  let sums: SplitSums | null = null;
  for (const model of models) {
    const values = await open(model);
    if (values) sums = addSplitValues(sums, values);
  }
  return sums;
}

function subtract(all: SplitSums, own: SplitSums | null): SplitSums {
  if (!own) return all;
  const less = (split: Split) => ({
    modelCount: all[split].modelCount - own[split].modelCount,
    sums: all[split].sums.map((sum, j) => sum - own[split].sums[j]!),
  });
  return { feedback: less('feedback'), final: less('final') };
}
