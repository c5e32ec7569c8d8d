import type { Metadata } from 'next';
import Link from 'next/link';
import { IntervalTable } from '../_ui/methods/interval-table';
import { MethodSection } from '../_ui/methods/method-section';
import { MetricTable } from '../_ui/methods/metric-table';
import { NotYet } from '../_ui/methods/not-yet';
import { Walls } from '../_ui/methods/walls';

export const metadata: Metadata = {
  title: 'Methods',
  description:
    'What Tidemark computes, by which formula and from which source, and what it does not compute yet.',
};

export default function MethodsPage() {
  return (
    <>
      <div className="page-head">
        <h1>Methods</h1>
        <p className="lede">
          What is computed today, by which formula, from which source. What is only planned stands at the end,
          under its own name.
        </p>
      </div>
      <MethodSection id="parts" title="Two parts in every round">
        <p>
          When a test set is sealed, each item is drawn at random into the <b>feedback part</b> or the{' '}
          <b>final part</b>. The draw follows from a secret of the round (HMAC-SHA256 of each item’s id; the
          smallest keys, as many as the benchmark’s share says, are the feedback part), so it looks at nothing
          in the items and cannot be changed later.
        </p>
        <p>
          While a round is open, participants learn something about feedback items only. The official ranking
          uses the final part, once, at the close. Each round has new items, so the next ranking starts from
          nothing that was learned here.
        </p>
        <p>
          The <b>gap</b> of a model is its feedback score less its final score, published after the close. The
          table marks a gap in favour of the feedback part that exceeds what chance lets two random parts
          differ, at 5 %: |gap| &gt; 1.96 · SE · √(1 + n<sub>final</sub>/n<sub>feedback</sub>), with SE read
          off the published interval.
        </p>
      </MethodSection>
      <MethodSection id="feedback" title="What a participant is told">
        <p>
          A benchmark has one of two policies. <b>exact</b>: the score on the feedback part with its standard
          error, at once. <b>final-only</b>: nothing before the close. Log loss is never answered exactly,
          because its digits give labels away (Whitehill 2017, arXiv 1707.01825).
        </p>
        <p>
          Published numbers are rounded: four decimals for metrics between two bounds, five significant digits
          for the others. Secondary metrics stay hidden while a round is open; each is another answer about
          the same items.
        </p>
        <p>
          Answers are limited by a <b>quota</b> for each team, a round and a UTC day. A file that fails its
          check, or a fault of the platform, gives its submission back.
        </p>
      </MethodSection>
      <MethodSection id="metrics" title="Metrics">
        <MetricTable />
      </MethodSection>
      <MethodSection id="intervals" title="Intervals">
        <p>All intervals have level 95 % and assume that items are drawn independently.</p>
        <IntervalTable />
      </MethodSection>
      <MethodSection id="ranks" title="Ranks">
        <p>
          Rank = 1 + the number of strictly better published scores; equal scores share a rank. An undefined
          score is never ranked. A model stands with its newest scored version of the round.
        </p>
      </MethodSection>
      <MethodSection id="walls" title="What keeps labels in">
        <Walls />
      </MethodSection>
      <MethodSection id="not-yet" title="Not there yet">
        <NotYet />
      </MethodSection>
      <p className="small muted method-end">
        The same numbers for machines: <Link href="/docs/api">API</Link>.
      </p>
    </>
  );
}
