import { webPlatform } from '@/adapters/web-platform';
import { lockBenchmark, updateFeedbackPolicy } from '@/db/queries/benchmark-queries';
import type { BenchmarkView } from '@/lib/contracts/benchmark';
import { newFeedbackPolicySchema } from '@/lib/contracts/feedback-policy';
import { parseWith } from '@/lib/contracts/field-faults';
import type { Refusal } from '@/lib/core/refusal';
import type { Result } from '@/lib/core/result';
import { decideBenchmarkRules } from '@/lib/core/scoring/decide-benchmark-rules';
import type { Actor } from '../access/actor';
import { recordAct } from '../access/record-act';
import { requireMaintained } from '../access/require-benchmark';
import { findBenchmark } from './find';

/**
 * Sets what rounds that are sealed from now on tell while they are open, and how large their feedback part is. A round that is
 * sealed keeps what it was sealed with.
 */
export async function setFeedbackPolicy(
  actor: Actor | null,
  slug: string,
  input: unknown,
): Promise<Result<BenchmarkView, Refusal>> {
  const { db } = webPlatform();
  const maintained = await requireMaintained(db, actor, slug);
  if (!maintained.ok) return maintained;
  const parsed = parseWith(newFeedbackPolicySchema, input);
  if (!parsed.ok) return parsed;
  const { benchmark } = maintained.value;
  const { feedback_policy, feedback_share } = parsed.value;
  const rules = decideBenchmarkRules({ ...benchmark, feedbackPolicy: feedback_policy });
  if (!rules.ok) return rules;
  await db.transaction(async (tx) => {
    await lockBenchmark(tx, benchmark.benchmarkId);
    await updateFeedbackPolicy(tx, benchmark.benchmarkId, {
      feedbackPolicy: feedback_policy,
      feedbackShare: feedback_share,
    });
    await recordAct(tx, {
      act: 'feedback_policy_changed',
      actor: maintained.value.actor,
      benchmarkId: benchmark.benchmarkId,
      detail: { feedback_policy, feedback_share },
    });
  });
  return findBenchmark(actor, slug);
}
