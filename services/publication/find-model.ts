import { webPlatform } from '@/adapters/web-platform';
import type { Executor } from '@/db/client';
import { listNewestEquatings } from '@/db/queries/assessment-queries';
import type { BenchmarkRow } from '@/db/queries/benchmark-queries';
import { listRoundsOf } from '@/db/queries/round-queries';
import { listSnapshotsOfModel, type SnapshotOfModel } from '@/db/queries/snapshot-queries';
import { listFilesOfModel } from '@/db/queries/version-queries';
import type { ExportedBenchmark, OfficialResult } from '@/lib/contracts/exports/official-result';
import { type ModelInRoundView, type ModelView, modelSlugSchema } from '@/lib/contracts/model';
import { compareWithLastRound, type RowBefore } from '@/lib/core/equating/equate-score';
import type { Equating } from '@/lib/core/equating/equating';
import type { Refusal } from '@/lib/core/refusal';
import { ok, type Result, refuse } from '@/lib/core/result';
import type { PublicRound } from '@/lib/core/round/round';
import type { Actor } from '../access/caller';
import { requireBenchmark } from '../access/require-benchmark';
import { readFreshness, requireFreshness } from '../round/read-freshness';
import {
  chooseShown,
  findRoundBefore,
  isOfficial,
  listShownTables,
  urlOfRound,
  viewOfEntry,
  viewOfPublishedAt,
} from './view-of-ranking';

/** A model in the published rankings; the same for every reader. */
export async function findModel(
  slug: string,
  modelSlug: string,
  reader: Actor | null = null,
): Promise<Result<ModelView>> {
  const { db } = webPlatform();
  const benchmark = await requireBenchmark(db, slug, reader);
  return benchmark.ok ? readModel(db, benchmark.value, modelSlug) : benchmark;
}

/** A model that no ranking shows is missing (404) for every reader, so that neither its existence nor its name is revealed. */
export async function readModel(
  db: Executor,
  { benchmarkId, slug, metric, direction }: BenchmarkRow,
  modelSlug: string,
): Promise<Result<ModelView>> {
  const missing = refuse<Refusal>({ kind: 'not_found', what: 'model' });
  if (!modelSlugSchema.safeParse(modelSlug).success) return missing;
  const rounds = await listRoundsOf(db, [benchmarkId], { drafts: false });
  const shown = chooseShown(
    await listSnapshotsOfModel(db, listShownTables(rounds), modelSlug),
    ({ isCorrected }) => isCorrected,
  );
  const entered = rounds.filter(({ roundId }) => shown.get(roundId)?.entry);
  const newest = shown.get(entered[0]?.roundId ?? '')?.entry;
  if (!newest) return missing;
  const files = await readPublicFiles(db, { benchmarkId, modelSlug }, entered);
  const equatings = await listNewestEquatings(
    db,
    entered.map(({ roundId }) => roundId),
  );
  return ok({
    benchmark: slug,
    model: newest.model,
    model_slug: newest.model_slug,
    team: newest.team,
    team_slug: newest.team_slug,
    metric,
    direction,
    rounds: entered.flatMap((round) =>
      viewOfModelInRound(round, shown.get(round.roundId), {
        equating: equatings.get(round.roundId),
        before: rowBefore(findRoundBefore(rounds, round), shown, equatings),
        fileOf: (version) => files.get(JSON.stringify([round.roundId, version])),
      }),
    ),
  });
}

/** Reads the files that a reveal has published, with hashes; the hash of an unpublished file could help to guess its content. */
async function readPublicFiles(
  db: Executor,
  model: { benchmarkId: string; modelSlug: string },
  rounds: readonly PublicRound[],
): Promise<ReadonlyMap<string, string>> {
  const revealed = rounds.filter(({ state }) => state === 'revealed');
  const files = await listFilesOfModel(db, { ...model, roundIds: revealed.map(({ roundId }) => roundId) });
  return new Map(
    files.map(({ roundId, version, fileSha256 }) => [JSON.stringify([roundId, version]), fileSha256]),
  );
}

type ShownModel = SnapshotOfModel & { corrected: SnapshotOfModel | null };

/** The model's row in the official ranking before this round's. */
function rowBefore(
  last: PublicRound | undefined,
  shown: ReadonlyMap<string, ShownModel>,
  equatings: ReadonlyMap<string, Equating>,
): RowBefore | undefined {
  const ranking = last && shown.get(last.roundId);
  if (!last || !ranking?.entry) return undefined;
  const { entry, metric, itemCount } = ranking;
  return { round: last.number, entry, metric, itemCount, equating: equatings.get(last.roundId) };
}

function viewOfModelInRound(
  round: PublicRound,
  ranking: ShownModel | undefined,
  beside: {
    equating: Equating | undefined;
    before: RowBefore | undefined;
    fileOf: (version: string) => string | undefined;
  },
): ModelInRoundView[] {
  if (!ranking?.entry) return [];
  const { entry, reference_entries, corrected, split, provisional, metric, itemCount, overfitting } = ranking;
  const equating = split === 'final' ? beside.equating : undefined;
  const of = { metric, item_count: itemCount };
  return [
    {
      round: round.number,
      title: round.title,
      state: round.state,
      snapshot_id: ranking.snapshotId,
      published_at: viewOfPublishedAt(ranking, ranking.publishedAt),
      split,
      provisional,
      item_count: itemCount,
      ranked: ranking.rankedCount,
      sha256: beside.fileOf(entry.version) ?? null,
      entry: viewOfEntry(of, entry, {
        ...{ equating, overfitting, after: corrected?.entry ?? undefined },
        lastRound: compareWithLastRound(entry, equating, beside.before),
      }),
      reference_entries: reference_entries.map((beside) =>
        viewOfEntry(of, beside, { equating, overfitting, after: undefined }),
      ),
    },
  ];
}

export type ModelResults = {
  benchmark: ExportedBenchmark;
  model: string;
  /** Results, those of the newest round first; never empty. */
  results: readonly OfficialResult[];
};

/** A model's scores in all official rankings that count. */
export async function findModelResults(
  slug: string,
  modelSlug: string,
  reader: Actor | null = null,
): Promise<Result<ModelResults>> {
  const { db } = webPlatform();
  const benchmark = await requireBenchmark(db, slug, reader);
  if (!benchmark.ok) return benchmark;
  const model = await readModel(db, benchmark.value, modelSlug);
  if (!model.ok) return model;
  const rounds = await listCountingRounds(benchmark.value);
  const freshness = await readFreshness(db, [benchmark.value.benchmarkId]);
  const results = model.value.rounds.flatMap((shown): OfficialResult[] => {
    const round = rounds.get(shown.round);
    if (!round || shown.provisional) return [];
    return [
      {
        ...{ round: shown.round, roundTitle: shown.title, url: urlOfRound(slug, shown.round) },
        ...{ snapshotId: shown.snapshot_id, publishedAt: shown.published_at, metric: model.value.metric },
        ...{ direction: model.value.direction, itemCount: shown.item_count, ranked: shown.ranked },
        ...{ freshness: requireFreshness(freshness, round).state, entry: shown.entry },
      },
    ];
  });
  return results.length === 0
    ? refuse({ kind: 'not_found', what: 'official score' })
    : ok({ benchmark: benchmark.value, model: model.value.model, results });
}

async function listCountingRounds({ benchmarkId }: BenchmarkRow): Promise<ReadonlyMap<number, PublicRound>> {
  const rounds = await listRoundsOf(webPlatform().db, [benchmarkId], { drafts: false });
  return new Map(rounds.filter(isOfficial).map((round) => [round.number, round]));
}
