import type { RankingFactsView } from '@/lib/contracts/freshness';
import { Instant } from '../instant';
import { Description, Descriptions } from '../words/descriptions';

/** Facts about a ranking that a reader can judge for themselves; none of them changes its freshness. */
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
