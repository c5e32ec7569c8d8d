import Link from 'next/link';
import { RoundGlyph } from '@/app/_ui/glyphs/round-glyph';
import { Instant } from '@/app/_ui/instant';
import { roleWords } from '@/app/_ui/people/describe-role';
import type { MaintainedBenchmark } from '@/services/benchmark/list';

/** The benchmarks that somebody has a role in, each with the round that is open. */
export function MaintainedTable({ benchmarks }: { benchmarks: readonly MaintainedBenchmark[] }) {
  return (
    <table className="cards-t">
      <thead>
        <tr>
          <th scope="col">Benchmark</th>
          <th scope="col">Your role</th>
          <th scope="col">Open round</th>
          <th scope="col">Closes</th>
          <th scope="col">Listed</th>
        </tr>
      </thead>
      <tbody>
        {benchmarks.map(({ slug, title, role, open_round, visibility }) => (
          <tr key={slug}>
            <th scope="row">
              <Link href={`/maintain/${slug}`}>{title}</Link>
              <span>{slug}</span>
            </th>
            <td data-l="Your role">{roleWords[role].title}</td>
            <td data-l="Open round">
              {open_round ? (
                <span className="ev">
                  <span className="over">
                    <RoundGlyph state="open" />
                  </span>
                  {open_round.title}
                </span>
              ) : (
                <span className="faint">none</span>
              )}
            </td>
            <td data-l="Closes">
              <Instant at={open_round?.closes_at ?? null} />
            </td>
            <td data-l="Listed">{visibility === 'public' ? 'yes' : 'no, by its address only'}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
