import Link from 'next/link';
import { formatLede } from '@/adapters/markdown';
import { FreshnessBadge } from '@/app/_ui/benchmark/freshness-badge';
import { ButtonLink } from '@/app/_ui/controls/button-link';
import { formatDuration } from '@/app/_ui/format-duration';
import { formatMetric } from '@/app/_ui/format-score';
import { Instant } from '@/app/_ui/instant';
import type { BenchmarkView } from '@/lib/contracts/benchmark';
import type { LeaderboardView } from '@/lib/contracts/leaderboard';
import type { MaintainerRole } from '@/lib/core/benchmark';
import { RecordLinks } from './record-links';

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
  const { open_round: open, newest_closed_round: closed } = benchmark;
  const lede = formatLede(benchmark.description);
  return (
    <div className="bench">
      <div>
        <p className="crumb">
          <Link href="/benchmarks">Benchmarks</Link> / {benchmark.task}
        </p>
        <h1>{benchmark.title}</h1>
        {lede && <p className="lede">{lede}</p>}
        <dl className="facts">
          <Fact term="Metric">
            {formatMetric(benchmark.metric)}, {benchmark.direction} is better
          </Fact>
          {official && closed && (
            <>
              <Fact term={`Final part, ${closed.title}`}>
                {official.item_count.toLocaleString('en')} items
              </Fact>
              <Fact term="Entered">
                {official.entered} {official.entered === 1 ? 'model' : 'models'}
              </Fact>
            </>
          )}
          <Fact term="Next">{describeNext(open, next, now)}</Fact>
          {benchmark.overdue_since && (
            <Fact term="Refresh">
              <span className="over">overdue</span> since <Instant at={benchmark.overdue_since} />
            </Fact>
          )}
        </dl>
      </div>
      <div className="bench-side">
        <FreshnessBadge freshness={benchmark.freshness} size="page" whyHref="#freshness" />
        <p className="brow">
          {open && (
            <ButtonLink look="main" href={`/benchmarks/${benchmark.slug}/submit`}>
              Submit to {open.title}
            </ButtonLink>
          )}
          {benchmark.role && <ButtonLink href={`/maintain/${benchmark.slug}`}>Maintain</ButtonLink>}
        </p>
        <RecordLinks slug={benchmark.slug} />
      </div>
    </div>
  );
}

function Fact({ term, children }: { term: string; children: React.ReactNode }) {
  return (
    <div>
      <dt>{term}</dt>
      <dd>{children}</dd>
    </div>
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
