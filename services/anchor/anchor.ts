import { webPlatform } from '@/adapters/web-platform';
import type { Executor } from '@/db/client';
import {
  listAnchorsOf,
  listRankedVersions,
  type NamedAnchor,
  type RankedModelVersion,
  updateAnchorDropped,
  upsertAnchor,
} from '@/db/queries/anchor-queries';
import { type BenchmarkRow, lockBenchmark } from '@/db/queries/benchmark-queries';
import { readClock } from '@/db/queries/clock-queries';
import { addJob } from '@/db/queries/job-queries';
import { type AnchorView, droppedAnchorSchema, newAnchorSchema } from '@/lib/contracts/anchor';
import { isArtefactKind } from '@/lib/core/benchmark';
import { isProven } from '@/lib/core/equating/anchors';
import { ok, type Result, refuse } from '@/lib/core/result';
import { asMaintainer } from '../access/authorized';
import { transact } from '../access/budgets';
import type { Actor } from '../access/caller';
import { recordAuditEvent } from '../access/record-audit-event';
import { requireBenchmark } from '../access/require-benchmark';

/**
 * Declares a model version an anchor: a maintainer publicly vouches, with a reason, that the version is frozen. The version
 * must be in an official ranking, so that the declaration reveals nothing about an open round. It counts in later rounds, and
 * in earlier ones that rank the version.
 */
export const designateAnchor = asMaintainer(newAnchorSchema, async ({ actor, benchmark }, input) => {
  const { model_slug: modelSlug, version, reason } = input;
  const { benchmarkId } = benchmark;
  return transact(async (tx): Promise<Result<AnchorView>> => {
    await lockBenchmark(tx, benchmarkId);
    const ranked = (await listRankedVersions(tx, benchmarkId)).find(
      (one) => one.modelSlug === modelSlug && one.version === version,
    );
    if (!ranked) return refuse({ kind: 'not_found', what: 'model version in an official ranking' });
    const at = await readClock(tx);
    const isNew = await upsertAnchor(tx, {
      benchmarkId,
      modelId: ranked.modelId,
      version,
      reason,
      designatedBy: actor.userId,
      designatedAt: at,
    });
    if (isNew) {
      await recordAuditEvent(tx, 'anchor_designated', {
        actor,
        benchmarkId,
        detail: { model: ranked.model, version, reason },
      });
      await addJob(tx, 'equate_rounds', { benchmarkId, scope: 'all' });
    }
    const anchors = await readAnchors(tx, benchmark);
    return ok(
      anchors.find(
        (anchor) => anchor.by === 'word' && anchor.model_slug === modelSlug && anchor.version === version,
      )!,
    );
  });
});

/** Withdraws a maintainer's declaration of an anchor: in rounds that open from now on, the version no longer counts as frozen. */
export const dropAnchor = asMaintainer(droppedAnchorSchema, async ({ actor, benchmark }, input) => {
  const { model_slug: modelSlug, version } = input;
  const { benchmarkId } = benchmark;
  return transact(async (tx): Promise<Result<null>> => {
    await lockBenchmark(tx, benchmarkId);
    const at = await readClock(tx);
    const dropped = await updateAnchorDropped(tx, { benchmarkId, modelSlug, version }, at);
    if (!dropped) return refuse({ kind: 'not_found', what: 'anchor model' });
    await recordAuditEvent(tx, 'anchor_dropped', {
      actor,
      benchmarkId,
      detail: { model: dropped.model, version },
    });
    await addJob(tx, 'equate_rounds', { benchmarkId, scope: 'all' });
    return ok(null);
  });
});

/**
 * The anchors of a benchmark, the same for every reader: first those that are proven by automatic evaluation, then those that a
 * maintainer vouched for, including withdrawn ones.
 */
