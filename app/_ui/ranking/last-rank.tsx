import type { RowFacts } from './row-facts';

/** Below a rank what it was in the ranked round before. An arrow only where no rank is in both intervals. */
export function LastRank({
  row: { lastRank, lastVersion, lastMove },
  round,
}: {
  row: RowFacts;
  round: number | null;
}) {
  if (lastRank === null) return null;
  return (
    <small
      className="mt-3 block max-phone:order-5 max-narrow:hidden font-sans text-micro/[1.2] font-normal tracking-[0em] tabular-nums text-ink-3"
      title={`Round ${round}, version ${lastVersion}`}
      data-testid="last-rank"
    >
      {lastMove && (
        <span className="text-ink">
          <span aria-hidden="true">{lastMove === 'better' ? '↑' : '↓'}</span>
          <span className="sr-only">{`, ${lastMove} than in the round before:`}</span>
        </span>
      )}
      {`${lastMove ? ' ' : ''}was ${lastRank}`}
    </small>
  );
}
