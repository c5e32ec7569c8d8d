import type { BenchmarkListRow } from '@/services/page/find-benchmark-list-page';
import { formatDuration } from '../format-duration';
import { RoundGlyph } from '../glyphs/round-glyph';

type RoundSummary = NonNullable<BenchmarkListRow['benchmark']['newest_closed_round']>;
type Rounds = Pick<BenchmarkListRow['benchmark'], 'open_round' | 'newest_closed_round' | 'frozen_round'>;

/** A benchmark's newest round, and a frozen one that isn't the newest. */
export function NewestRounds({ benchmark, now }: { benchmark: Rounds; now: Date }) {
  const newest = findNewestRound(benchmark);
  const { frozen_round: frozen } = benchmark;
  if (!newest) return <span className="text-ink-3">no round yet</span>;
  return (
    <>
      <RoundBadge round={newest} now={now} />
      {frozen && frozen !== newest && <RoundBadge round={frozen} now={now} />}
    </>
  );
}

/** The open one, else that of a frozen and a closed one that opened last. */
export function findNewestRound({
  open_round: open,
  newest_closed_round: closed,
  frozen_round: frozen,
}: Rounds): RoundSummary | null {
  if (open) return open;
  return frozen && closed && opens(frozen) < opens(closed) ? closed : (frozen ?? closed);
}

const opens = ({ opens_at: opensAt }: RoundSummary): number => (opensAt === null ? 0 : Date.parse(opensAt));

/** A round by its title and state; magenta while it is open, like everything that the clock runs on. */
function RoundBadge({
  round: { title, state, closes_at: closesAt },
  now,
}: {
  round: RoundSummary;
  now: Date;
}) {
  const leftMs = closesAt === null ? null : Date.parse(closesAt) - now.getTime();
  return (
    <span className="block">
      <RoundGlyph
        state={state}
        className={`mr-6 size-12 align-[-1px] ${state === 'open' ? 'text-over' : ''}`}
      />
      <bdi>{title}</bdi>
      <small className="block text-small/[1.35] text-ink-2">
        {state}
        {state === 'open' && leftMs !== null && leftMs > 0 && (
          // A column of its own says it where there is room.
          <span className="hidden max-wide:inline">, {formatDuration(leftMs)} left</span>
        )}
      </small>
    </span>
  );
}
