import type { BenchmarkView } from '@/lib/contracts/benchmark';
import { toSchedule } from '@/lib/contracts/schedule';
import { formatCadence } from '@/lib/core/round/schedule/format-cadence';
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
    <div className="two">
      <dl className="disc">
        <dt>Rounds rotate</dt>
        <dd>{formatCadence(schedule)}</dd>
        <dt>Revealed</dt>
        <dd>
          {reveals === null
            ? 'by hand only'
            : `when ${reveals} later ${reveals === 1 ? 'round has' : 'rounds have'} closed`}
        </dd>
      </dl>
      <section className="preview" aria-label="The next rotations">
        <h2>The next rotations</h2>
        <RotationPreview schedule={schedule} after={after} />
      </section>
    </div>
  );
}
