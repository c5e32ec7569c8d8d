import type { RoundFacts } from '@/lib/contracts/round';
import { Instant } from '../instant';
import { IsoInstant } from '../iso-instant';
import { FrozenBanner } from './frozen-banner';
import { ModerationBanner } from './moderation-banner';

/** What stops the round of this page, if something does. @param isIso as the pages of maintainers tell dates */
export function StoppedRoundBanner({ round, isIso = false }: { round: RoundFacts; isIso?: boolean }) {
  if (round.state === 'frozen') return <FrozenBanner round={round} isIso={isIso} />;
  if (round.state === 'invalidated') return <InvalidatedBanner round={round} isIso={isIso} />;
  return null;
}

/** That a round doesn't count, and why. A sealed round that was replaced never had a score. @param isIso as the pages of maintainers tell dates */
function InvalidatedBanner({ round, isIso = false }: { round: RoundFacts; isIso?: boolean }) {
  const At = isIso ? IsoInstant : Instant;
  return (
    <ModerationBanner
      state="invalidated"
      title={
        <>
          Invalidated <At at={round.invalidated_at} />
        </>
      }
      reason={round.invalidation_reason}
    >
      {round.opened_at
        ? 'Two people decided it. The scores stay visible, struck through, and rank no model. Every team got its quota back.'
        : 'It was withdrawn before it opened. Nothing was submitted to it.'}
    </ModerationBanner>
  );
}
