import { Tab, Tabs } from '@/app/_ui/page/tabs';
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
    <Tabs label="Rankings of this benchmark">
      {closed && (
        <Tab
          href={`/benchmarks/${slug}`}
          title="Official ranking"
          note={<>{closed.title}, final part, scored once</>}
          isCurrent={current === 'official'}
        />
      )}
      {open && (
        <Tab
          href={`/benchmarks/${slug}?ranking=open`}
          title={<>{open.title} in progress</>}
          note={
            open.feedback_policy === 'final-only'
              ? 'scores come at the close'
              : 'provisional, feedback part only'
          }
          isCurrent={current === 'open'}
          underline="broken"
        />
      )}
      <a
        className="ml-auto self-center pt-10 pb-11 text-small/[1.25] text-ink-2 no-underline max-phone:hidden"
        href="#how"
      >
        How to read this table
      </a>
    </Tabs>
  );
}
