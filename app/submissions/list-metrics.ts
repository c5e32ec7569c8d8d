import type { SubmissionView } from '@/lib/contracts/submission';
import type { MetricName } from '@/lib/core/metrics/metric-name';
import type { Actor } from '@/services/access/actor';
import { findBenchmark } from '@/services/benchmark/find';

/** The metric of every benchmark that the submissions are to, by slug: a score can't be printed without it. */
export async function listMetrics(
  actor: Actor,
  submissions: readonly SubmissionView[],
): Promise<ReadonlyMap<string, MetricName>> {
  const slugs = [...new Set(submissions.map((submission) => submission.benchmark))];
  const found = await Promise.all(slugs.map((slug) => findBenchmark(actor, slug)));
  return new Map(
    found.map((benchmark) => {
      if (!benchmark.ok) throw new Error('a submission without its benchmark');
      return [benchmark.value.slug, benchmark.value.metric];
    }),
  );
}
