import Link from 'next/link';
import type { BenchmarkView } from '@/lib/contracts/benchmark';

/** Two rankings, two addresses: the official one of the newest closed round, and the open round's so far. */
export function RankingTabs({
  benchmark,
  current,
}: {
  benchmark: BenchmarkView;
  current: 'official' | 'open';
}) {
  const { slug, open_round: open, newest_closed_round: closed } = benchmark;
  return (
    <nav className="tabs" aria-label="Rankings of this benchmark">
      {closed && (
        <Link href={`/benchmarks/${slug}`} aria-current={current === 'official' ? 'page' : undefined}>
          <b>Official ranking</b>
          <span>{closed.title}, final part, scored once</span>
        </Link>
      )}
      {open && (
        <Link
          className="prov"
          href={`/benchmarks/${slug}?ranking=open`}
          aria-current={current === 'open' ? 'page' : undefined}
        >
          <b>{open.title} in progress</b>
          <span>
            {open.feedback_policy === 'final-only'
              ? 'scores come at the close'
              : 'provisional, feedback part only'}
          </span>
        </Link>
      )}
      <a className="aside" href="#how">
        How to read this table
      </a>
    </nav>
  );
}
