import { and, asc, eq, isNull, sql } from 'drizzle-orm';
import type { Evidence } from '@/lib/core/benchmark';
import type { EntryKind } from '@/lib/core/leaderboard/leaderboard';
import type { Executor } from '../client';
import { anchors } from '../schema/freshness';
import { models } from '../schema/models';
import { teamNames } from '../schema/team-links';
import { isNamedIn } from './pseudonym-queries';

/** The anchors of a benchmark, dropped ones too, by model and version. */
export async function listAnchorsOf(db: Executor, benchmarkId: string) {
  return db
    .select({
      model: models.name,
      modelSlug: models.slug,
      team: teamNames.name,
      version: anchors.version,
      reason: anchors.reason,
      designatedAt: anchors.designatedAt,
      droppedAt: anchors.droppedAt,
    })
    .from(anchors)
    .innerJoin(models, eq(models.modelId, anchors.modelId))
    .innerJoin(teamNames, isNamedIn(models.benchmarkId, models.teamId))
    .where(eq(anchors.benchmarkId, benchmarkId))
    .orderBy(asc(models.name), asc(anchors.version));
}

/** An anchor model with its public names. */
export type NamedAnchor = Awaited<ReturnType<typeof listAnchorsOf>>[number];

/** A model version that an official ranking has shown. */
export type RankedModelVersion = {
  modelId: string;
  model: string;
  modelSlug: string;
  team: string;
  version: string;
  /** The time at which its artefact was frozen; null for a version that is a file in each round. */
  frozenAt: string | null;
  /** The rounds whose newest official ranking shows the version, ascending, each with the hash of its file in that round. */
  files: { round: number; sha256: string; evidence: Evidence; kind: EntryKind }[];
};

/**
 * The model versions in the newest official rankings of a benchmark, including those beside a counting one, by model and version.
 */
export async function listRankedVersions(db: Executor, benchmarkId: string): Promise<RankedModelVersion[]> {
  const rows = await db.execute<RankedModelVersion>(sql`
    with newest as (
      select distinct on (r.round_id) r.round_id, r.number, s.leaderboard from rounds r join snapshots s using (round_id)
      where r.benchmark_id = ${benchmarkId} and s.split = 'final' and r.state in ('closed', 'revealed')
        and s.leaderboard ->> 'erratum' is null
      order by r.round_id, s.revision desc
    ), entry as (
      select round_id, number, e ->> 'model_slug' as slug, e ->> 'version' as version, e ->> 'evidence' as evidence,
        coalesce(e ->> 'kind', 'entry') as kind
      from newest, jsonb_array_elements((leaderboard -> 'entries') || coalesce(leaderboard -> 'reference_entries', '[]')) e
    )
    select m.model_id as "modelId", m.name as model, m.slug as "modelSlug", t.name as team, entry.version,
      to_char(min(frozen.frozen_at) at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as "frozenAt",
      jsonb_agg(jsonb_build_object('round', entry.number, 'sha256', v.file_sha256, 'evidence', entry.evidence, 'kind', entry.kind)
        order by entry.number) as files
    from entry join models m on m.benchmark_id = ${benchmarkId} and m.slug = entry.slug join team_names t on t.team_id = m.team_id and t.benchmark_id = m.benchmark_id
    join version_files v on v.round_id = entry.round_id and v.model_id = m.model_id and v.version = entry.version
    left join model_versions frozen on frozen.model_id = m.model_id and frozen.version = entry.version and frozen.state <> 'refused'
    group by m.model_id, m.name, m.slug, t.name, entry.version order by m.name, entry.version`);
  return [...rows];
}

/** Makes a model version a vouched anchor, also one that was dropped before. False when it is an anchor already. */
export async function upsertAnchor(
  db: Executor,
  anchor: Omit<typeof anchors.$inferInsert, 'droppedAt'>,
): Promise<boolean> {
  const { reason, designatedBy, designatedAt } = anchor;
  const rows = await db
    .insert(anchors)
    .values(anchor)
    .onConflictDoUpdate({
      target: [anchors.benchmarkId, anchors.modelId, anchors.version],
      set: { reason, designatedBy, designatedAt, droppedAt: null },
      setWhere: sql`${anchors.droppedAt} is not null`,
    })
    .returning({ modelId: anchors.modelId });
  return rows.length > 0;
}

/** The names of the dropped anchor; undefined when there is none, or it was dropped before. */
export async function updateAnchorDropped(
  db: Executor,
  { benchmarkId, modelSlug, version }: { benchmarkId: string; modelSlug: string; version: string },
  droppedAt: Date,
): Promise<{ model: string } | undefined> {
  const [row] = await db
    .update(anchors)
    .set({ droppedAt })
    .from(models)
    .where(
      and(
        eq(anchors.benchmarkId, benchmarkId),
        eq(anchors.modelId, models.modelId),
        eq(models.slug, modelSlug),
        eq(anchors.version, version),
        isNull(anchors.droppedAt),
      ),
    )
    .returning({ model: models.name });
  return row;
}
