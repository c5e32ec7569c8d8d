import type { BenchmarkView } from '@/lib/contracts/benchmark';
import type { MaintainedRoundView } from '@/lib/contracts/round';
import { formatDuration } from '../format-duration';
import { Instant } from '../instant';

/** How the benchmark stands: what is open until when, what comes next, what teams are told and may send. */
export function Standing(of: {
  benchmark: BenchmarkView;
  rounds: readonly MaintainedRoundView[];
  now: Date;
}) {
  const open = of.rounds.find((round) => round.state === 'open');
  const next = of.rounds.findLast((round) => round.state === 'sealed');
  const { quota_per_round, quota_per_day, feedback_policy, feedback_share } = of.benchmark;
  return (
    <dl className="standing one">
      <div>
        <dt>Open</dt>
        <dd>
          {open ? (
            <>
              {open.title}, {open.closes_at && <ClosesIn at={open.closes_at} now={of.now} />}
            </>
          ) : (
            'no round'
          )}
        </dd>
      </div>
      <div>
        <dt>Next</dt>
        <dd>{next ? `${next.title}, sealed` : 'no sealed round'}</dd>
      </div>
      <div>
        <dt>Feedback</dt>
        <dd>
          {feedback_policy}, {Math.round(feedback_share * 100)}&nbsp;% of the items
        </dd>
      </div>
      <div>
        <dt>Quota</dt>
        <dd>
          {quota_per_round} a round, {quota_per_day} a day
        </dd>
      </div>
    </dl>
  );
}

function ClosesIn({ at, now }: { at: string; now: Date }) {
  const leftMs = Date.parse(at) - now.getTime();
  return (
    <>
      {leftMs > 0 ? 'closes' : 'took submissions until'} <Instant at={at} />
      {leftMs > 0 && <b className="nb">, in {formatDuration(leftMs)}</b>}
    </>
  );
}
