import { Tab, Tabs } from '@/app/_ui/page/tabs';
import type { BenchmarkView } from '@/lib/contracts/benchmark';

/** Rankings, each at its own address: the official one of the newest closed round, the open round's so far, and that over rounds. */
export function RankingTabs({
  benchmark,
  current,
  hasRounds,
}: {
  benchmark: BenchmarkView;
  current: 'official' | 'open' | 'rounds';
  /** Whether there is a ranking over rounds. */
  hasRounds: boolean;
}) {
  const { slug, open_round: open, newest_closed_round: closed } = benchmark;
  if (!open && !closed) return null;
  return (
    <Tabs label="Rankings of this benchmark">
      {closed && (
        <Tab
          href={`/benchmarks/${slug}`}
          title="Official ranking"
          note={
            <>
              <bdi>{closed.title}</bdi>, final part, scored once
            </>
          }
          isCurrent={current === 'official'}
        />
      )}
      {open && (
        <Tab
          href={`/benchmarks/${slug}?ranking=open`}
          title={
            <>
              <bdi>{open.title}</bdi> in progress
            </>
          }
          note={
            open.feedback_policy === 'final-only'
              ? 'scores come at the close'
              : 'provisional, feedback part only'
          }
          isCurrent={current === 'open'}
          underline="broken"
        />
      )}
      {hasRounds && (
        <Tab
          href={`/benchmarks/${slug}?ranking=rounds`}
          title="Over rounds"
          note="adjusted scores, by anchor models"
          isCurrent={current === 'rounds'}
        />
      )}
    </Tabs>
  );
}
