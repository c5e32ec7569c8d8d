import type { OverfittingView } from '@/lib/contracts/freshness';
import { formatExcess, formatSignedHundredths } from '@/lib/core/freshness/excess';
import { referenceCountMin } from '@/lib/core/freshness/overfitting';

/** The finding of a round's measurement, and the numbers behind it. @param title of the round */
export function describeOverfitting(
  {
    gap,
    models_with_feedback: tested,
    models_without_feedback: reference,
    share_of_margin: share,
  }: OverfittingView,
  title: string,
): { finding: string; numbers: string } {
  if (tested === 0)
    return { finding: `none possible in ${title}: no ranked model’s team had feedback.`, numbers: '' };
  if (gap === null)
    return { finding: `not measured in ${title}: the metric or a score has no value for it.`, numbers: '' };
  const { unit, estimate, lower, upper, shown } = gap;
  const against = reference >= referenceCountMin ? ` against ${reference} anchors or models without` : '';
  const models = tested === 1 ? '1 model' : `${tested} models`;
  const ofMargin =
    estimate > 0 && share !== null
      ? ` That is ${Math.round(100 * share)} % of the leader’s margin over the best constant prediction.`
      : '';
  const isOpposite = upper < 0;
  return {
    finding: isOpposite
      ? `final scores are higher than feedback scores in ${title}: no overfitting.`
      : shown
        ? `shown in ${title}.`
        : `none shown in ${title}.`,
    numbers: `Feedback score less final score, of ${models} with feedback${against}: ${estimate < 0 ? '−' : ''}${formatExcess(Math.abs(estimate), unit)}, 95 % interval ${formatSignedHundredths(lower)} to ${formatSignedHundredths(upper)}.${ofMargin}`,
  };
}
