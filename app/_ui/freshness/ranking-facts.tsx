import type { OverfittingView, RankingFactsView } from '@/lib/contracts/freshness';
import { formatExcess, formatSignedHundredths } from '@/lib/core/freshness/excess';
import { referenceCountMin } from '@/lib/core/freshness/overfitting';
import { Instant } from '../instant';
import { Description, Descriptions } from '../words/descriptions';

/** Facts that help to judge a ranking; none of them changes its freshness. */
export function RankingFacts({ facts }: { facts: RankingFactsView }) {
  const { smallest_significant_difference: difference, overlap_items: overlap } = facts;
  return (
    <Descriptions>
      <Description term="Ranked">
        {countOf(facts.teams_ranked, 'team')}, on {countOf(facts.items, 'item')} of the final split
      </Description>
      <Description term="Smallest significant difference">
        {difference === null
          ? 'none: too few items'
          : `${(100 * difference).toFixed(1)} points between two models that differ on 10 % of the items`}
      </Description>
      <Description term="Next test set">
        due <Instant at={facts.due_at} precision="day" />,{' '}
        {facts.next_test_set_sealed ? 'sealed and waiting' : 'not sealed yet'}
      </Description>
      <Description term="Items of earlier rounds">
        {overlap === null
          ? 'no earlier round'
          : overlap === 0
            ? 'none beyond chance'
            : countOf(overlap, 'item')}
      </Description>
      <Description term="Extensions">
        {facts.extensions === 0 ? 'none' : `${facts.extensions}, which don’t move the due date`}
      </Description>
      {facts.open_leak_reports > 0 && (
        <Description term="Leak reports">
          {countOf(facts.open_leak_reports, 'report')} unanswered for 14 days
        </Description>
      )}
    </Descriptions>
  );
}

const countOf = (count: number, noun: string): string =>
  `${count.toLocaleString('en')} ${noun}${count === 1 ? '' : 's'}`;

/** The measured overfitting to feedback, in one line below a ranking. */
export function OverfittingLine({ overfitting, title }: { overfitting: OverfittingView; title: string }) {
  const { finding, numbers } = describeOverfitting(overfitting, title);
  return (
    <p className="mt-s4 border-t border-rule pt-s3 text-small/[1.5] text-ink-2">
      <b className="text-ink">Overfitting to feedback:</b> {finding} {numbers}{' '}
      <a href="/methods#overfitting">How it is measured</a>
    </p>
  );
}

/** The finding of a round's measurement and its numbers. @param title of the round */
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
