import { webPlatform } from '@/adapters/web-platform';
import type { Executor } from '@/db/client';
import type { BenchmarkRow } from '@/db/queries/benchmark-queries';
import { isMemberOfModelsTeam } from '@/db/queries/model-version-queries';
import { listRoundsOf } from '@/db/queries/round-queries';
import { findCountingOfOwnModel } from '@/db/queries/submission-queries';
import { hasTrainings } from '@/db/queries/training-queries';
import type { BenchmarkFacts } from '@/lib/contracts/benchmark';
import type { ComparedModelsView, DifferingItemsView, ModelLetter } from '@/lib/contracts/compared-models';
import type { ModelView } from '@/lib/contracts/model';
import type { SystemView } from '@/lib/contracts/system';
import type { OwnTrainingRunView } from '@/lib/contracts/training-run';
import { metricByName } from '@/lib/core/metrics/metric-name';
import { ok, type Result } from '@/lib/core/result';
import type { Actor } from '../access/caller';
import { requireBenchmark } from '../access/require-benchmark';
import { factsOfBenchmark } from '../benchmark/view';
import { readComparedModels } from '../publication/compare-models';
import { readItemsOfPair } from '../publication/find-differing-items';
import { readModel } from '../publication/find-model';
import { isSystem, readSystem } from '../publication/find-system';
import { readTrainings } from '../version/training';

export type ModelPage = {
  benchmark: BenchmarkFacts;
  model: ModelView;
  /** True if some official ranking has several versions of the model, or if the model is trained on the site. */
  isSystem: boolean;
  /** For members of its team: the version that counts in the open round, as long as no ranking shows it. Null for other readers. */
  unshown: { submissionId: string; version: string; roundTitle: string } | null;
};

/** The page of a model; the same for every reader outside its team. */
export async function findModelPage(
  actor: Actor | null,
  slug: string,
  modelSlug: string,
): Promise<Result<ModelPage>> {
  const { db } = webPlatform();
  const benchmark = await requireBenchmark(db, slug, actor);
  if (!benchmark.ok) return benchmark;
  const model = await readModel(db, benchmark.value, modelSlug);
  if (!model.ok) return model;
  const { benchmarkId } = benchmark.value;
  const counting =
    actor && (await findCountingOfOwnModel(db, { benchmarkId, modelSlug, userId: actor.userId }));
  const isShown = model.value.rounds.some(
    ({ round, entry }) => round === counting?.round && entry.version === counting.version,
  );
  return ok({
    benchmark: factsOfBenchmark(benchmark.value),
    model: model.value,
    isSystem: isSystem(model.value) || (await hasTrainings(db, { benchmarkId, modelSlug })),
    unshown: counting && !isShown ? counting : null,
  });
}

export type SystemPage = {
  benchmark: BenchmarkFacts;
  system: SystemView;
  /** Messages and logs of the model's trainings, for members of its team. Null for other readers. */
  logs: readonly OwnTrainingRunView[] | null;
};

/** The page that compares a model's versions over the rounds. */
export async function findSystemPage(
  actor: Actor | null,
  slug: string,
  modelSlug: string,
): Promise<Result<SystemPage>> {
  const { db } = webPlatform();
  const benchmark = await requireBenchmark(db, slug, actor);
  if (!benchmark.ok) return benchmark;
  const system = await readSystem(db, benchmark.value, modelSlug);
  if (!system.ok) return system;
  const { benchmarkId } = benchmark.value;
  const of = { benchmarkId, modelSlug };
  const isOfTeam = actor !== null && (await isMemberOfModelsTeam(db, { ...of, userId: actor.userId }));
  return ok({
    benchmark: factsOfBenchmark(benchmark.value),
    system: system.value,
    logs: isOfTeam ? (await readTrainings(db, of)).forTeam : null,
  });
}

/**
 * Two of the compared models, by their letters on the page, and the revealed rounds, newest first, that list the items on which
 * these two differ.
 */
export type DifferingPair = {
  letters: readonly [ModelLetter, ModelLetter];
  rounds: readonly DifferingItemsView[];
};

export type ComparePage = {
  benchmark: BenchmarkFacts;
  compared: ComparedModelsView;
  /** Null where fewer than two models are compared, and where no revealed round lists their differing items. */
  differing: DifferingPair | null;
  /** The reason why models can't be compared item by item: the metric has no value for each item. Otherwise null. */
  whyNotCompared: string | null;
};

/** Maximum number of rounds whose item values are read: a million items of each model take some milliseconds. */
const roundsMax = 3;

/**
 * The page that compares models side by side; the same for every reader.
 * @param pair letters of the two models to compare item by item, such as `AD`; by default the first two
 */
export async function findComparePage(
  slug: string,
  modelSlugs: readonly string[],
  pair: string,
  reader: Actor | null = null,
): Promise<Result<ComparePage>> {
  const { db } = webPlatform();
  const benchmark = await requireBenchmark(db, slug, reader);
  if (!benchmark.ok) return benchmark;
  const compared = await readComparedModels(db, benchmark.value, modelSlugs);
  return ok({
    benchmark: factsOfBenchmark(benchmark.value),
    compared,
    differing: await readDifferingPair(db, benchmark.value, compared, pair),
    whyNotCompared: findWhyNotCompared(benchmark.value),
  });
}

function findWhyNotCompared({ metric }: BenchmarkRow): string | null {
  const { itemComparison } = metricByName[metric];
  return itemComparison.by === 'nothing' ? itemComparison.reason : null;
}

async function readDifferingPair(
  db: Executor,
  benchmark: BenchmarkRow,
  { models, rounds }: ComparedModelsView,
  pair: string,
): Promise<DifferingPair | null> {
  const selected = models.filter(({ letter }) => pair.includes(letter));
  const [first, second] = selected.length === 2 ? selected : models;
  if (!first || !second) return null;
  const numbers = new Set(rounds.map(({ round }) => round));
  const revealed = (await listRoundsOf(db, [benchmark.benchmarkId], { drafts: false })).flatMap((round) =>
    round.state === 'revealed' && numbers.has(round.number) ? [round] : [],
  );
  const items = await readItemsOfPair(benchmark, revealed.slice(0, roundsMax), [
    first.model_slug,
    second.model_slug,
  ]);
  return items.length === 0
    ? null
    : { letters: [first.letter, second.letter], rounds: items.map(({ view }) => view) };
}
