import type { RankingFactsView } from '@/lib/contracts/freshness';
import { type MetricName, metricByName } from '@/lib/core/metrics/metric-name';
import { Instant } from '../instant';
import { Description, Descriptions } from '../words/descriptions';

/** Facts about a ranking that a reader can judge for themselves; none of them changes its freshness. */
export function RankingFacts({ facts, metric }: { facts: RankingFactsView; metric: MetricName }) {
  const { smallest_significant_difference: difference, overlap_items: overlap } = facts;
  return (
    <Descriptions>
      <Description term="Ranked">
        {countOf(facts.teams_ranked, 'team')}, on {countOf(facts.items, 'item')} of the final split
      </Description>
      {/* The number is computed for hits alone; for other metrics Compare has the intervals of all pairs. */}
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
