import { randomBytes } from 'node:crypto';
import type { z } from 'zod';
import { webPlatform } from '@/adapters/web-platform';
import type { Executor } from '@/db/client';
import { insertBenchmark, insertMaintainer, ownsListedBenchmark } from '@/db/queries/benchmark-queries';
import {
  type BenchmarkView,
  copiedBenchmarkSchema,
  newBenchmarkSchema,
  slugLengthMax,
} from '@/lib/contracts/benchmark';
import { toContainerNeeds } from '@/lib/contracts/container-needs';
import { formatAddressEnd } from '@/lib/core/entry/entry';
import { ok, type Result, refuse } from '@/lib/core/result';
import { decideBenchmarkRules } from '@/lib/core/scoring/decide-benchmark-rules';
import { asMaintainer, asPerson } from '../access/authorized';
import { transact } from '../access/budgets';
import type { Actor } from '../access/caller';
import { recordAuditEvent } from '../access/record-audit-event';
import { enforceLimit, requireBelowLimit } from '../access/upload-limits';
import { requireRenderable } from './render-texts';
import { viewOfBenchmark } from './view';

/** Creates a benchmark, of which the actor becomes the owner. */
export const createBenchmark = asPerson(newBenchmarkSchema, async ({ db, actor }, wanted) => {
  const rules = decideBenchmarkRules({
    task: wanted.task,
    metric: wanted.metric,
    secondaryMetrics: wanted.secondary_metrics,
    direction: wanted.direction,
    feedbackPolicy: wanted.feedback_policy,
  });
  if (!rules.ok) return rules;
  const { userId } = actor;
  // This limit is checked twice: here, before texts are rendered, and under a lock when the benchmark is stored.
  const allowed = await requireBelowLimit(db, 'benchmarks', userId);
  if (!allowed.ok) return allowed;
  const summary = await requireRenderable(actor, wanted);
  if (!summary.ok) return summary;

  return insertOwned(actor, {
    ...saidOf(wanted),
    summary: summary.value,
    direction: rules.value.direction,
    visibility: wanted.visibility,
  });
});

/** Inserts the benchmark with its owner and its audit event, if the person's limit of benchmarks allows it. */
const insertOwned = (
  actor: Actor,
  values: Parameters<typeof insertBenchmark>[1],
): Promise<Result<BenchmarkView>> =>
  transact(async (tx): Promise<Result<BenchmarkView>> => {
    const { userId } = actor;
    const held = await enforceLimit(tx, 'benchmarks', userId);
    if (!held.ok) return held;
    const isHeld = values.visibility === 'public' && (await isHeldBack(tx, actor));
    const visibility = isHeld ? 'unlisted' : values.visibility;
    const benchmark = await insertBenchmark(tx, { ...values, visibility });
    if (!benchmark) return refuse({ kind: 'slug_taken', slug: values.slug });
    const { benchmarkId } = benchmark;
    await insertMaintainer(tx, { benchmarkId, userId, role: 'owner' });
    await recordAuditEvent(tx, 'benchmark_created', { actor, benchmarkId });
    return ok(viewOfBenchmark(benchmark, [], null));
  });

/**
 * A new benchmark with the texts, task and settings of another, without its rounds, people, schedule and training file. The
 * maintainer who copies it becomes its owner.
 */
export const copyBenchmark = asMaintainer(copiedBenchmarkSchema, async ({ actor, benchmark }, input) => {
  const { benchmarkId: _, createdAt: __, schedule: ___, rulesVersion: ____, ...source } = benchmark;
  const isPrivate = source.visibility === 'private';
  return insertOwned(actor, {
    ...source,
    ...input,
    ...(isPrivate && { slug: drawPrivateSlug(input.slug) }),
    ...{ nextRotationAt: null, overdueSince: null, revealsAfterRounds: null },
    // An operator withdrew the source; the copy must not be withdrawn too.
    visibility: source.visibility === 'withdrawn' ? 'unlisted' : source.visibility,
  });
});

/** The fields of the form, in the shape of a row of the table `benchmarks`. */
const saidOf = (wanted: z.output<typeof newBenchmarkSchema>) => ({
  slug: wanted.visibility === 'private' ? drawPrivateSlug(wanted.slug) : wanted.slug,
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
  containerNeeds: wanted.container_needs ? toContainerNeeds(wanted.container_needs) : null,
  modelSample: wanted.model_sample ?? null,
  quotaPerRound: wanted.quota_per_round,
  quotaPerDay: wanted.quota_per_day,
  teamSizeMax: wanted.team_size_max,
  feedbackPolicy: wanted.feedback_policy,
  feedbackShare: wanted.feedback_share,
  entry: wanted.entry ?? (wanted.visibility === 'private' ? ('list' as const) : ('open' as const)),
  entryQuestions: wanted.entry_questions,
  links: wanted.links,
  contacts: wanted.contacts,
  tags: wanted.tags,
  license: wanted.license,
  terms: wanted.terms,
  paper: wanted.paper,
  columnNotes: wanted.columns,
});

/** The slug of a private benchmark gets random characters, so that the error "address taken" can't reveal its existence. */
const drawPrivateSlug = (wished: string): string =>
  `${wished.slice(0, slugLengthMax - 9).replace(/-+$/, '')}-${formatAddressEnd(randomBytes(8))}`;

/**
 * True if the new benchmark stays unlisted until an operator lists it. A site setting requires that of people who have no
 * listed benchmark yet.
 */
export async function isHeldBack(db: Executor, { userId, isOperator }: Actor): Promise<boolean> {
  if (webPlatform().environment.TIDEMARK_FIRST_BENCHMARK_UNLISTED === '0' || isOperator) return false;
  return !(await ownsListedBenchmark(db, userId));
}
