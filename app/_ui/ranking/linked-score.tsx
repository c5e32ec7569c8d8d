import { formatIntervalBy, formatScoreBy } from '@/lib/core/metrics/format-by-bounds';
import type { LimitPair } from './row-facts';

/** A score on another round's scale, with its 95 % limits. */
export function LinkedScore({
  isBounded,
  score,
  limits,
}: {
  isBounded: boolean;
  score: number | null;
  limits: LimitPair | null;
}) {
  if (score === null || limits === null) return null;
  const [lower, upper] = limits;
  return (
    <>
      {`${formatScoreBy(isBounded, score)} `}
      <small className="block text-micro/[1.2] text-ink-3 max-phone:inline">
        {formatIntervalBy(isBounded, { lower, upper })}
      </small>
    </>
  );
}
