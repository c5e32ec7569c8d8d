import type postgres from 'postgres';
import { cleanName } from '@/lib/core/name/clean-name';
import { type NamedApart, nameApart } from '@/lib/core/name/name-apart';
import { skeletonOf } from '@/lib/core/name/skeleton-of';

/** A row from before skeletons has its id in the place of one: no name looks like that. */
type OldRow = { id: string; name: string; slug: string };

/**
 * Names from before look-alikes were refused: the first team, and in each benchmark the first model, keeps its name, and others that
 * look like it get a number. What has been published keeps the names that it was published with.
 */
export async function nameOldRowsApart(owner: postgres.Sql): Promise<void> {
  await owner.begin(async (tx) => {
    const teams = await tx<OldRow[]>`
      select team_id as id, name, slug from teams where skeleton = team_id::text order by created_at, team_id`;
    const named = await tx<
      { skeleton: string }[]
    >`select skeleton from teams where skeleton <> team_id::text`;
    for (const { id, name, skeleton } of apart(teams, 'Team', named))
      await tx`update teams set name = ${name}, skeleton = ${skeleton} where team_id = ${id}`;
    const models = await tx<(OldRow & { benchmarkId: string })[]>`
      select model_id as id, name, slug, benchmark_id as "benchmarkId" from models
      where skeleton = model_id::text order by created_at, model_id`;
    for (const benchmarkId of new Set(models.map((model) => model.benchmarkId))) {
      const unnamed = models.filter((model) => model.benchmarkId === benchmarkId);
      const others = await tx<{ skeleton: string }[]>`
        select skeleton from models where benchmark_id = ${benchmarkId} and skeleton <> model_id::text`;
      for (const { id, name, skeleton } of apart(unnamed, 'Model', others))
        await tx`update models set name = ${name}, skeleton = ${skeleton} where model_id = ${id}`;
    }
    if (teams.length > 0) await cleanPeople(tx);
    await markOldVersions(tx);
  });
}

/** Versions keep their names: of those of a round that look alike already, the first alone has the skeleton. */
async function markOldVersions(tx: postgres.TransactionSql): Promise<void> {
  const old = await tx<
    { version: string }[]
  >`select distinct version from version_files where skeleton is null`;
  for (const { version } of old) {
    const skeleton = skeletonOf(version);
    await tx`
      update version_files v set skeleton = ${skeleton} where v.version = ${version} and v.skeleton is null and not exists (
        select from version_files o where (o.round_id, o.model_id, o.skeleton) = (v.round_id, v.model_id, ${skeleton}))`;
  }
}

function apart(rows: readonly OldRow[], word: string, named: readonly { skeleton: string }[]): NamedApart[] {
  const slugs = new Map(rows.map(({ id, slug }) => [id, slug]));
  return nameApart(
    rows,
    (id) => `${word} ${slugs.get(id)}`,
    named.map(({ skeleton }) => skeleton),
  );
}

/** Names as providers gave them. */
async function cleanPeople(tx: postgres.TransactionSql): Promise<void> {
  const people = await tx<{ id: string; name: string }[]>`
    select user_id as id, name from users where name is not null`;
  for (const { id, name } of people) {
    const cleaned = cleanName(name);
    if (cleaned !== name) await tx`update users set name = ${cleaned} where user_id = ${id}`;
  }
}
