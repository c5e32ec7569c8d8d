import { IsoInstant } from '@/app/_ui/iso-instant';
import { titleOfPolicy } from '@/app/_ui/maintain/policy-choices';
import { StandingFact, StandingFacts } from '@/app/maintain/[slug]/standing-facts';
import type { BenchmarkFacts } from '@/lib/contracts/benchmark';
import type { MaintainedRoundView } from '@/lib/contracts/round';

const count = new Intl.NumberFormat('en');

/** A draft in a few lines: what would be fixed if it were sealed now. */
export function DraftStanding({
  draft: { number, replaces, opens_at, closes_at, check },
  benchmark: { feedback_policy, feedback_share },
}: {
  draft: MaintainedRoundView;
  benchmark: BenchmarkFacts;
}) {
  const feedbackCount = check ? Math.round(check.item_count * feedback_share) : null;
  return (
    <StandingFacts>
      <StandingFact term="Number">{number}, given at the seal</StandingFact>
      {replaces !== null && <StandingFact term="Replaces">round {replaces}</StandingFact>}
      {check && feedbackCount !== null && (
        <StandingFact term="Parts">
          {count.format(feedbackCount)} feedback, {count.format(check.item_count - feedbackCount)} final,
          drawn at the seal
        </StandingFact>
      )}
      <StandingFact term="Answers by">{titleOfPolicy(feedback_policy).toLowerCase()}</StandingFact>
      <StandingFact term="Opens">{opens_at ? <IsoInstant at={opens_at} /> : 'not planned'}</StandingFact>
      <StandingFact term="Closes">{closes_at ? <IsoInstant at={closes_at} /> : 'not planned'}</StandingFact>
    </StandingFacts>
  );
}
