import type { LeaderboardEntry } from '@/lib/core/leaderboard/leaderboard';

/** The form below the table that the boxes of its rows belong to. */
export const pickFormId = 'compare-models';

/** Ticks a ranked model for the comparison. */
export function PickBox({ entry, isPicked }: { entry: LeaderboardEntry; isPicked: boolean }) {
  return (
    <input
      // A link may have led to other picks.
      key={String(isPicked)}
      type="checkbox"
      form={pickFormId}
      name="model"
      value={entry.model_slug}
      defaultChecked={isPicked}
      aria-label={`Compare ${entry.model}`}
      data-name={entry.model}
      className="block size-16 accent-sea"
    />
  );
}
