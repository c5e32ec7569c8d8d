import { flagModelGaps, type MeasuredModel } from '@/lib/core/flags/model-gap';
import {
  addValues,
  computeGap,
  computeItemDifferences,
  computeSplitDifference,
  type ValueSums,
} from '@/lib/core/freshness/gap';
import { drawNormal } from '@/lib/core/statistics/normal-distribution';
import { createRng, type Rng } from '@/lib/core/statistics/rng';

/** The ranked models of a round: independent ones, or altered copies of a leader's file that fifty teams improved by feedback. */
export type ModelGapSetting = {
  readonly community: 'honest' | 'copying';
  readonly modelCount: number;
  /** 0: each model is compared with the models of all others. */
  readonly frozenCount: number;
  readonly feedbackCount: number;
  readonly finalCount: number;
  /** Gain of a copying community's file on the feedback split. */
  readonly gain: number;
};

type Hits = { readonly feedback: Float64Array; readonly final: Float64Array };

/** Number of a round's models that are flagged by their gap. */
export function countModelGapFlags(setting: ModelGapSetting, seed: string): number {
  const rng = createRng(seed);
  const draw = makeModelDraw(rng, setting);
  const frozen = Array.from({ length: setting.frozenCount }, draw);
  const models =
    setting.community === 'honest'
      ? Array.from({ length: setting.modelCount }, draw)
      : copyAll(rng, setting, draw());
  const sums = sumHits(frozen.length > 0 ? frozen : models);
  const measured = models.map((hits, i): MeasuredModel => {
    const reference = frozen.length > 0 ? sums : without(sums, hits);
    const differenceOf = (part: keyof Hits) =>
      computeSplitDifference(computeItemDifferences({ modelCount: 1, sums: hits[part] }, reference[part]), {
        of: 'items',
      })!;
    return {
      submission: String(i),
      gap: computeGap({ feedback: differenceOf('feedback'), final: differenceOf('final') }, 'points'),
      reference: frozen.length > 0 ? 'frozen' : 'others',
      referenceCount: reference.feedback.modelCount,
    };
  });
  return flagModelGaps(measured).length;
}

/** Models with accuracies between about two thirds and nine tenths, for which the same items are hard. */
function makeModelDraw(rng: Rng, { feedbackCount, finalCount }: ModelGapSetting): () => Hits {
  const drawMany = (count: number) => Float64Array.from({ length: count }, () => drawNormal(rng));
  const ease = { feedback: drawMany(feedbackCount), final: drawMany(finalCount) };
  const [shared, own] = [Math.sqrt(0.6), Math.sqrt(0.4)];
  return () => {
    const skill = 0.4 + 0.9 * rng.nextUnit();
    const hit = (value: number) => (skill + shared * value + own * drawNormal(rng) > 0 ? 1 : 0);
    return { feedback: ease.feedback.map(hit), final: ease.final.map(hit) };
  };
}

/** The leader's file, improved by `gain` on the feedback split, with another hundredth of the items altered by each member. */
function copyAll(rng: Rng, { modelCount, gain }: ModelGapSetting, leader: Hits): Hits[] {
  const misses = leader.feedback.reduce((count, hit) => count + 1 - hit, 0);
  const chance = (gain * leader.feedback.length) / misses;
  const learnt = leader.feedback.map((hit) => (hit === 0 && rng.nextUnit() < chance ? 1 : hit));
  const alter = (hit: number) => (rng.nextUnit() < 0.01 ? 1 - hit : hit);
  return Array.from({ length: modelCount }, () => ({
    feedback: learnt.map(alter),
    final: leader.final.map(alter),
  }));
}

type Sums = { readonly feedback: ValueSums; readonly final: ValueSums };

function sumHits(models: readonly Hits[]): Sums {
  const sum = (part: keyof Hits) =>
    models.reduce<ValueSums | null>((group, hits) => addValues(group, hits[part]), null)!;
  return { feedback: sum('feedback'), final: sum('final') };
}

function without({ feedback, final }: Sums, hits: Hits): Sums {
  const less = ({ modelCount, sums }: ValueSums, values: Float64Array) => ({
    modelCount: modelCount - 1,
    sums: sums.map((sum, j) => sum - values[j]!),
  });
  return { feedback: less(feedback, hits.feedback), final: less(final, hits.final) };
}
