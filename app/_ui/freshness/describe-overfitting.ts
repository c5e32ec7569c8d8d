import type { OverfittingView } from '@/lib/contracts/freshness';
import { formatExcess, formatSignedHundredths } from '@/lib/core/freshness/excess';
import { referenceCountMin } from '@/lib/core/freshness/overfitting';

/** The finding of a round's measurement, and its size beside the leader's margin. @param title of the round */
export function describeOverfitting(
  {
    gap,
    models_with_feedback: tested,
    models_without_feedback: reference,
    share_of_margin: share,
  }: OverfittingView,
  title: string,
): { finding: string; ofMargin: string } {
  if (tested === 0)
    return { finding: `none possible in ${title}: no ranked model’s team had feedback.`, ofMargin: '' };
  if (gap === null)
    return { finding: `not measured in ${title}: the metric or a score has no value for it.`, ofMargin: '' };
  const { unit, estimate, lower, upper, shown } = gap;
  const size = formatExcess(Math.abs(estimate), unit);
  const models = tested === 1 ? 'the model with feedback' : `the ${tested} models with feedback`;
  const against =
    reference >= referenceCountMin ? `, compared with the ${reference} models without feedback` : '';
  const conclusion = shown
    ? 'This is overfitting.'
    : upper < 0
      ? 'Final scores are higher than feedback scores: no overfitting.'
      : `No overfitting is shown; up to ${formatExcess(upper, unit)} can’t be excluded.`;
  return {
    finding: `in ${title}, ${models} did ${size} ${estimate < 0 ? 'worse' : 'better'} on feedback items than on final items${against} (95 % interval ${formatSignedHundredths(lower)} to ${formatSignedHundredths(upper)}). ${conclusion}`,
    ofMargin:
      estimate > 0 && share !== null
        ? ` That is ${Math.round(100 * share)} % of the leader’s margin over the best constant prediction.`
        : '',
  };
}
