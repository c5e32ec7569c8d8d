import { describePolicy } from '@/app/_ui/benchmark/describe-policy';
import { FreshnessBadge } from '@/app/_ui/benchmark/freshness-badge';
import { describeCadence } from '@/app/_ui/describe-cadence';
import { Instant } from '@/app/_ui/instant';
import { formatExposure } from '@/app/_ui/round/format-exposure';
import { Description, Descriptions } from '@/app/_ui/words/descriptions';
import type { RoundView } from '@/lib/contracts/round';
import type { PlannedOpening } from '@/services/round/read-planned-openings';

/** A round's dates and sizes, and what was published of its test set before anybody saw it. */
export function RoundFacts({
  round,
  opening,
}: {
  round: RoundView;
  /** When a sealed round opens by itself. */
  opening: PlannedOpening | undefined;
}) {
  const parts = round.feedback_count !== null && round.final_count !== null;
  return (
    <Descriptions>
      <Description term="Sealed">
        <Instant at={round.sealed_at} local />
      </Description>
      <Description term={round.opened_at ? 'Opened' : 'Opens'}>
        <Instant at={round.opened_at ?? opening?.opensAt ?? round.opens_at} local />
      </Description>
      <Description term={round.closed_at ? 'Closed' : 'Closes'}>
        <Instant at={round.closed_at ?? opening?.closesAt ?? round.closes_at} local />
      </Description>
      <Description term="Items">
        {round.item_count?.toLocaleString('en') ?? '–'}
        {parts && (
          <>
            : {round.feedback_count?.toLocaleString('en')} in the feedback part,{' '}
            {round.final_count?.toLocaleString('en')} in the final part
          </>
        )}
      </Description>
      <Description term="Feedback">
        {round.feedback_policy ? describePolicy(round.feedback_policy) : 'not sealed yet'}
      </Description>
      <Description term="Freshness">
        <FreshnessBadge freshness={round.freshness} />
      </Description>
      <Description term="Worst exposure">
        <span className="text-ink-2">
          {round.exposure === null
            ? 'none: this round answers nothing'
            : `${formatExposure(round.exposure)}, of the team with most`}
        </span>
      </Description>
      <Description term="Commitment">
        {round.commitment ? <CommitmentFacts commitment={round.commitment} /> : 'none'}
      </Description>
    </Descriptions>
  );
}

function CommitmentFacts({ commitment }: { commitment: NonNullable<RoundView['commitment']> }) {
  const { root, metric, scorer_version, schedule } = commitment;
  return (
    <>
      <code>{root}</code>
      <span className="text-small text-ink-2">
        {' '}
        Merkle root of the items with their labels and parts; metric {metric}, scorer {scorer_version},{' '}
        {describeCadence({ cadence: schedule.cadence, timeZone: schedule.time_zone })}
      </span>
    </>
  );
}
