import Link from 'next/link';
import { FreshnessHead } from '@/app/_ui/benchmark/freshness-badge';
import { ButtonLink } from '@/app/_ui/controls/button-link';
import { formatDuration } from '@/app/_ui/format-duration';
import { Instant } from '@/app/_ui/instant';
import { Crumbs } from '@/app/_ui/page/crumbs';
import { Lede } from '@/app/_ui/page/lede';
import { Fact, Facts } from '@/app/_ui/words/facts';
import type { BenchmarkView } from '@/lib/contracts/benchmark';
import type { LeaderboardView } from '@/lib/contracts/leaderboard';
import type { MaintainerRole } from '@/lib/core/benchmark';
import { formatMetric } from '@/lib/core/metrics/format-score';

/** @param official the ranking of the newest closed round, or null */
export function BenchmarkHead({
  benchmark,
  official,
  next,
  now,
}: {
  benchmark: BenchmarkView & { role: MaintainerRole | null };
  official: LeaderboardView | null;
  /** The sealed round that opens by itself before the others do. */
  next: { title: string; opensAt: string } | null;
  now: Date;
}) {
  return (
    <div className="grid grid-cols-[1fr_372px] items-end gap-s7 pt-s5 max-wide:grid-cols-[1fr_320px] max-wide:gap-s6 max-phone:grid-cols-[1fr] max-phone:gap-s5">
      <div>
        <Crumbs above={[{ href: '/benchmarks', title: 'Benchmarks' }]} here={benchmark.task} />
        <h1>{benchmark.title}</h1>
        {benchmark.summary && <Lede width="beside">{benchmark.summary}</Lede>}
        <BenchmarkFacts
          benchmark={benchmark}
          official={official}
          next={describeNext(benchmark.open_round, next, now)}
        />
      </div>
      <div>
        <FreshnessHead freshness={benchmark.freshness} whyHref="#freshness" />
        <p className="mt-s4 flex flex-wrap items-center gap-s3">
          {benchmark.open_round && (
            <ButtonLink look="main" href={`/benchmarks/${benchmark.slug}/submit`}>
              Submit to {benchmark.open_round.title}
            </ButtonLink>
          )}
          {benchmark.role && <ButtonLink href={`/maintain/${benchmark.slug}`}>Maintain</ButtonLink>}
        </p>
        <RecordLinks slug={benchmark.slug} />
      </div>
    </div>
  );
}

function BenchmarkFacts({
  benchmark,
  official,
  next,
}: {
  benchmark: BenchmarkView;
  official: LeaderboardView | null;
  next: string;
}) {
  const closed = benchmark.newest_closed_round;
  return (
    <Facts>
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
      <Fact term="Next">{next}</Fact>
      {benchmark.overdue_since && (
        <Fact term="Refresh">
          <span className="text-over">overdue</span> since <Instant at={benchmark.overdue_since} />
        </Fact>
      )}
    </Facts>
  );
}

function describeNext(
  open: BenchmarkView['open_round'],
  next: { title: string; opensAt: string } | null,
  now: Date,
): string {
  if (!open && next) {
    const waitMs = Date.parse(next.opensAt) - now.getTime();
    return waitMs > 0 ? `${next.title} opens in ${formatDuration(waitMs)}` : `${next.title} is opening`;
  }
  if (!open) return 'no round open';
  if (!open.closes_at) return `${open.title} is open`;
  const leftMs = Date.parse(open.closes_at) - now.getTime();
  return leftMs > 0 ? `${open.title} closes in ${formatDuration(leftMs)}` : `${open.title} is closing`;
}

/** Where a benchmark's record can be read and followed. */
function RecordLinks({ slug }: { slug: string }) {
  const page = `/benchmarks/${slug}`;
  return (
    <p className="mt-s3 flex flex-wrap gap-x-s4 gap-y-2 text-small/[1.5] text-ink-2">
      <Link href={`${page}/changelog`}>Changelog</Link>
      <a href={`${page}/feed.atom`} type="application/atom+xml">
        Atom feed
      </a>
      <a href={`${page}/rounds.ics`} type="text/calendar">
        Calendar of rounds (iCal)
      </a>
    </p>
  );
}
