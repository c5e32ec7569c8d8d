import type { RoundFacts } from '@/lib/contracts/round';
import { FrozenBanner } from './frozen-banner';
import { InvalidatedBanner } from './invalidated-banner';

/** What stops the round of this page, if something does. */
export function StoppedRoundBanner({ round }: { round: RoundFacts }) {
  if (round.state === 'frozen') return <FrozenBanner round={round} />;
  if (round.state === 'invalidated') return <InvalidatedBanner round={round} />;
  return null;
}
