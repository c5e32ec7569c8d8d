import Link from 'next/link';
import { describeCadence } from '@/app/_ui/describe-cadence';
import { formatDuration } from '@/app/_ui/format-duration';
import { formatQuota } from '@/app/_ui/format-quota';
import { IsoInstant } from '@/app/_ui/iso-instant';
import type { BenchmarkFacts } from '@/lib/contracts/benchmark';
import type { MaintainedRoundView } from '@/lib/contracts/round';
import type { ComingState } from '@/lib/core/round/schedule/list-coming-events';
import { findNextOpening } from './find-next-opening';
import { StandingFact, StandingFacts } from './standing-facts';

/** How the benchmark stands: what is open until when, what comes next, what teams are told and may send. */
export function Standing({
  rounds,
  benchmark,
  coming,
}: {
  benchmark: BenchmarkFacts;
  rounds: readonly MaintainedRoundView[];
  coming: ComingState;
}) {
  const open = rounds.find((round) => round.state === 'open');
  const { slug, quota_per_round, quota_per_day, feedback_policy, feedback_share } = benchmark;
  return (
    <StandingFacts>
      <StandingFact term="Open">
        {open ? (
          <>
            {open.title}, {open.closes_at && <ClosesIn at={open.closes_at} now={coming.now} />}
          </>
        ) : (
          'no round'
        )}
      </StandingFact>
      <StandingFact term="Next">
        <NextOpening rounds={rounds} coming={coming} />
      </StandingFact>
      <StandingFact term="Schedule">
        <Link href={`/maintain/${slug}/schedule`}>{describeCadence(coming.schedule)}</Link>
      </StandingFact>
      <StandingFact term="Feedback">
        {feedback_policy}, {Math.round(feedback_share * 100)}&nbsp;% of the items
      </StandingFact>
      <StandingFact term="Quota">{formatQuota(quota_per_round, quota_per_day)}</StandingFact>
    </StandingFacts>
  );
}

function NextOpening({ rounds, coming }: { rounds: readonly MaintainedRoundView[]; coming: ComingState }) {
  const opening = findNextOpening(coming);
  const overdue = coming.overdueSince && <b className="text-over">overdue</b>;
  if (!opening) {
    const waiting = coming.sealed.length;
    if (waiting > 0) return `${waiting} sealed, to be opened by hand`;
    return overdue ? <>no sealed round, {overdue}</> : 'no sealed round';
  }
  const next = rounds.find(({ number }) => opening.roundId === String(number));
  return (
    <>
      {next?.title}, opens <IsoInstant at={opening.at.toISOString()} />
      {overdue && <>, {overdue}</>}
    </>
  );
}

function ClosesIn({ at, now }: { at: string; now: Date }) {
  const leftMs = Date.parse(at) - now.getTime();
  return (
    <>
      {leftMs > 0 ? 'closes' : 'took submissions until'} <IsoInstant at={at} />
      {leftMs > 0 && <b className="whitespace-nowrap">, in {formatDuration(leftMs)}</b>}
    </>
  );
}
