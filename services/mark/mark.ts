import { webPlatform } from '@/adapters/web-platform';
import type { Executor } from '@/db/client';
import { addJob } from '@/db/queries/add-job';
import { type BenchmarkRow, lockBenchmark } from '@/db/queries/benchmark-queries';
import {
  listMarksOf,
  listRankedVersions,
  type NamedMark,
  type RankedModelVersion,
  updateMarkDropped,
  upsertMark,
} from '@/db/queries/mark-queries';
import { readClock } from '@/db/queries/read-clock';
import { droppedMarkSchema, type MarkView, newMarkSchema } from '@/lib/contracts/mark';
import { parseWith } from '@/lib/contracts/parse-metadata';
import { isProven } from '@/lib/core/equating/anchors';
import type { Refusal } from '@/lib/core/refusal';
import { ok, type Result, refuse } from '@/lib/core/result';
import type { Actor } from '../access/caller';
import { recordAct } from '../access/record-act';
import { requireBenchmark, requireMaintained } from '../access/require-benchmark';

/**
 * Vouches that a model version is frozen, in public and with a reason. Only a version in an official ranking, so that it reveals
 * nothing of an open round. It counts in later rounds and in the earlier ones that rank it.
 */
export async function designateMark(
  actor: Actor | null,
  slug: string,
  input: unknown,
): Promise<Result<MarkView, Refusal>> {
  const { db } = webPlatform();
  const maintained = await requireMaintained(db, actor, slug);
  if (!maintained.ok) return maintained;
  const parsed = parseWith(newMarkSchema, input);
  if (!parsed.ok) return parsed;
  const { model, version, reason } = parsed.value;
  const { benchmarkId } = maintained.value.benchmark;
  return db.transaction(async (tx): Promise<Result<MarkView, Refusal>> => {
    await lockBenchmark(tx, benchmarkId);
    const ranked = (await listRankedVersions(tx, benchmarkId)).find(
      (one) => one.modelSlug === model && one.version === version,
    );
    if (!ranked) return refuse({ kind: 'not_found', what: 'model version in an official ranking' });
    const at = await readClock(tx);
    const isNew = await upsertMark(tx, {
      benchmarkId,
      modelId: ranked.modelId,
      version,
      reason,
      designatedBy: maintained.value.actor.userId,
      designatedAt: at,
    });
    if (isNew) {
      await recordAct(tx, {
        act: 'mark_designated',
        actor: maintained.value.actor,
        benchmarkId,
        detail: { model: ranked.model, version, reason },
      });
      await addJob(tx, 'equate_rounds', { benchmarkId, scope: 'all' });
    }
    const marks = await readMarks(tx, maintained.value.benchmark);
    return ok(
      marks.find((mark) => mark.by === 'word' && mark.model_slug === model && mark.version === version)!,
    );
  });
}

/** Ends the word for a model version: rounds that open from now on don't count it as frozen. */
export async function dropMark(
  actor: Actor | null,
  slug: string,
  input: unknown,
): Promise<Result<null, Refusal>> {
  const { db } = webPlatform();
  const maintained = await requireMaintained(db, actor, slug);
  if (!maintained.ok) return maintained;
  const parsed = parseWith(droppedMarkSchema, input);
  if (!parsed.ok) return parsed;
  const { model, version } = parsed.value;
  const { benchmarkId } = maintained.value.benchmark;
  return db.transaction(async (tx): Promise<Result<null, Refusal>> => {
    await lockBenchmark(tx, benchmarkId);
    const at = await readClock(tx);
    const dropped = await updateMarkDropped(tx, { benchmarkId, modelSlug: model, version }, at);
    if (!dropped) return refuse({ kind: 'not_found', what: 'calibration mark' });
    await recordAct(tx, {
      act: 'mark_dropped',
      actor: maintained.value.actor,
      benchmarkId,
      detail: { model: dropped.model, version },
    });
    await addJob(tx, 'equate_rounds', { benchmarkId, scope: 'all' });
    return ok(null);
  });
}

