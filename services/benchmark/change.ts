import { createHash } from 'node:crypto';
import { webPlatform } from '@/adapters/web-platform';
import { type BenchmarkRow, lockBenchmark, updateBenchmark, wasListed } from '@/db/queries/benchmark-queries';
import { listRoundsOf } from '@/db/queries/round-queries';
import { listRunnersFor, type RunnerRow } from '@/db/queries/runner-queries';
import {
  type BenchmarkFacts,
  type BenchmarkView,
  type ChangedBenchmark,
  changedBenchmarkSchema,
  newBenchmarkSchema,
  newFeedbackPolicySchema,
} from '@/lib/contracts/benchmark';
import { formatColumnNote } from '@/lib/contracts/benchmark-data';
import { toContainerNeeds, viewOfContainerNeeds } from '@/lib/contracts/container-needs';
import { parseWith } from '@/lib/contracts/parse-metadata';
import { keysOf } from '@/lib/core/keys-of';
import {
  containerNeedsDefault,
  describeContainerNeeds,
  describeTrainingHours,
} from '@/lib/core/model/container-needs';
import { faultyField } from '@/lib/core/refusal';
import { ok, type Result, refuse } from '@/lib/core/result';
import { decideBenchmarkChange } from '@/lib/core/round/decide-changes';
import { decideBenchmarkRules } from '@/lib/core/scoring/decide-benchmark-rules';
import { asMaintainer } from '../access/authorized';
import { transact } from '../access/budgets';
import type { Actor } from '../access/caller';
import { recordAuditEvent } from '../access/record-audit-event';
import { requireMaintained } from '../access/require-benchmark';
import { isHeldBack } from './create';
import { requireRenderable } from './render-texts';
import { factsOfBenchmark, findBenchmark } from './view';

/**
 * Changes the fields of a benchmark that no round has fixed. The changelog shows the changes: short texts before and after, long
 * ones by their SHA-256.
 */
export async function changeBenchmark(
  actor: Actor | null,
  slug: string,
  input: unknown,
): Promise<Result<BenchmarkView>> {
  const { db } = webPlatform();
  const maintained = await requireMaintained(db, actor, slug);
  if (!maintained.ok) return maintained;
  const parsed = parseWith(changedBenchmarkSchema, input);
  if (!parsed.ok) return parsed;
  const { benchmark } = maintained.value;
  const needs = decideNeeds(benchmark, parsed.value);
  if (!needs.ok) return needs;
  const wanted = { ...parsed.value, container_needs: needs.value };
  const fields = listChangedFields(factsOfBenchmark(benchmark), wanted);
  if (fields.length === 0) return findBenchmark(actor, slug);
  const relisted = fields.includes('visibility') ? await requireListing(maintained.value, wanted) : null;
  if (relisted && !relisted.ok) return relisted;
  const values = decideValues(benchmark, wanted);
  if (!values.ok) return values;
  const concernsRunners = fields.includes('runners') || fields.includes('container_needs');
  const trusted = concernsRunners ? await requireRunners({ ...benchmark, ...values.value }) : null;
  if (trusted && !trusted.ok) return trusted;
  const isReworded = fields.includes('description') || fields.includes('rules');
  const summary = isReworded ? await requireRenderable(maintained.value.actor, values.value) : null;
  if (summary && !summary.ok) return summary;
  const saved = await save(maintained.value, fields, values.value, summary?.value ?? benchmark.summary);
  if (!saved.ok) return saved;
  return saved.value === 'changed meanwhile'
    ? changeBenchmark(actor, slug, input)
    : findBenchmark(actor, slug);
}

/**
 * Requires that a listing may change. A private benchmark stays private: people entered it, and sent files, while others saw none of
 * it. A first benchmark that waits for an operator is listed by none of its maintainers.
 */
async function requireListing(
  { benchmark, actor }: { benchmark: BenchmarkRow; actor: Actor },
  { visibility }: Wanted,
): Promise<Result<null>> {
  const refuseVisibility = (detail: string) => refuse(faultyField('fixed', 'visibility', detail));
  if (benchmark.visibility === 'private')
    return refuseVisibility(
      'a private benchmark stays private, as its people entered it; make a public one for others',
    );
  if (benchmark.visibility === 'withdrawn')
    return refuseVisibility('an operator has withdrawn the benchmark');
  const { db } = webPlatform();
  const isFirst = visibility === 'public' && !(await wasListed(db, benchmark.benchmarkId));
  return isFirst && (await isHeldBack(db, actor))
    ? refuseVisibility('your first benchmark is listed once an operator of this site has looked at it')
    : ok(null);
}

