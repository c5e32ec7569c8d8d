import Link from 'next/link';
import { formatDuration } from '@/app/_ui/format-duration';
import { Instant } from '@/app/_ui/instant';
import type { BenchmarkFacts } from '@/lib/contracts/benchmark';
import type { MaintainedRoundView } from '@/lib/contracts/round';
import { formatCadence } from '@/lib/core/round/schedule/format-cadence';
import type { ComingState } from '@/lib/core/round/schedule/list-coming-events';
import { findNextOpening } from './find-next-opening';

/** How the benchmark stands: what is open until when, what comes next, what teams are told and may send. */
export function Standing(of: {
  benchmark: BenchmarkFacts;
  rounds: readonly MaintainedRoundView[];
  coming: ComingState;
}) {
  const open = of.rounds.find((round) => round.state === 'open');
  const { slug, quota_per_round, quota_per_day, feedback_policy, feedback_share } = of.benchmark;
  return (
    <dl className="standing one">
      <div>
        <dt>Open</dt>
        <dd>
          {open ? (
            <>
              {open.title}, {open.closes_at && <ClosesIn at={open.closes_at} now={of.coming.now} />}
            </>
          ) : (
            'no round'
          )}
        </dd>
      </div>
      <div>
        <dt>Next</dt>
        <dd>
          <NextOpening rounds={of.rounds} coming={of.coming} />
        </dd>
      </div>
      <div>
        <dt>Schedule</dt>
        <dd>
          <Link href={`/maintain/${slug}/schedule`}>{formatCadence(of.coming.schedule)}</Link>
        </dd>
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

function NextOpening({ rounds, coming }: { rounds: readonly MaintainedRoundView[]; coming: ComingState }) {
  const opening = findNextOpening(coming);
  const overdue = coming.overdueSince && <b className="over">overdue</b>;
  if (!opening) {
    const waiting = coming.sealed.length;
    if (waiting > 0) return `${waiting} sealed, to be opened by hand`;
    return overdue ? <>no sealed round, {overdue}</> : 'no sealed round';
  }
  const next = rounds.find(({ number }) => opening.roundId === String(number));
  return (
    <>
      {next?.title}, opens <Instant at={opening.at.toISOString()} />
      {overdue && <>, {overdue}</>}
    </>
  );
}

function ClosesIn({ at, now }: { at: string; now: Date }) {
  const leftMs = Date.parse(at) - now.getTime();
  return (
    <>
      {leftMs > 0 ? 'closes' : 'took submissions until'} <Instant at={at} />
      {leftMs > 0 && <b className="whitespace-nowrap">, in {formatDuration(leftMs)}</b>}
    </>
  );
}
