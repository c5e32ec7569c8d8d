import Link from 'next/link';
import { describeCadence, formatQuota } from '@/app/_ui/benchmark/describe-rules';
import { formatDuration } from '@/app/_ui/format-quantity';
import { IsoInstant } from '@/app/_ui/instant';
import type { BenchmarkFacts } from '@/lib/contracts/benchmark';
import type { MaintainedRoundView } from '@/lib/contracts/round';
import { type ComingState, forecastRotations } from '@/lib/core/round/schedule/list-coming-events';
import { StatusFact, StatusFacts } from './columns';
import { decideSealable, type Sealable } from './explain-check';

type Props = {
  benchmark: BenchmarkFacts;
  rounds: readonly MaintainedRoundView[];
  coming: ComingState;
};

/** Facts about a benchmark: the open round, the next opening, the schedule, the feedback policy and the quota. */
export function BenchmarkStatus({ rounds, benchmark, coming }: Props) {
  const open = rounds.find((round) => round.state === 'open');
  const { slug } = benchmark;
  const policy = open?.feedback_policy ?? benchmark.feedback_policy;
  const share =
    open?.feedback_count && open.item_count
      ? open.feedback_count / open.item_count
      : benchmark.feedback_share;
  const quotaPerRound = open?.quota_per_round ?? benchmark.quota_per_round;
  const quotaPerDay = open?.quota_per_day ?? benchmark.quota_per_day;
  return (
    <StatusFacts>
      <StatusFact term="Open">
        {open ? (
          <>
            {open.title}, {open.closes_at && <ClosesIn at={open.closes_at} now={coming.now} />}
          </>
        ) : (
          'no round'
        )}
      </StatusFact>
      <StatusFact term="Next">
        <NextOpening rounds={rounds} coming={coming} />
      </StatusFact>
      <StatusFact term="Schedule">
        <Link href={`/maintain/${slug}/schedule`}>{describeCadence(coming.schedule)}</Link>
      </StatusFact>
      <StatusFact term="Feedback">
        {policy}, {Math.round(share * 100)}&nbsp;% of the items
      </StatusFact>
      <StatusFact term="Quota">{formatQuota(quotaPerRound, quotaPerDay)}</StatusFact>
    </StatusFacts>
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
      {leftMs > 0 ? 'closes' : 'accepted submissions until'} <IsoInstant at={at} />
      {leftMs > 0 && <b className="whitespace-nowrap">, in {formatDuration(leftMs)}</b>}
    </>
  );
}

/** The state of a benchmark and its next event, in a sentence or two. @param rounds newest first */
export function describeBenchmarkStatus(rounds: readonly MaintainedRoundView[], coming: ComingState): string {
  const open = rounds.find((round) => round.state === 'open');
  const [sealed] = rounds
    .filter((round) => round.state === 'sealed')
    .sort((a, b) => a.queue_order - b.queue_order);
  // An older draft counts only if it is ready, since one with problems was probably replaced by a newer upload.
  const draft = rounds.find(
    (round, i) => round.state === 'draft' && (i === 0 || decideSealable(round) === 'ready'),
  );
  const isOpen = open ? `${open.title} is open.` : 'No round is open.';
  const now = coming.overdueSince ? `The refresh is overdue. ${isOpen}` : isOpen;
  const opening = findNextOpening(coming);
  const next = opening && rounds.find(({ number }) => opening.roundId === String(number));
  if (next) return `${now} ${next.title} opens automatically ${describeWait(opening.at, coming.now)}.`;
  if (sealed) return `${now} ${sealed.title} is sealed and waits to be opened by hand.`;
  if (!draft) return `${now} The next test set is still to be uploaded.`;
  return `${now} ${describeDraft[decideSealable(draft)](draft.title)}`;
}

function describeWait(at: Date, now: Date): string {
  const leftMs = at.getTime() - now.getTime();
  return leftMs > 0 ? `in ${formatDuration(leftMs)}` : 'now';
}

const describeDraft: Readonly<Record<Sealable, (title: string) => string>> = {
  checking: (title) => `The test set of ${title} is being checked.`,
  ready: (title) => `${title} has passed its checks and can be sealed.`,
  blocked: (title) => `${title} is blocked by its checks and cannot be sealed.`,
  'has-problems': (title) => `${title} has problems and cannot be sealed.`,
};

/** The next automatic opening. In this forecast, a round's id is its number. */
function findNextOpening(coming: ComingState): { at: Date; roundId: string } | undefined {
  for (const { at, opens } of forecastRotations(coming, 2 + 2 * coming.sealed.length))
    if (opens) return { at, roundId: opens.roundId };
  return undefined;
}
