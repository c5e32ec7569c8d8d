import type { z } from 'zod';
import { webPlatform } from '@/adapters/web-platform';
import type { Executor } from '@/db/client';
import { insertBenchmark, insertMaintainer, ownsListedBenchmark } from '@/db/queries/benchmark-queries';
import { type BenchmarkView, newBenchmarkSchema } from '@/lib/contracts/benchmark';
import { parseWith } from '@/lib/contracts/parse-metadata';
import type { Refusal } from '@/lib/core/refusal';
import { ok, type Result, refuse } from '@/lib/core/result';
import { decideBenchmarkRules } from '@/lib/core/scoring/decide-benchmark-rules';
import { transact } from '../access/budgets';
import { type Actor, requireSignedIn } from '../access/caller';
import { recordAuditEvent } from '../access/record-audit-event';
import { enforceLimit, requireBelowLimit } from '../access/upload-limits';
import { requireRenderable } from './render-texts';
import { viewOfBenchmark } from './view';

/** The creator of a benchmark becomes its owner. */
export async function createBenchmark(
  actor: Actor | null,
  input: unknown,
): Promise<Result<BenchmarkView, Refusal>> {
  const signedIn = requireSignedIn(actor);
  if (!signedIn.ok) return signedIn;
  const parsed = parseWith(newBenchmarkSchema, input);
  if (!parsed.ok) return parsed;
  const wanted = parsed.value;
  const rules = decideBenchmarkRules({
    task: wanted.task,
    metric: wanted.metric,
    secondaryMetrics: wanted.secondary_metrics,
    direction: wanted.direction,
    feedbackPolicy: wanted.feedback_policy,
  });
  if (!rules.ok) return rules;
  const { userId } = signedIn.value;
  // The limit is checked before rendering, and again before the benchmark is stored.
  const allowed = await requireBelowLimit(webPlatform().db, 'benchmarks', userId);
  if (!allowed.ok) return allowed;
  const summary = await requireRenderable(signedIn.value, wanted);
  if (!summary.ok) return summary;

  return transact(async (tx): Promise<Result<BenchmarkView, Refusal>> => {
    const held = await enforceLimit(tx, 'benchmarks', userId);
    if (!held.ok) return held;
    const benchmark = await insertBenchmark(tx, {
      ...saidOf(wanted),
      summary: summary.value,
      direction: rules.value.direction,
      visibility: (await isHeldBack(tx, signedIn.value)) ? 'unlisted' : wanted.visibility,
    });
    if (!benchmark) return refuse({ kind: 'slug_taken', slug: wanted.slug });
    await insertMaintainer(tx, { benchmarkId: benchmark.benchmarkId, userId, role: 'owner' });
    await recordAuditEvent(tx, {
      act: 'benchmark_created',
      actor: signedIn.value,
      benchmarkId: benchmark.benchmarkId,
    });
    return ok(viewOfBenchmark(benchmark, [], null));
  });
}

/** The fields that a maintainer sets, in the form of the benchmark's table row. */
const saidOf = (wanted: z.output<typeof newBenchmarkSchema>) => ({
  slug: wanted.slug,
  title: wanted.title,
  description: wanted.description,
  rules: wanted.rules,
  task: wanted.task,
  classes: wanted.classes,
  metric: wanted.metric,
  secondaryMetrics: wanted.secondary_metrics,
  logLossClip: wanted.log_loss_clip,
  accepts: wanted.accepts,
  inputs: wanted.inputs,
  features: wanted.features,
  modelSignature: wanted.model_signature
    ? { input: wanted.model_signature.input, output: wanted.model_signature.output.kind }
    : null,
  modelSample: wanted.model_sample ?? null,
  quotaPerRound: wanted.quota_per_round,
  quotaPerDay: wanted.quota_per_day,
  teamSizeMax: wanted.team_size_max,
  feedbackPolicy: wanted.feedback_policy,
  feedbackShare: wanted.feedback_share,
  links: wanted.links,
  contacts: wanted.contacts,
  tags: wanted.tags,
});

/** True if the person's benchmark must wait for an operator: the setting requires it of people without a listed one. */
async function isHeldBack(db: Executor, { userId, isOperator }: Actor): Promise<boolean> {
  if (webPlatform().environment.TIDEMARK_FIRST_BENCHMARK_UNLISTED === '0' || isOperator) return false;
  return !(await ownsListedBenchmark(db, userId));
}
