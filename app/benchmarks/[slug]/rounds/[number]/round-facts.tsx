import { describePolicy } from '@/app/_ui/benchmark/describe-policy';
import { FreshnessBadge } from '@/app/_ui/benchmark/freshness-badge';
import { Instant } from '@/app/_ui/instant';
import { formatExposure } from '@/app/_ui/round/format-exposure';
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
    <dl className="disc round-facts">
      <dt>Sealed</dt>
      <dd>
        <Instant at={round.sealed_at} local />
      </dd>
      <dt>{round.opened_at ? 'Opened' : 'Opens'}</dt>
      <dd>
        <Instant at={round.opened_at ?? opening?.opensAt ?? round.opens_at} local />
      </dd>
      <dt>{round.closed_at ? 'Closed' : 'Closes'}</dt>
      <dd>
        <Instant at={round.closed_at ?? opening?.closesAt ?? round.closes_at} local />
      </dd>
      <dt>Items</dt>
      <dd>
        {round.item_count?.toLocaleString('en') ?? '–'}
        {parts && (
          <>
            : {round.feedback_count?.toLocaleString('en')} in the feedback part,{' '}
            {round.final_count?.toLocaleString('en')} in the final part
          </>
        )}
      </dd>
      <dt>Feedback</dt>
      <dd>{round.feedback_policy ? describePolicy(round.feedback_policy) : 'not sealed yet'}</dd>
      <dt>Freshness</dt>
      <dd>
        <FreshnessBadge freshness={round.freshness} size="row" />
      </dd>
      <dt>Exposure</dt>
      <dd className="muted">
        {round.exposure === null ? 'none: this round answers nothing' : formatExposure(round.exposure)}
      </dd>
      <dt>Commitment</dt>
      <dd>{round.commitment ? <CommitmentFacts commitment={round.commitment} /> : 'none'}</dd>
    </dl>
  );
}

function CommitmentFacts({ commitment }: { commitment: NonNullable<RoundView['commitment']> }) {
  const { root, metric, scorer_version, schedule } = commitment;
  return (
    <>
      <code className="breaks">{root}</code>
      <span className="small muted">
        {' '}
        Merkle root of the items with their labels and parts; metric {metric}, scorer {scorer_version},{' '}
        {schedule.cadence}
      </span>
    </>
  );
}
