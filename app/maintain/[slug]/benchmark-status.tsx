import Link from 'next/link';
import type { ComponentProps, ReactNode } from 'react';
import { describeCadence, formatQuota } from '@/app/_ui/benchmark/describe-rules';
import { formatDuration } from '@/app/_ui/format-quantity';
import { IsoInstant } from '@/app/_ui/instant';
import { Crumbs, Lede } from '@/app/_ui/page/page';
import type { BenchmarkFacts } from '@/lib/contracts/benchmark';
import type { MaintainedRoundView } from '@/lib/contracts/round';
import type { ComingState } from '@/lib/core/round/schedule/list-coming-events';
import { decideSealable, type Sealable } from './decide-sealable';
import { findNextOpening } from './find-next-opening';

/** How the benchmark stands: what is open until when, what comes next, what teams are told and may send. */
export function BenchmarkStatus({
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
        {feedback_policy}, {Math.round(feedback_share * 100)}&nbsp;% of the items
      </StatusFact>
      <StatusFact term="Quota">{formatQuota(quota_per_round, quota_per_day)}</StatusFact>
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
      {leftMs > 0 ? 'closes' : 'took submissions until'} <IsoInstant at={at} />
      {leftMs > 0 && <b className="whitespace-nowrap">, in {formatDuration(leftMs)}</b>}
    </>
  );
}

/** A page's head with how things stand at its side. @param children what follows the lede */
export function HeadBesideStatus(props: {
  crumbs: ComponentProps<typeof Crumbs>;
  title: string;
  lede: ReactNode;
  status: ReactNode;
  children?: ReactNode;
}) {
  return (
    <div className="grid grid-cols-[1fr_372px] items-end gap-s7 pt-s5 max-wide:grid-cols-[1fr_320px] max-wide:gap-s6 max-phone:grid-cols-[1fr] max-phone:gap-s5">
      <div>
        <Crumbs {...props.crumbs} />
        <h1>{props.title}</h1>
        <Lede width="beside">{props.lede}</Lede>
        {props.children}
      </div>
      {props.status}
    </div>
  );
}

/** How things stand, beside a page's head. */
export function StatusFacts({ children }: { children: ReactNode }) {
  return <dl className="border-t-line border-ink text-small [&_b]:font-semibold">{children}</dl>;
}

export function StatusFact({ term, children }: { term: string; children: ReactNode }) {
  return (
    <div className="grid grid-cols-[100px_1fr] border-t border-rule py-5 max-small:grid-cols-[72px_1fr]">
      <dt className="text-ink-3">{term}</dt>
      <dd className="text-ink">{children}</dd>
    </div>
  );
}

/** How a benchmark stands and what comes next, in a sentence or two. @param rounds newest first */
export function describeBenchmarkStatus(rounds: readonly MaintainedRoundView[], coming: ComingState): string {
  const open = rounds.find((round) => round.state === 'open');
  const [sealed] = rounds
    .filter((round) => round.state === 'sealed')
    .sort((a, b) => a.queue_order - b.queue_order);
  // An old draft with problems was left for a corrected one.
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
