import type { BenchmarkListRow } from '@/services/page/find-benchmark-list-page';
import { RoundGlyph } from '../glyphs/round-glyph';

type RoundSummary = NonNullable<BenchmarkListRow['benchmark']['newest_closed_round']>;

/** A benchmark's newest round, and a frozen one that isn't the newest. */
export function NewestRounds({
  benchmark: { open_round: open, newest_closed_round: closed, frozen_round: frozen },
}: {
  benchmark: BenchmarkListRow['benchmark'];
}) {
  const newest = open ?? newerOf(frozen, closed);
  return (
    <>
      {newest ? <RoundBadge round={newest} /> : <span className="text-ink-3">no round yet</span>}
      {frozen && frozen !== newest && <RoundBadge round={frozen} />}
    </>
  );
}

function newerOf(a: RoundSummary | null, b: RoundSummary | null): RoundSummary | null {
  return a && b ? (a.number > b.number ? a : b) : (a ?? b);
}

/** A round by its title and state; magenta while it is open, like everything that the clock runs on. */
function RoundBadge({ round: { title, state } }: { round: Pick<RoundSummary, 'title' | 'state'> }) {
  return (
    <span className="flex items-baseline gap-6 whitespace-nowrap max-phone:whitespace-normal">
      <RoundGlyph state={state} className={`self-center ${state === 'open' ? 'text-over' : ''}`} />
      <span>
        {title}, {state}
      </span>
    </span>
  );
}
