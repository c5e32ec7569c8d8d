import { createHash } from 'node:crypto';
import { webPlatform } from '@/adapters/web-platform';
import type { Database } from '@/db/client';
import { insertAuditEvent } from '@/db/queries/audit-queries';
import {
  type BenchmarkRow,
  listBenchmarksMaintainedBy,
  listPublicBenchmarks,
  updateBenchmarkListed,
} from '@/db/queries/benchmark-queries';
import { listCurrentRoundsOf } from '@/db/queries/round-queries';
import { type BenchmarkFacts, type BenchmarkView, slugSchema } from '@/lib/contracts/benchmark';
import { viewOfContainerNeeds } from '@/lib/contracts/container-needs';
import { formatModelSample, formatSampleInputs, type SampleFile } from '@/lib/contracts/model-signature';
import { cutPage, type Page } from '@/lib/contracts/paging';
import type { RoundFacts, RoundSummary, RoundView } from '@/lib/contracts/round';
import { viewOfSchedule } from '@/lib/contracts/schedule';
import { auditActs } from '@/lib/core/audit/audit-act';
import type { MaintainerRole } from '@/lib/core/benchmark';
import type { Freshness } from '@/lib/core/freshness/freshness';
import { composeSignature } from '@/lib/core/model/model-version';
import type { ModelSignature } from '@/lib/core/onnx/model-summary';
import { ok, type Result, refuse } from '@/lib/core/result';
import type { Actor } from '../access/caller';
import { requireBenchmark, requireBenchmarkWithRole } from '../access/require-benchmark';
import { readFreshness, readRankingFacts, viewOfFreshness } from '../round/read-freshness';
import { factsOfRound } from '../round/view';

/** Selects the rounds that `viewOfBenchmark` needs. @param rounds of a benchmark, newest first */
export const listCurrentRounds = <R extends Pick<RoundView, 'state'>>(rounds: readonly R[]): R[] =>
  Object.values(findStanding(rounds)).filter((round) => round !== undefined);

/**
 * @param rounds of the benchmark, newest first; those of `listCurrentRounds` are enough
 * @param rankingFacts facts about the official ranking, shown with the freshness; null in lists
 */
export function viewOfBenchmark(
  benchmark: BenchmarkRow,
  rounds: readonly RoundFacts[],
  freshness: Freshness | null,
  rankingFacts: BenchmarkView['ranking_facts'] = null,
): BenchmarkView {
  return {
    ...factsOfBenchmark(benchmark),
    ...viewOfStatus(rounds, freshness),
    ranking_facts: rankingFacts,
  };
}

/**
 * The parts of a benchmark's view that depend on its rounds.
 * @param rounds of the benchmark, newest first; those of `listCurrentRounds` are enough
 */
export function viewOfStatus(
  rounds: readonly RoundFacts[],
  freshness: Freshness | null,
): Omit<BenchmarkView, keyof BenchmarkFacts | 'ranking_facts'> {
  const { open, frozen, closed } = findStanding(rounds);
  return {
    freshness: viewOfFreshness(freshness),
    open_round: open ? summaryOf(open) : null,
    newest_closed_round: closed ? summaryOf(closed) : null,
    frozen_round: frozen
      ? {
          ...summaryOf(frozen),
          ...{ frozen_at: frozen.frozen_at, frozen_from: frozen.frozen_from },
          freeze_reason: frozen.freeze_reason,
        }
      : null,
  };
}

/** A round in brief; the API's address of the round gives all fields. */
const summaryOf = (round: RoundFacts): RoundSummary => ({
  ...{ number: round.number, title: round.title, state: round.state },
  ...{ opens_at: round.opens_at, closes_at: round.closes_at, item_count: round.item_count },
  feedback_policy: round.feedback_policy,
  secondary_metrics: round.secondary_metrics,
  ...{ accepts: round.accepts, quota_per_round: round.quota_per_round, quota_per_day: round.quota_per_day },
});

