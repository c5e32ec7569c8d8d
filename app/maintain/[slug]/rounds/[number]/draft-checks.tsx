import { CheckReport } from '@/app/maintain/[slug]/check-report';
import type { PlannedBenchmark } from '@/app/maintain/[slug]/draft-plan';
import { RefreshWhileChecking } from '@/app/maintain/[slug]/refresh-while-checking';
import type { BenchmarkFacts } from '@/lib/contracts/benchmark';
import type { MaintainedRoundView } from '@/lib/contracts/round';
import { DraftStages } from './draft-stages';

/** How far a draft is, and what its checks found; the page comes again until they are done. */
export function DraftChecks({
  slug,
  view,
  benchmark,
}: {
  slug: string;
  view: MaintainedRoundView;
  benchmark: BenchmarkFacts & PlannedBenchmark;
}) {
  return (
    <>
      <RefreshWhileChecking rounds={[view]} />
      <DraftStages draft={view} hasCadence={benchmark.schedule.cadence.kind !== 'none'} />
      <CheckReport slug={slug} round={view} benchmark={benchmark} isOnItsPage />
    </>
  );
}
