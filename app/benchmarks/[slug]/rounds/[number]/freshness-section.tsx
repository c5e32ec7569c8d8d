import { FreshnessReasons } from '@/app/_ui/freshness/freshness-reasons';
import { Section } from '@/app/_ui/page/section';
import type { FreshnessView } from '@/lib/contracts/freshness';

/** Why a round is as fresh as it is. */
export function FreshnessSection({
  freshness,
  round,
}: {
  freshness: FreshnessView;
  round: { title: string };
}) {
  return (
    <Section id="freshness" titleId="freshness-title" title={`How fresh is ${round.title}?`}>
      <FreshnessReasons freshness={freshness} />
    </Section>
  );
}
