import type { SampleMoments } from '../equating/sample-moments';
import { describeExcess, type Excess } from './excess';

/**
 * Gap within a round of the adapted models against the frozen ones: mean over feedback items of D_j − mean over final items
 * of D_j, SE² = s²_fb(D)/n_fb + s²_final(D)/n_final, against the normal distribution (science of freshness, measure a).
 *
 * Valid whatever the models and the items are, because the parts were drawn at random before anybody answered: without
 * adaptation to the feedback part both means estimate the same number, and Neyman's variance of a randomised comparison
 * (1923; Stat. Sci. 1990, 5:465–480) errs on the wide side. Where D never varies the error is 0.
 *
 * @param feedback moments of D_j (`computeItemDifferences`) over the feedback part; at least two items
 * @param final the same over the final part
 */
export function computeGap(feedback: SampleMoments, final: SampleMoments): Excess {
  if (!(feedback.count >= 2 && final.count >= 2)) throw new RangeError('A gap needs two items in each part.');
  const variance = feedback.variance / feedback.count + final.variance / final.count;
  return describeExcess(feedback.mean - final.mean, Math.sqrt(variance), null);
}

/** A model's answers in one part: how many of them are right. */
export type PartScore = { readonly correctCount: number; readonly itemCount: number };

/**
 * Gap within a round of one model: p_fb − p_final, SE² = p(1 − p)(1/n_fb + 1/n_final), p over both parts. Wider than the
 * gap of groups, because the items' difficulty doesn't cancel. All answers right or all wrong: gap and error are 0.
 * @param feedback at least one item; `final` too
 */
export function computeModelGap(feedback: PartScore, final: PartScore): Excess {
  if (!(feedback.itemCount >= 1 && final.itemCount >= 1))
    throw new RangeError('A gap needs items in each part.');
  const pooled = (feedback.correctCount + final.correctCount) / (feedback.itemCount + final.itemCount);
  const variance = pooled * (1 - pooled) * (1 / feedback.itemCount + 1 / final.itemCount);
  return describeExcess(
    feedback.correctCount / feedback.itemCount - final.correctCount / final.itemCount,
    Math.sqrt(variance),
    null,
  );
}
