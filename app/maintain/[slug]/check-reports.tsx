import type { MaintainedRoundView } from '@/lib/contracts/round';
import { CheckReport } from './check-report';
import type { PlannedBenchmark } from './draft-plan';

/** The check of the newest upload while it is a draft, and those of earlier ones behind a click. */
export function CheckReports({
  slug,
  rounds,
  benchmark,
}: {
  slug: string;
  rounds: readonly MaintainedRoundView[];
  benchmark: PlannedBenchmark;
}) {
  const newest = rounds[0]?.state === 'draft' ? rounds[0] : undefined;
  const earlier = rounds.filter((round) => round !== newest && round.check !== null);
  return (
    <>
      {newest && <CheckReport slug={slug} round={newest} benchmark={benchmark} />}
      {earlier.length > 0 && (
        <details className="mt-s5">
          <summary>
            {newest ? 'Checks of earlier uploads' : 'Checks of the uploads'} ({earlier.length})
          </summary>
          {earlier.map((round) => (
            <CheckReport key={round.number} slug={slug} round={round} benchmark={null} />
          ))}
        </details>
      )}
    </>
  );
}
