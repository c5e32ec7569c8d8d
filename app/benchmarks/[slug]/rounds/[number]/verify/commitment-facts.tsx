import { Instant } from '@/app/_ui/instant';
import { metricByName } from '@/lib/core/metrics/metric-by-name';
import type { Commitment } from '@/lib/core/round/commitment';

/** All that a round was committed to at its sealing. */
export function CommitmentFacts({ commitment }: { commitment: Commitment }) {
  const { root, item_count, feedback_count, final_count, metric, scorer_version, sealed_at, schedule } =
    commitment;
  return (
    <dl className="disc">
      <dt>Root</dt>
      <dd className="breaks">
        <code>{root}</code>
      </dd>
      <dt>Items</dt>
      <dd>
        {item_count.toLocaleString('en')}: {feedback_count.toLocaleString('en')} in the feedback part,{' '}
        {final_count.toLocaleString('en')} in the final part
      </dd>
      <dt>Metric</dt>
      <dd>
        {metricByName[metric].title}, by scorer version {scorer_version}
      </dd>
      <dt>Sealed</dt>
      <dd>
        <Instant at={sealed_at} local />
      </dd>
      <dt>Schedule then</dt>
      <dd>
        {schedule.cadence}
        {schedule.opens_at && (
          <>
            ; opens <Instant at={schedule.opens_at} />
          </>
        )}
        {schedule.closes_at && (
          <>
            ; closes <Instant at={schedule.closes_at} />
          </>
        )}
      </dd>
    </dl>
  );
}