export async function listAnchors(slug: string, reader: Actor | null = null): Promise<Result<AnchorView[]>> {
  const { db } = webPlatform();
  const benchmark = await requireBenchmark(db, slug, reader);
  return benchmark.ok ? ok(await readAnchors(db, benchmark.value)) : benchmark;
}

export async function readAnchors(
  db: Executor,
  { benchmarkId, accepts }: Pick<BenchmarkRow, 'benchmarkId' | 'accepts'>,
): Promise<AnchorView[]> {
  const vouched = await listAnchorsOf(db, benchmarkId);
  // Only versions that the scorer itself runs can be proven anchors, so a benchmark of prediction files may have none.
  const hasAnchors = vouched.length > 0 || accepts.some(isArtefactKind);
  return viewOfAnchors(vouched, hasAnchors ? await listRankedVersions(db, benchmarkId) : []);
}

const viewOfAnchors = (
  vouched: readonly NamedAnchor[],
  versions: readonly RankedModelVersion[],
): AnchorView[] => [
  ...versions.flatMap(viewOfProven),
  ...vouched.map((anchor) => viewOfVouched(anchor, versions)),
];

/** An automatically evaluated version was frozen before each of those rounds opened, which proves it an anchor there. */
function viewOfProven({
  model,
  modelSlug,
  team,
  version,
  frozenAt,
  files,
}: RankedModelVersion): AnchorView[] {
  const proven = files.filter(isProven);
  if (proven.length === 0) return [];
  const words = { vouched_for_by: null, reason: null, designated_at: null, dropped_at: null };
  const named = { by: 'proof' as const, model, model_slug: modelSlug, team, version, frozen_at: frozenAt };
  return [{ ...named, ...words, ...placesOf(proven) }];
}

const viewOfVouched = (anchor: NamedAnchor, versions: readonly RankedModelVersion[]): AnchorView => ({
  by: 'word',
  model: anchor.model,
  model_slug: anchor.modelSlug,
  team: anchor.team,
  version: anchor.version,
  frozen_at: null,
  vouched_for_by: 'a maintainer',
  reason: anchor.reason,
  designated_at: anchor.designatedAt.toISOString(),
  dropped_at: anchor.droppedAt?.toISOString() ?? null,
  ...placesOf(filesOf(anchor, versions)),
});

const placesOf = (files: RankedModelVersion['files']): Pick<AnchorView, 'rounds' | 'files'> => ({
  rounds: files.map(({ round }) => round),
  files: files.map(({ round, sha256 }) => ({ round, sha256 })),
});

const filesOf = (anchor: NamedAnchor, versions: readonly RankedModelVersion[]): RankedModelVersion['files'] =>
  versions.find(({ modelSlug, version }) => modelSlug === anchor.modelSlug && version === anchor.version)
    ?.files ?? [];

/** A ranked model version that a maintainer may vouch for as an anchor. */
export type AnchorCandidate = {
  model: string;
  modelSlug: string;
  version: string;
  team: string;
  rounds: number[];
};

/** The anchors of a benchmark, and the ranked versions that could become anchors, for people with a role in it. */
export async function readAnchorsAndCandidates(
  db: Executor,
  benchmarkId: string,
): Promise<{ anchors: AnchorView[]; candidates: AnchorCandidate[] }> {
  const [anchors, versions] = await Promise.all([
    listAnchorsOf(db, benchmarkId),
    listRankedVersions(db, benchmarkId),
  ]);
  const isDesignated = (version: AnchorCandidate) =>
    anchors.some(
      (anchor) =>
        anchor.droppedAt === null &&
        anchor.modelSlug === version.modelSlug &&
        anchor.version === version.version,
    );
  return {
    anchors: viewOfAnchors(anchors, versions),
    candidates: versions
      .map(({ model, modelSlug, version, team, files }) => ({
        model,
        modelSlug,
        version,
        team,
        rounds: files.map(({ round }) => round),
      }))
      .filter((version) => !isDesignated(version)),
  };
}
