import { RefreshWhile, RefreshWithoutScript } from '@/app/_ui/page/refresh-page';
import type { MaintainedRoundView } from '@/lib/contracts/round';

/** The page comes again until every draft's checks are done. */
export function RefreshWhileChecking({ rounds }: { rounds: readonly MaintainedRoundView[] }) {
  if (!rounds.some((round) => round.state === 'draft' && round.check === null)) return null;
  return (
    <>
      <RefreshWhile />
      <RefreshWithoutScript seconds={4} />
    </>
  );
}
