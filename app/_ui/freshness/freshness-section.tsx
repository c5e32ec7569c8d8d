import type { FreshnessView } from '@/lib/contracts/freshness';
import { Section } from '../page/section';
import { FreshnessReasons } from './freshness-reasons';

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
