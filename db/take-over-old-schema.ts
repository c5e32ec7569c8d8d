import { readMigrationFiles } from 'drizzle-orm/migrator';
import type postgres from 'postgres';

/** The last migration from before the baseline, as the migrator kept it. */
const lastOldMigration = {
  hash: '3ecea9619c29760a8e84523ed4d5318daad0c51eac0b10f5c70397a4ee3f6a1b',
  createdAt: 1_795_678_389_543,
};
/** The last commit that has the migrations from before the baseline. */
const lastOldCommit = '90d37d6';

/**
 * Lets a site that stands at the last migration from before the baseline go on from there: the baseline is what those migrations had
 * made, so only the migrator's list changes. A database that is neither new, nor there, nor further on is refused.
 * @throws when it stands at another migration from before the baseline, or at one that this version doesn't have
 */
export async function takeOverOldSchema(owner: postgres.Sql, migrationsFolder: string): Promise<void> {
  const newest = await findNewestMigration(owner);
  if (!newest) return;
  const migrations = readMigrationFiles({ migrationsFolder });
  const baseline = migrations[0];
  const last = migrations.at(-1);
  if (!baseline || !last) throw new Error('there are no migrations');
  if (newest.createdAt > last.folderMillis)
    throw new Error('this database was migrated by a newer Tidemark; start that one, or a newer one');
  if (newest.createdAt >= baseline.folderMillis) return;
  if (newest.createdAt !== lastOldMigration.createdAt || newest.hash !== lastOldMigration.hash)
    throw new Error(
      `this database stands at a migration that this version doesn't know any more: start commit ${lastOldCommit} on it once, then this one`,
    );
  await owner.begin(async (tx) => {
    await tx`delete from drizzle.__drizzle_migrations`;
    await tx`
      insert into drizzle.__drizzle_migrations (hash, created_at) values (${baseline.hash}, ${baseline.folderMillis})`;
  });
}

async function findNewestMigration(
  owner: postgres.Sql,
): Promise<{ hash: string; createdAt: number } | undefined> {
  const [list] = await owner`select to_regclass('drizzle.__drizzle_migrations') as name`;
  if (!list?.name) return undefined;
  const [newest] = await owner<{ hash: string; createdAt: number }[]>`
    select hash, created_at::double precision as "createdAt" from drizzle.__drizzle_migrations order by created_at desc limit 1`;
  return newest;
}
