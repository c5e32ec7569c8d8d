import { createHash } from 'node:crypto';
import { join, resolve } from 'node:path';
import { Command } from 'commander';
import { sql } from 'drizzle-orm';
import { isObjectMissing, type ListedObject, type ObjectStore } from '@/adapters/object-store/object-store';
import {
  formatPlace,
  openObjectStore,
  readObjectStorePlace,
} from '@/adapters/object-store/open-object-store';
import { typedFrom } from '@/cli/archive/terminal';
import { connect, type Database } from '@/db/client';
import { scorerRole, webRole } from '@/db/roles';
import { forEachOf } from '../backup/backup-folder';
import { findFault, listNamedObjects, listObjects } from '../backup/named-objects';
import { say } from '../start/progress';

type Migration = {
  readonly copied: number;
  /** Number of objects that an earlier run copied. */
  readonly equal: number;
  /** Number of the target's objects that the source doesn't have. */
  readonly others: number;
};

/**
 * Copies every object, reads the copy again and compares its SHA-256. Objects that the target has already are
 * compared and not copied, so a run continues an interrupted one. The source stays unchanged. @throws if a
 * copy differs
 */
export async function migrateStore(from: ObjectStore, to: ObjectStore): Promise<Migration> {
  const there = new Map((await listObjects(to)).map((one) => [one.key, one.byteCount]));
  let [copied, equal] = [0, 0];
  const known = new Set<string>();
  await forEachOf(await listObjects(from), async ({ key, byteCount }: ListedObject) => {
    known.add(key);
    const source = await hashObject(from, key);
    // The object was deleted meanwhile.
    if (source === null) return;
    if (there.get(key) === byteCount && (await hashObject(to, key)) === source) {
      equal++;
      return;
    }
    await to.put(key, (await from.open(key)).stream);
    if ((await hashObject(to, key)) !== source)
      throw new Error(`The copy of ${key} differs from it. Run the command again.`);
    copied++;
  });
  return { copied, equal, others: [...there.keys()].filter((key) => !known.has(key)).length };
}

/** Computes the SHA-256 of an object; null if there is none. */
async function hashObject(objects: ObjectStore, key: string): Promise<string | null> {
  const hash = createHash('sha256');
  try {
    for await (const chunk of (await objects.open(key)).stream) hash.update(chunk);
  } catch (error) {
    if (isObjectMissing(error)) return null;
    throw error;
  }
  return hash.digest('hex');
}

/** Runs the command `migrate-store`. @returns the exit code: 0 once the site may start with the target */
export async function runMigrateStore(
  words: readonly string[],
  site: { readonly ownerUrl: string; readonly dataDir: string },
): Promise<number> {
  let exitCode = 0;
  const program = new Command('admin').exitOverride();
  program
    .command('migrate-store')
    .description(
      'copy all objects to another store and compare them; again after an interruption, and to go back',
    )
    .requiredOption('--to <place>', 'a folder, or s3://bucket/prefix')
    .action(async ({ to }: { to: string }) => {
      exitCode = await migrate(to.startsWith('s3://') ? to : resolve(typedFrom(), to), site);
    });
  await program.parseAsync([...words], { from: 'user' });
  return exitCode;
}

async function migrate(
  address: string,
  { ownerUrl, dataDir }: Parameters<typeof runMigrateStore>[1],
): Promise<number> {
  const ownFolder = join(dataDir, 'objects');
  const source = readObjectStorePlace(process.env, ownFolder);
  const target = readObjectStorePlace({ ...process.env, TIDEMARK_OBJECT_STORE: address }, ownFolder);
  if (formatPlace(source) === formatPlace(target))
    throw new Error(`The site’s objects are in ${formatPlace(source)} already.`);
  const client = connect(ownerUrl, { max: 2, applicationName: 'tidemark-migrate-store' });
  try {
    const { db } = client;
    // Checked before the copy: a process that ends during it may have written.
    const isRunning = await hasSessions(db);
    const objects = await openObjectStore(target);
    const { copied, equal, others } = await migrateStore(await openObjectStore(source), objects);
    say(
      `${copied} objects copied from ${formatPlace(source)} to ${formatPlace(target)}, ${equal} there already.`,
    );
    if (others > 0) say(`The target has ${others} other objects, which were left.`);
    if (isRunning) {
      say('The site runs, so newer objects are missing in the target. Stop it and run the command again.');
      return 1;
    }
    const faults: string[] = [];
    for (const one of await listNamedObjects(db)) {
      const fault = await findFault(objects, one);
      if (fault) faults.push(`${one.what}: ${fault}`);
    }
    for (const fault of faults) say(`LOST: ${fault}`);
    say(
      faults.length === 0
        ? `Everything that the database names is there. Start the site with TIDEMARK_OBJECT_STORE=${address}`
        : `${faults.length} of what the database names is lost, as listed.`,
    );
    return faults.length === 0 ? 0 : 1;
  } finally {
    await client.close();
  }
}

/** True while a web process or a scorer of the site is connected, on this machine or another. */
export async function hasSessions(db: Database): Promise<boolean> {
  const rows = await db.execute(
    sql`select 1 from pg_stat_activity where datname = current_database() and usename in (${webRole}, ${scorerRole}) limit 1`,
  );
  return rows.length > 0;
}
