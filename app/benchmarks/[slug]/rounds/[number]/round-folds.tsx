import Link from 'next/link';
import { CodeBlock } from '@/app/_ui/controls/code-block';
import { Fold } from '@/app/_ui/page/fold';
import { TwoColumns } from '@/app/_ui/page/two-columns';
import { ExposureMeter } from '@/app/_ui/round/exposure-meter';
import type { RoundView } from '@/lib/contracts/round';
import type { InputVisibility } from '@/lib/core/benchmark';
import type { PlannedOpening } from '@/services/round/read-planned-openings';
import { RoundFacts } from './round-facts';

/** What most readers of a round pass by: its dates and commitment, and where programs read it. */
export function RoundFolds({
  slug,
  round,
  inputs,
  opening,
}: {
  slug: string;
  round: RoundView;
  inputs: InputVisibility;
  opening: PlannedOpening | undefined;
}) {
  const call = `/api/v1/benchmarks/${slug}/rounds/${round.number}`;
  return (
    <div className="mt-s6">
      <Fold id="facts" title="Dates, items, exposure and commitment">
        <TwoColumns>
          <RoundFacts round={round} opening={opening} />
          {round.exposure_detail && round.feedback_count && (
            <ExposureMeter exposure={round.exposure_detail} feedbackCount={round.feedback_count} own={null} />
          )}
        </TwoColumns>
      </Fold>
      <Fold id="api" title="This round for programs">
        <div className="grid max-w-form grid-cols-1 gap-s2">
          <CodeBlock kind="text">GET {call}</CodeBlock>
          <CodeBlock kind="text">GET {call}/leaderboard</CodeBlock>
          {inputs === 'public' && <CodeBlock kind="text">GET {call}/inputs</CodeBlock>}
          <p className="text-small">
            <a href={call}>Round as JSON</a> · <Link href="/docs/api">All of the API</Link>
          </p>
        </div>
      </Fold>
      <p className="mt-s4 text-small text-ink-2">
        Seen its labels somewhere?{' '}
        <Link href={`/benchmarks/${slug}/rounds/${round.number}/report`}>Report a leak</Link>, also without an
        account.
      </p>
    </div>
  );
}
