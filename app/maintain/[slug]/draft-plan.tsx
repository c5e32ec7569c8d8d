import Link from 'next/link';
import { titleOfPolicy } from '@/app/_ui/maintain/feedback-fields';
import { PlanFacts } from '@/app/_ui/plan/plan-facts';
import { formatClassShares, parsePlanQuery, planOf } from '@/app/_ui/plan/plan-query';
import type { BenchmarkFacts } from '@/lib/contracts/benchmark';
import type { MaintainedRoundView } from '@/lib/contracts/round';
import type { LastPairs } from '@/lib/core/planner/plan-ranking';
import { proposeFeedback } from '@/lib/core/planner/plan-round';
import { findClassShares } from '@/lib/core/planner/typical-set';

export type PlannedBenchmark = Pick<
  BenchmarkFacts,
  'slug' | 'metric' | 'feedback_policy' | 'feedback_share' | 'quota_per_round'
> & { lastPairs: LastPairs | null };

/** What a checked draft can tell if it is sealed with the benchmark's policy of now, and what its number of items speaks for. */
export function DraftPlan({
  benchmark,
  check,
}: {
  benchmark: PlannedBenchmark;
  check: NonNullable<MaintainedRoundView['check']>;
}) {
  const { slug, metric, feedback_policy, feedback_share, quota_per_round } = benchmark;
  const itemCount = check.item_count;
  if (itemCount < 2) return null;
  const shares = findClassShares(Object.values(check.class_share_percent));
  const proposal = proposeFeedback(itemCount);
  const isAsProposed =
    proposal.policy === feedback_policy && Math.abs(proposal.feedbackShare - feedback_share) < 0.005;
  return (
    <details className="mt-s4" data-testid="draft-plan">
      <summary>What to expect of this round</summary>
      <div className="mt-s3">
        <PlanFacts
          round={planOf(parsePlanQuery({}), {
            itemCount,
            metric,
            shares,
            lastPairs: benchmark.lastPairs,
            policy: feedback_policy,
            feedbackShare: feedback_share,
            quotaPerRound: quota_per_round,
          })}
        />
      </div>
      {!isAsProposed && (
        <p className="mt-s3 text-ink-2">
          For this number of items {titleOfPolicy(proposal.policy).toLowerCase()} with a feedback split of{' '}
          {Math.round(100 * proposal.feedbackShare)} % is proposed.{' '}
          <Link
            href={`/maintain/${slug}/feedback?items=${itemCount}&plan_shares=${encodeURIComponent(formatClassShares(shares))}`}
          >
            Compare, and change the policy
          </Link>
        </p>
      )}
    </details>
  );
}
