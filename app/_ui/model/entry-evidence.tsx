import type { LeaderboardEntry } from '@/lib/core/leaderboard/leaderboard';
import { OpennessMark } from '../disclosure/openness-mark';
import { EvidenceBadge } from '../ranking/evidence-badge';

/** How a version came to be frozen, and what of it is open. */
export function EntryEvidence({ entry }: { entry: Pick<LeaderboardEntry, 'evidence' | 'disclosure'> }) {
  return (
    <>
      <EvidenceBadge evidence={entry.evidence} />
      {entry.disclosure && (
        <span className="block">
          <OpennessMark openness={entry.disclosure.openness} />
        </span>
      )}
    </>
  );
}
