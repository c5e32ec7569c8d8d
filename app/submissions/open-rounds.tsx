import Link from 'next/link';
import { RoundGlyph } from '@/app/_ui/glyphs/round-glyph';
import { Instant } from '@/app/_ui/instant';
import type { BenchmarkView } from '@/lib/contracts/benchmark';

/** The rounds that take submissions now, each with its way in. */
export function OpenRounds({ benchmarks }: { benchmarks: readonly BenchmarkView[] }) {
  const open = benchmarks.filter((benchmark) => benchmark.open_round !== null);
  if (open.length === 0) return <p className="muted">No round is open.</p>;
  return (
    <ul className="rows">
      {open.map((benchmark) => (
        <li key={benchmark.slug}>
          <span className="ev over">
            <RoundGlyph state="open" />
          </span>
          <span>
            <b>{benchmark.title}</b>, {benchmark.open_round?.title}
            {benchmark.open_round?.closes_at && (
              <span className="small muted">
                closes <Instant at={benchmark.open_round.closes_at} />
              </span>
            )}
          </span>
          <Link className="btn" href={`/benchmarks/${benchmark.slug}/submit`}>
            Submit
          </Link>
        </li>
      ))}
    </ul>
  );
}
