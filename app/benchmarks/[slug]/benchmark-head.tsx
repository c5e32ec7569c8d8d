import Link from 'next/link';
import { FreshnessLine } from '@/app/_ui/benchmark/freshness-badge';
import { ButtonLink } from '@/app/_ui/controls/button-link';
import { formatDuration } from '@/app/_ui/format-duration';
import { Instant } from '@/app/_ui/instant';
import { Crumbs } from '@/app/_ui/page/crumbs';
import { Lede } from '@/app/_ui/page/lede';
import { Fact, Facts } from '@/app/_ui/words/facts';
import type { BenchmarkView } from '@/lib/contracts/benchmark';
import type { LeaderboardView } from '@/lib/contracts/leaderboard';
import type { ExposureView } from '@/lib/contracts/round';
import type { MaintainerRole } from '@/lib/core/benchmark';
import { formatMetric } from '@/lib/core/metrics/format-score';
import { ExposureLine } from './exposure-line';

type Props = {
  benchmark: BenchmarkView & { role: MaintainerRole | null };
  /** The ranking of the newest closed round, or null. */
  official: LeaderboardView | null;
  /** The sealed round that opens by itself before the others do. */
  next: { title: string; opensAt: string } | null;
  /** Of the people who run it. */
  ownerNames: readonly string[];
  /** The paragraph that says what the task is, as it was rendered. */
  lead: string | null;
  /** How far feedback has used up the open round. */
  exposure: ExposureView | null;
  /** Items of the open round's feedback split. */
  feedbackCount: number | null;
  now: Date;
};

export function BenchmarkHead({
  benchmark,
  official,
  next,
  ownerNames,
  lead,
  exposure,
  feedbackCount,
  now,
}: Props) {
  return (
    <div className="grid grid-cols-[1fr_372px] items-start gap-s7 pt-s5 max-wide:grid-cols-[1fr_320px] max-wide:gap-s6 max-table:grid-cols-[1fr] max-table:gap-s5">
      <div>
        <Crumbs above={[{ href: '/benchmarks', title: 'Benchmarks' }]} here={benchmark.task} />
        <h1>{benchmark.title}</h1>
        {benchmark.summary && <Lede width="beside">{benchmark.summary}</Lede>}
        {lead && (
          <div
            data-theirs
            className="prose mt-s3 max-w-[68ch] text-ink-2"
            // biome-ignore lint/security/noDangerouslySetInnerHtml: renderMarkdown has sanitised it, and its test holds it to that
            dangerouslySetInnerHTML={{ __html: lead }}
          />
        )}
        <BenchmarkFacts
          benchmark={benchmark}
          official={official}
          ownerNames={ownerNames}
          next={describeNext(benchmark.open_round, next, now)}
        />
      </div>
      <div className="border-t-line border-ink pt-s3">
        <SubmitWays benchmark={benchmark} now={now} />
        {benchmark.freshness && <FreshnessLine freshness={benchmark.freshness} />}
        {exposure && feedbackCount && <ExposureLine {...{ exposure, feedbackCount }} />}
        <RecordLinks slug={benchmark.slug} />
      </div>
    </div>
  );
}

function SubmitWays({ benchmark, now }: Pick<Props, 'benchmark' | 'now'>) {
  const { slug, open_round: open, role } = benchmark;
  if (!open && !role) return null;
  return (
    <p className="mb-s4 flex flex-wrap items-center gap-s3 text-small/[1.4] text-ink-2">
      {open && (
        <>
          <ButtonLink look="main" wraps href={`/benchmarks/${slug}/submit`}>
            <span>
              Submit to <bdi>{open.title}</bdi>
            </span>
          </ButtonLink>
          <span>
            {open.closes_at && <span className="block">{describeClose(open.closes_at, now)}</span>}
            {benchmark.quota_per_round} {benchmark.quota_per_round === 1 ? 'submission' : 'submissions'} a
            team
          </span>
        </>
      )}
      {role && <ButtonLink href={`/maintain/${slug}`}>Maintain</ButtonLink>}
    </p>
  );
}

function describeClose(closesAt: string, now: Date): string {
  const leftMs = Date.parse(closesAt) - now.getTime();
  return leftMs > 0 ? `closes in ${formatDuration(leftMs)}` : 'closing now';
}

function BenchmarkFacts({
  benchmark,
  official,
  ownerNames,
  next,
}: Pick<Props, 'official' | 'ownerNames'> & {
  benchmark: BenchmarkView;
  /** Null where the way to submit says it. */
  next: string | null;
}) {
  const closed = benchmark.newest_closed_round;
  return (
    <Facts>
      {ownerNames.length > 0 && (
        <Fact term="Run by">
          <bdi>{ownerNames.join(', ')}</bdi>
        </Fact>
      )}
      <Fact term="Metric">
        {formatMetric(benchmark.metric)}, {benchmark.direction} is better
      </Fact>
      {official && closed && (
        <>
          <Fact term={`Final part, ${closed.title}`}>{official.item_count.toLocaleString('en')} items</Fact>
          <Fact term="Entered">
            {official.entered} {official.entered === 1 ? 'model' : 'models'}
          </Fact>
        </>
      )}
      {next !== null && <Fact term="Next">{next}</Fact>}
      {benchmark.overdue_since && (
        <Fact term="Refresh">
          <span className="text-over">overdue</span> since <Instant at={benchmark.overdue_since} />
        </Fact>
      )}
    </Facts>
  );
}

/** What opens by itself. When an open round closes stands beside the button that submits to it. */
function describeNext(
  open: BenchmarkView['open_round'],
  next: { title: string; opensAt: string } | null,
  now: Date,
): string | null {
  if (open) return null;
  if (!next) return 'no round open';
  const waitMs = Date.parse(next.opensAt) - now.getTime();
  return waitMs > 0 ? `${next.title} opens in ${formatDuration(waitMs)}` : `${next.title} is opening`;
}

/** Where a benchmark's record can be read and followed. */
function RecordLinks({ slug }: { slug: string }) {
  const page = `/benchmarks/${slug}`;
  return (
    <p className="mt-s3 flex flex-wrap gap-x-s4 text-small/[24px] text-ink-2">
      <Link href={`${page}/changelog`}>Changelog</Link>
      <a href={`${page}/feed.atom`} type="application/atom+xml">
        Atom feed
      </a>
      <a href={`${page}/feed.json`} type="application/feed+json">
        JSON feed
      </a>
      <a href={`${page}/rounds.ics`} type="text/calendar">
        Calendar of rounds (iCal)
      </a>
    </p>
  );
}
