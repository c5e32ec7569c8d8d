import type { RoundFacts } from '@/lib/contracts/round';
import { FrozenBanner } from './frozen-banner';
import { InvalidatedBanner } from './invalidated-banner';

/** What stops the round of this page, if something does. @param isIso as the pages of maintainers tell dates */
export function StoppedRoundBanner({ round, isIso = false }: { round: RoundFacts; isIso?: boolean }) {
  if (round.state === 'frozen') return <FrozenBanner round={round} isIso={isIso} />;
  if (round.state === 'invalidated') return <InvalidatedBanner round={round} isIso={isIso} />;
  return null;
}