/** Requires that the named runners are in use and may serve the benchmark, and that one of them is large enough for each kind. */
async function requireRunners({
  benchmarkId,
  modelSignature,
  containerNeeds,
  trustedRunners: names,
}: BenchmarkRow): Promise<Result<null>> {
  if (!names) return ok(null);
  const refuseRunners = (code: string, detail: string) => refuse(faultyField(code, 'runners', detail));
  const available = await listRunnersFor(webPlatform().db, benchmarkId);
  const unknown = names.find((name) => available.every((runner) => runner.name !== name));
  if (unknown !== undefined)
    return refuseRunners('unknown_runner', `${unknown} is no runner in use that this benchmark may have`);
  const chosen = available.filter(({ name }) => names.includes(name));
  const isLargeEnough = (runner: RunnerRow) =>
    containerNeeds === null ||
    (containerNeeds.cores <= runner.coresMax &&
      containerNeeds.memoryMb <= runner.memoryMbMax &&
      containerNeeds.gpus <= runner.gpuCount);
  if ((modelSignature ?? containerNeeds) !== null && !chosen.some(isLargeEnough))
    return refuseRunners(
      'no_runner_left',
      'none of these runners is as large as a container of this benchmark may be, so its models would wait for ever',
    );
  return ok(null);
}

/** The limits of images after the change. */
function decideNeeds(
  { containerNeeds: before }: BenchmarkRow,
  { container_needs: wanted }: ChangedBenchmark,
): Result<BenchmarkFacts['container_needs']> {
  if (!wanted) return ok(before && viewOfContainerNeeds(before));
  const now = viewOfContainerNeeds(before ?? containerNeedsDefault);
  const after = { ...now, ...wanted };
  const lowered = before && neverLowered.find((limit) => after[limit] < now[limit]);
  if (!lowered) return ok(after);
  const field = `container_needs.${lowered}`;
  const detail = `at least ${now[lowered]}, as before: images that were accepted with it are run in every later round`;
  return refuse(faultyField('lowered', field, detail));
}

const neverLowered = ['cores', 'memory_mb', 'wall_seconds'] as const;

type Wanted = Omit<ChangedBenchmark, 'container_needs'> & Pick<BenchmarkFacts, 'container_needs'>;

type Field = Extract<keyof ChangedBenchmark, keyof BenchmarkFacts>;

type Values = Pick<
  BenchmarkRow,
  | 'title'
  | 'description'
  | 'rules'
  | 'links'
  | 'contacts'
  | 'tags'
  | 'license'
  | 'terms'
  | 'paper'
  | 'columnNotes'
  | 'accepts'
  | 'containerNeeds'
  | 'task'
  | 'classes'
  | 'metric'
  | 'secondaryMetrics'
  | 'logLossClip'
  | 'direction'
  | 'features'
  | 'trustedRunners'
  | 'quotaPerRound'
  | 'quotaPerDay'
  | 'entry'
  | 'entryQuestions'
  | 'teamSizeMax'
  | 'visibility'
>;

const listChangedFields = (before: BenchmarkFacts, wanted: Wanted): Field[] =>
  keysOf(wanted).filter(
    (field) => wanted[field] !== undefined && JSON.stringify(wanted[field]) !== JSON.stringify(before[field]),
  );

