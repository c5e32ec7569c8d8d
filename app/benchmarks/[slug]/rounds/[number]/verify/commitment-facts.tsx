import { describeCadence } from '@/app/_ui/describe-cadence';
import { Instant } from '@/app/_ui/instant';
import { Description, Descriptions } from '@/app/_ui/words/descriptions';
import { metricByName } from '@/lib/core/metrics/metric-by-name';
import type { Commitment } from '@/lib/core/round/commitment';

/** All that a round was committed to at its sealing. */
export function CommitmentFacts({ commitment }: { commitment: Commitment }) {
  const { root, item_count, feedback_count, final_count, metric, scorer_version, sealed_at, schedule } =
    commitment;
  return (
    <Descriptions>
      <Description term="Root">
        <code>{root}</code>
      </Description>
      <Description term="Items">
        {item_count.toLocaleString('en')}: {feedback_count.toLocaleString('en')} in the feedback part,{' '}
        {final_count.toLocaleString('en')} in the final part
      </Description>
      <Description term="Metric">
        {metricByName[metric].title}, by scorer version {scorer_version}
      </Description>
      <Description term="Sealed">
        <Instant at={sealed_at} local />
      </Description>
      <Description term="Schedule then">
        {describeCadence({ cadence: schedule.cadence, timeZone: schedule.time_zone })}
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
      </Description>
    </Descriptions>
  );
}