type Standing<R> = Record<'open' | 'frozen' | 'closed' | 'sealed', R | undefined>;

/**
 * The open round, and the newest frozen, newest closed (or revealed) and newest sealed round. @param rounds of a benchmark,
 * newest first
 */
function findStanding<R extends Pick<RoundView, 'state'>>(rounds: readonly R[]): Standing<R> {
  return {
    open: rounds.find(({ state }) => state === 'open'),
    frozen: rounds.find(({ state }) => state === 'frozen'),
    // Frozen and invalidated rounds are left out, since their rankings don't count.
    closed: rounds.find(({ state }) => state === 'closed' || state === 'revealed'),
    sealed: rounds.find(({ state }) => state === 'sealed'),
  };
}

export function factsOfBenchmark(benchmark: BenchmarkRow): BenchmarkFacts {
  return {
    slug: benchmark.slug,
    title: benchmark.title,
    summary: benchmark.summary,
    description: benchmark.description,
    rules: benchmark.rules,
    task: benchmark.task,
    classes: benchmark.classes,
    metric: benchmark.metric,
    secondary_metrics: benchmark.secondaryMetrics,
    log_loss_clip: benchmark.logLossClip,
    direction: benchmark.direction,
    accepts: benchmark.accepts,
    inputs: benchmark.inputs,
    features: benchmark.features,
    model_signature: signatureOf(benchmark),
    container_needs: benchmark.containerNeeds && viewOfContainerNeeds(benchmark.containerNeeds),
    model_sample: benchmark.modelSample,
    runners: benchmark.trustedRunners,
    quota_per_round: benchmark.quotaPerRound,
    quota_per_day: benchmark.quotaPerDay,
    team_size_max: benchmark.teamSizeMax,
    feedback_policy: benchmark.feedbackPolicy,
    feedback_share: Number(benchmark.feedbackShare.toFixed(6)),
    visibility: benchmark.visibility,
    entry: benchmark.entry,
    entry_questions: benchmark.entryQuestions,
    rules_version: benchmark.rules === '' ? null : benchmark.rulesVersion,
    rules_sha256: benchmark.rules === '' ? null : createHash('sha256').update(benchmark.rules).digest('hex'),
    // PostgreSQL orders the keys of stored JSON; this restores the order of the API contract.
    links: benchmark.links.map(({ url, title }) => ({ url, title })),
    contacts: benchmark.contacts,
    tags: benchmark.tags,
    license: benchmark.license,
    terms: benchmark.terms,
    paper: benchmark.paper,
    columns: benchmark.columnNotes.map(({ name, type, unit, text }) => ({ name, type, unit, text })),
    schedule: viewOfSchedule(benchmark.schedule),
    next_rotation_at: benchmark.nextRotationAt?.toISOString() ?? null,
    overdue_since: benchmark.overdueSince?.toISOString() ?? null,
    reveals_after_rounds: benchmark.revealsAfterRounds,
  };
}

/** A benchmark as the API gives it. */
export async function findBenchmark(actor: Actor | null, slug: string): Promise<Result<BenchmarkView>> {
  const { db } = webPlatform();
  const found = await requireBenchmarkWithRole(db, actor, slug);
  if (!found.ok) return found;
  const { benchmark } = found.value;
  const { benchmarkId } = benchmark;
  const [rounds, freshness] = await Promise.all([
    listCurrentRoundsOf(db, [benchmarkId]),
    readFreshness(db, [benchmarkId]),
  ]);
  const judged = freshness.ofBenchmark(benchmarkId);
  return ok(
    viewOfBenchmark(
      benchmark,
      rounds.map(factsOfRound),
      judged,
      judged && (await readRankingFacts(db, { benchmarkId, number: judged.round })),
    ),
  );
}

/**
 * One page of all listed benchmarks with their newest rounds, newest benchmark first; the same for every reader.
 * @param page begins after the benchmark with the slug `after`; the first page if there is no such benchmark
 */
