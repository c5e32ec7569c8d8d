import { sql } from 'drizzle-orm';
import type { ArtefactKind } from '@/lib/core/benchmark';
import type { Disclosure } from '@/lib/core/model/disclosure';
import type { Executor } from '../client';
import { submissions } from '../schema/submissions';

/** An active version that has no automatic evaluation in the round yet. */
export type VersionToEnter = {
  versionId: string;
  modelId: string;
  teamId: string;
  version: string;
  kind: ArtefactKind;
  versionSkeleton: string;
  fileSha256: string;
  fileByteCount: number;
  /** The team's disclosure about the version when it was frozen. */
  disclosure: Disclosure;
};

/**
 * Lists the active versions of a round's benchmark that were frozen before it opened and aren't entered yet.
 * Teams alternate; each team's versions are in the order of freezing, since the last one entered is the one
 * that counts. A trained version was sent with its image. Versions sent by people whom a maintainer removed
 * aren't listed.
 */
export async function listVersionsToEnter(
  db: Executor,
  { roundId, openedAt }: { roundId: string; openedAt: Date },
): Promise<VersionToEnter[]> {
  const rows = await db.execute<VersionToEnter & { byteCount: string }>(sql`
    select v.version_id as "versionId", v.model_id as "modelId", m.team_id as "teamId", v.version, v.kind, v.skeleton as "versionSkeleton",
      v.sha256 as "fileSha256", v.byte_count as "byteCount", first.disclosure
    from model_versions v join models m using (model_id) join rounds r using (benchmark_id)
      join submissions first on first.version_id = coalesce(v.image_version_id, v.version_id) and not first.is_automatic
    where r.round_id = ${roundId} and v.state = 'active' and v.frozen_at < ${openedAt.toISOString()}::timestamptz
      and not exists (select from submissions s where s.round_id = r.round_id and s.version_id = v.version_id and s.is_automatic)
      and not is_kept_out(r.benchmark_id, m.team_id, first.user_id)
    order by row_number() over (partition by m.team_id order by v.frozen_at, v.version_id), m.team_id`);
  return rows.map(({ byteCount, ...version }) => ({ ...version, fileByteCount: Number(byteCount) }));
}

/** Enters an automatic evaluation. False if the version is entered already. */
export async function insertAutomaticSubmission(
  db: Executor,
  values: VersionToEnter & { submissionId: string; roundId: string; receivedAt: Date; deadlineAt: Date },
): Promise<boolean> {
  const rows = await db
    .insert(submissions)
    .values({
      ...values,
      isAutomatic: true,
      evidence: 'prospective',
      idempotencyKey: `automatic:${values.roundId}:${values.versionId}`,
      requestSha256: values.fileSha256,
      state: 'queued',
    })
    .onConflictDoNothing()
    .returning({ id: submissions.submissionId });
  return rows.length > 0;
}

/**
 * Progress of a round's automatic evaluations, with a limited number of failures by model, each with its code
 * but no message. Until the close, every evaluation counts as waiting.
 */
export type AutomaticProgress = {
  waiting: number;
  scored: number;
  failed: number;
  failures: { model: string; team: string; version: string; code: string | null }[];
};

export async function findAutomaticProgress(
  db: Executor,
  roundId: string,
  failuresMax: number,
): Promise<AutomaticProgress> {
  const [row] = await db.execute<AutomaticProgress>(sql`
    with automatic as (
      select case when r.state = 'open' or r.state = 'frozen' and r.frozen_from = 'open' then 'queued' else s.state end as state,
        s.code, s.version, m.name as model, t.name as team
      from submissions s join rounds r using (round_id) join models m using (model_id)
        join team_names t on t.team_id = s.team_id and t.benchmark_id = r.benchmark_id
      where s.round_id = ${roundId} and s.is_automatic
    )
    select (count(*) filter (where state in ('received', 'queued', 'scoring')))::int as waiting,
      (count(*) filter (where state = 'scored'))::int as scored,
      (count(*) filter (where state in ('rejected', 'failed')))::int as failed,
      (select coalesce(jsonb_agg(jsonb_build_object('model', model, 'team', team, 'version', version, 'code', code)), '[]') from (
        select * from automatic where state in ('rejected', 'failed') order by model, version limit ${failuresMax}) listed) as failures
    from automatic`);
  if (!row) throw new Error('a count without a row');
  return row;
}
