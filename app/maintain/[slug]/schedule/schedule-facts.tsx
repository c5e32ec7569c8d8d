import { describeCadence } from '@/app/_ui/describe-cadence';
import { Description, Descriptions } from '@/app/_ui/words/descriptions';
import type { BenchmarkView } from '@/lib/contracts/benchmark';
import { toSchedule } from '@/lib/contracts/schedule';
import { NextRotations } from './next-rotations';
import { RotationPreview } from './rotation-preview';

/** The schedule for those who may not change it. @param after no rotation is due until then */
export function ScheduleFacts({
  benchmark,
  after,
}: {
  benchmark: Pick<BenchmarkView, 'schedule' | 'reveals_after_rounds'>;
  after: Date;
}) {
  const schedule = toSchedule(benchmark.schedule);
  const { reveals_after_rounds: reveals } = benchmark;
  return (
    <div className="grid grid-cols-[1fr_1.35fr] items-start gap-s7 *:min-w-0 max-wide:grid-cols-1">
      <Descriptions>
        <Description term="Rounds rotate">{describeCadence(schedule)}</Description>
        <Description term="Revealed">
          {reveals === null
            ? 'by hand only'
            : `when ${reveals} later ${reveals === 1 ? 'round has' : 'rounds have'} closed`}
        </Description>
      </Descriptions>
      <NextRotations>
        <RotationPreview schedule={schedule} after={after} />
      </NextRotations>
    </div>
  );
}