export async function listBenchmarks(page: {
  after: string | null;
  size: number;
}): Promise<Page<BenchmarkView>> {
  const { db } = webPlatform();
  const { success: isSlug, data: after } = slugSchema.safeParse(page.after);
  const benchmarks = await listPublicBenchmarks(db, { after: isSlug ? after : null, count: page.size + 1 });
  const shown = cutPage(benchmarks, page.size, ({ slug }) => slug);
  const ids = shown.items.map(({ benchmarkId }) => benchmarkId);
  const rounds = await listCurrentRoundsOf(db, ids);
  const freshness = await readFreshness(db, ids);
  return {
    items: shown.items.map((benchmark) =>
      viewOfBenchmark(
        benchmark,
        rounds.filter(({ benchmarkId }) => benchmarkId === benchmark.benchmarkId).map(factsOfRound),
        freshness.ofBenchmark(benchmark.benchmarkId),
      ),
    ),
    next: shown.next,
  };
}

export type MaintainedBenchmark = {
  slug: string;
  title: string;
  visibility: BenchmarkView['visibility'];
  role: MaintainerRole;
  open_round: { title: string; closes_at: string | null } | null;
};

/** The benchmarks in which the actor has a role, unlisted ones included. */
export async function listMaintainedBenchmarks(actor: Actor): Promise<MaintainedBenchmark[]> {
  const maintained = await listBenchmarksMaintainedBy(webPlatform().db, actor.userId);
  return maintained.map(({ open, ...benchmark }) => ({
    ...benchmark,
    open_round: open && { title: open.title, closes_at: open.closesAt?.toISOString() ?? null },
  }));
}

/**
 * Lists an unlisted benchmark on an operator's command. @param db connected as the owner of the tables, since neither process
 * has the rights
 * @returns true if an unlisted benchmark with that slug existed
 */
export async function listBenchmarkByOperator(db: Database, slug: string): Promise<boolean> {
  return db.transaction(async (tx) => {
    const benchmarkId = await updateBenchmarkListed(tx, slug);
    if (benchmarkId === undefined) return false;
    await insertAuditEvent(tx, {
      act: 'benchmark_listed',
      actorKind: 'operator',
      benchmarkId,
      detail: {},
      isPublic: auditActs.benchmark_listed.isPublic,
    });
    return true;
  });
}

/**
 * The model signature of a benchmark (input and output) with its classes, as the file that `npm run check-model --
 * --signature` reads.
 */
export async function findModelSignature(
  slug: string,
  reader: Actor | null = null,
): Promise<Result<ModelSignature>> {
  const benchmark = await requireBenchmark(webPlatform().db, slug, reader);
  if (!benchmark.ok) return benchmark;
  const signature = signatureOf(benchmark.value);
  return signature ? ok(signature) : refuse({ kind: 'not_found', what: 'signature of models' });
}

/**
 * The public items on which participants try their models, as a file: a maintainer's own items or those of a revealed round,
 * never hidden ones.
 */
export async function findModelSample(
  slug: string,
  reader: Actor | null = null,
): Promise<Result<SampleFile>> {
  const benchmark = await requireBenchmark(webPlatform().db, slug, reader);
  if (!benchmark.ok) return benchmark;
  const { modelSample, containerNeeds } = benchmark.value;
  const signature = signatureOf(benchmark.value);
  if (!modelSample) return refuse({ kind: 'not_found', what: 'public sample' });
  // A container reads exactly this file, and must give its predictions the ids in it.
  if (containerNeeds) return ok(formatSampleInputs(modelSample, signature?.input.features ?? []));
  return signature
    ? ok(formatModelSample(modelSample, signature.input))
    : refuse({ kind: 'not_found', what: 'public sample' });
}

const signatureOf = ({ modelSignature, classes }: BenchmarkRow): ModelSignature | null =>
  modelSignature && composeSignature(modelSignature, classes);
