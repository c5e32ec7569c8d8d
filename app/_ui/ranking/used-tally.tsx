/** Strokes up to this limit are drawn; a longer tally is no longer readable at a glance. */
const strokesMax = 6;

/** Submissions used, as strokes: the used ones tall. A large quota is written as a number. */
export function UsedTally({ used, limit }: { used: number; limit: number }) {
  if (limit > strokesMax)
    return (
      <>
        {`${used} `}
        <span className="text-ink-3">{`of ${limit}`}</span>
      </>
    );
  const strokes = Array.from({ length: Math.max(used, limit) }, (_, i) => 3 + 7 * i);
  return (
    <>
      <svg
        className="inline-block h-12 align-[-1px]"
        width={strokes.length * 7}
        height="12"
        aria-hidden="true"
      >
        <path
          d={strokes
            .slice(0, used)
            .map((x) => `M${x} 0v12`)
            .join('')}
          stroke="var(--ink)"
          strokeWidth="2"
        />
        <path
          d={strokes
            .slice(used)
            .map((x) => `M${x} 3v6`)
            .join('')}
          stroke="var(--rule-2)"
          strokeWidth="1"
        />
      </svg>
      <span className="sr-only">{`${used} of ${limit}`}</span>
    </>
  );
}