/** All fields after the change, if they are consistent. */
function decideValues(benchmark: BenchmarkRow, wanted: Wanted): Result<Values> {
  const { direction: _, ...before } = factsOfBenchmark(benchmark);
  const parsed = parseWith(newBenchmarkSchema, { ...before, ...wanted });
  if (!parsed.ok) return parsed;
  const { value } = parsed;
  const rules = decideBenchmarkRules({
    ...value,
    secondaryMetrics: value.secondary_metrics,
    direction: undefined,
    feedbackPolicy: benchmark.feedbackPolicy,
  });
  if (!rules.ok) return rules;
  return ok({
    title: value.title,
    description: value.description,
    rules: value.rules,
    links: value.links,
    contacts: value.contacts,
    tags: value.tags,
    license: value.license,
    terms: value.terms,
    paper: value.paper,
    columnNotes: value.columns,
    accepts: value.accepts,
    containerNeeds: value.container_needs ? toContainerNeeds(value.container_needs) : null,
    task: value.task,
    classes: value.classes,
    metric: value.metric,
    secondaryMetrics: value.secondary_metrics,
    logLossClip: value.log_loss_clip,
    direction: rules.value.direction,
    features: value.features,
    trustedRunners: wanted.runners === undefined ? benchmark.trustedRunners : wanted.runners,
    quotaPerRound: value.quota_per_round,
    quotaPerDay: value.quota_per_day,
    entry: value.entry ?? benchmark.entry,
    entryQuestions: value.entry_questions,
    teamSizeMax: value.team_size_max,
    visibility: wanted.visibility ?? benchmark.visibility,
  });
}

/**
 * Writes the benchmark and the audit event in one transaction, unless the benchmark has changed since it was read.
 */
async function save(
  { actor, benchmark }: { actor: Actor; benchmark: BenchmarkRow },
  fields: readonly Field[],
  values: Values,
  summary: string,
): Promise<Result<'saved' | 'changed meanwhile'>> {
  const { benchmarkId } = benchmark;
  const before = factsOfBenchmark(benchmark);
  return transact(async (tx) => {
    const now = await lockBenchmark(tx, benchmarkId);
    if (!now || JSON.stringify(factsOfBenchmark(now)) !== JSON.stringify(before))
      return ok('changed meanwhile');
    const decided = decideBenchmarkChange(fields, await listRoundsOf(tx, [benchmarkId], { drafts: true }));
    if (!decided.ok) return decided;
    await updateBenchmark(tx, benchmarkId, { ...values, summary });
    await recordAuditEvent(tx, 'benchmark_changed', {
      actor,
      benchmarkId,
      detail: describeChange(fields, before, factsOfBenchmark({ ...now, ...values })),
    });
    return ok('saved');
  });
}

/** The changelog shows longer texts by their SHA-256, to stay readable. */
const recordedLengthMax = 500;

/** The changed fields, before and after: a long text by its SHA-256. */
function describeChange(fields: readonly Field[], before: BenchmarkFacts, after: BenchmarkFacts) {
  const detail: Record<string, string> = { changed: fields.join(', ') };
  for (const field of fields)
    for (const [when, facts] of [
      ['before', before],
      ['after', after],
    ] as const) {
      const text = field === 'runners' && facts.runners === null ? 'all' : describeValue(facts[field]);
      if (text.length > recordedLengthMax) detail[`${field}_${when}_sha256`] = sha256(text);
      else detail[`${field}_${when}`] = text;
    }
  return detail;
}

function describeValue(value: BenchmarkFacts[Field]): string {
  if (value === null) return '';
  if (typeof value !== 'object') return String(value);
  if ('cores' in value) {
    const needs = toContainerNeeds(value);
    return [describeContainerNeeds(needs), describeTrainingHours(needs)].filter(Boolean).join(', ');
  }
  return value
    .map((one) => {
      if (typeof one === 'string') return one;
      return 'url' in one ? `${one.title} ${one.url}` : formatColumnNote(one);
    })
    .join('\n');
}

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

/**
 * Sets the feedback policy of rounds that are sealed from now on, and the size of their feedback split. A sealed round keeps its
 * policy and its split.
 */
export const setFeedbackPolicy = asMaintainer(newFeedbackPolicySchema, async (found, input) => {
  const { benchmark, actor } = found;
  const { feedback_policy, feedback_share } = input;
  const rules = decideBenchmarkRules({ ...benchmark, feedbackPolicy: feedback_policy });
  if (!rules.ok) return rules;
  const saved = await transact(async (tx) => {
    await lockBenchmark(tx, benchmark.benchmarkId);
    await updateBenchmark(tx, benchmark.benchmarkId, {
      feedbackPolicy: feedback_policy,
      feedbackShare: feedback_share,
    });
    await recordAuditEvent(tx, 'feedback_policy_changed', {
      actor,
      benchmarkId: benchmark.benchmarkId,
      detail: { feedback_policy, feedback_share },
    });
    return ok(null);
  });
  return saved.ok ? findBenchmark(actor, benchmark.slug) : saved;
});
