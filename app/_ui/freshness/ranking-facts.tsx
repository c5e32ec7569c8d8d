import type { OverfittingView, RankingFactsView } from '@/lib/contracts/freshness';
import { formatExcess, formatSignedHundredths } from '@/lib/core/freshness/excess';
import { referenceCountMin } from '@/lib/core/freshness/overfitting';
import { type MetricName, metricByName } from '@/lib/core/metrics/metric-name';
import { Instant } from '../instant';
import { Description, Descriptions } from '../words/descriptions';

/** Facts by which readers can judge a ranking themselves; none of them changes its freshness state. */
export function RankingFacts({ facts, metric }: { facts: RankingFactsView; metric: MetricName }) {
  const { smallest_significant_difference: difference, overlap_items: overlap } = facts;
  return (
    <Descriptions>
      <Description term="Ranked">
        {countOf(facts.teams_ranked, 'team')}, on {countOf(facts.items, 'item')} of the final split
      </Description>
      {/* Only for metrics that count correct items, since the number is computed for those; for other metrics the page Compare has the intervals of all pairs. */}
      {metricByName[metric].ladder?.test === 'mcnemar' && (
        <Description term="Smallest significant difference">
          {difference === null
            ? 'none: too few items'
            : `${(100 * difference).toFixed(1)} points between two models that differ on 10 % of the items`}
        </Description>
      )}
      <Description term="A newer ranking">
        due by <Instant at={facts.due_at} precision="day" />;{' '}
        {facts.next_test_set_sealed ? 'a further test set is sealed' : 'no further test set is sealed yet'}
      </Description>
      <Description term="Items repeated from earlier rounds">
        {overlap === null
          ? 'no earlier round'
          : overlap === 0
            ? 'no more than chance explains'
            : countOf(overlap, 'item')}
      </Description>
      <Description term="Close postponed">
        {facts.extensions === 0 ? 'never' : `${countOf(facts.extensions, 'time')}; the due date stayed`}
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

/** A line below a ranking about overfitting to feedback. */
export function OverfittingLine({ overfitting, title }: { overfitting: OverfittingView; title: string }) {
  const { finding } = describeOverfitting(overfitting, title);
  return (
    <p className="mt-s4 border-t border-rule pt-s3 text-small/[1.5] text-ink-2">
      <b className="text-ink">Overfitting to feedback:</b> {finding} The ranking uses the final items.{' '}
      <a href="/methods#overfitting">How it is measured</a>
    </p>
  );
}

/** Describes a round's measurement of overfitting, and its size compared with the leader's margin. @param title of the round */
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
