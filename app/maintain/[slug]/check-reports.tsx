import type { MaintainedRoundView } from '@/lib/contracts/round';
import { CheckReport } from './check-report';

/** The check of the newest upload while it is a draft, and those of earlier ones behind a click. */
export function CheckReports({ rounds }: { rounds: readonly MaintainedRoundView[] }) {
  const newest = rounds[0]?.state === 'draft' ? rounds[0] : undefined;
  const earlier = rounds.filter((round) => round !== newest && round.check !== null);
  return (
    <>
      {newest && <CheckReport round={newest} />}
      {earlier.length > 0 && (
        <details className="mt-s5">
          <summary>
            {newest ? 'Checks of earlier uploads' : 'Checks of the uploads'} ({earlier.length})
          </summary>
          {earlier.map((round) => (
            <CheckReport key={round.number} round={round} />
          ))}
        </details>
      )}
    </>
  );
}