/** The anchors of a benchmark, by proof first, and those by word including dropped ones; the same for every reader. */
export async function listMarks(slug: string): Promise<Result<MarkView[], Refusal>> {
  const { db } = webPlatform();
  const benchmark = await requireBenchmark(db, slug);
  return benchmark.ok ? ok(await readMarks(db, benchmark.value)) : benchmark;
}

export async function readMarks(
  db: Executor,
  { benchmarkId, accepts }: Pick<BenchmarkRow, 'benchmarkId' | 'accepts'>,
): Promise<MarkView[]> {
  const vouched = await listMarksOf(db, benchmarkId);
  // Without models there are no anchors by proof.
  const hasMarks = vouched.length > 0 || accepts.includes('onnx');
  return viewOfMarks(vouched, hasMarks ? await listRankedVersions(db, benchmarkId) : []);
}

const viewOfMarks = (vouched: readonly NamedMark[], versions: readonly RankedModelVersion[]): MarkView[] => [
  ...versions.flatMap(viewOfProven),
  ...vouched.map((mark) => viewOfVouched(mark, versions)),
];

/** A version is an anchor by proof in every round of its automatic evaluation. */
function viewOfProven({ model, modelSlug, team, version, frozenAt, files }: RankedModelVersion): MarkView[] {
  const proven = files.filter(isProven);
  if (proven.length === 0) return [];
  const words = { vouched_for_by: null, reason: null, designated_at: null, dropped_at: null };
  const named = { by: 'proof' as const, model, model_slug: modelSlug, team, version, frozen_at: frozenAt };
  return [{ ...named, ...words, ...placesOf(proven) }];
}

const viewOfVouched = (mark: NamedMark, versions: readonly RankedModelVersion[]): MarkView => ({
  by: 'word',
  model: mark.model,
  model_slug: mark.modelSlug,
  team: mark.team,
  version: mark.version,
  frozen_at: null,
  vouched_for_by: 'a maintainer',
  reason: mark.reason,
  designated_at: mark.designatedAt.toISOString(),
  dropped_at: mark.droppedAt?.toISOString() ?? null,
  ...placesOf(filesOf(mark, versions)),
});

const placesOf = (files: RankedModelVersion['files']): Pick<MarkView, 'rounds' | 'files'> => ({
  rounds: files.map(({ round }) => round),
  files: files.map(({ round, sha256 }) => ({ round, sha256 })),
});

const filesOf = (mark: NamedMark, versions: readonly RankedModelVersion[]): RankedModelVersion['files'] =>
  versions.find(({ modelSlug, version }) => modelSlug === mark.modelSlug && version === mark.version)
    ?.files ?? [];

/** A model version that a maintainer may vouch for. */
export type MarkCandidate = {
  model: string;
  modelSlug: string;
  version: string;
  team: string;
  rounds: number[];
};

/** The anchors of a benchmark, and its other ranked model versions, for the people who decide about them. */
export async function readMarksAndCandidates(
  db: Executor,
  benchmarkId: string,
): Promise<{ marks: MarkView[]; candidates: MarkCandidate[] }> {
  const [marks, versions] = await Promise.all([
    listMarksOf(db, benchmarkId),
    listRankedVersions(db, benchmarkId),
  ]);
  const isMark = (version: MarkCandidate) =>
    marks.some(
      (mark) =>
        mark.droppedAt === null && mark.modelSlug === version.modelSlug && mark.version === version.version,
    );
  return {
    marks: viewOfMarks(marks, versions),
    candidates: versions
      .map(({ model, modelSlug, version, team, files }) => ({
        model,
        modelSlug,
        version,
        team,
        rounds: files.map(({ round }) => round),
      }))
      .filter((version) => !isMark(version)),
  };
}
