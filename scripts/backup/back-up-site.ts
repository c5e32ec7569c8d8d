import { randomInt } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { mkdir, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Encrypter } from 'age-encryption';
import postgres from 'postgres';
import { isObjectMissing, type ObjectStore } from '@/adapters/object-store/object-store';
import { connect } from '@/db/client';
import { writePrivateFile } from '../start/secrets';
import {
  backupFormat,
  backupPaths,
  type CopiedFile,
  type CopiedObject,
  copyFile,
  explainFullDisk,
  forEachOf,
  hashFile,
  listBackups,
  listFiles,
  readManifest,
  writeCopy,
  writeManifest,
} from './backup-folder';
import { listNamedObjects, listObjects, type NamedObject } from './named-objects';

export type BackedUpSite = {
  /**
   * The running embedded server; null if the database is backed up separately, with its server's tools,
   * before this backup.
   */
  readonly cluster: { readonly dir: string; readonly superuserUrl: string } | null;
  /** URL of the site's database for a role that may read every table. */
  readonly ownerUrl: string;
  readonly objects: ObjectStore;
  /** Contents of secrets and keys, by their path in the data folder. */
  readonly keys: Readonly<Record<string, string>>;
};

/**
 * Encryption of the keys in a backup: by a passphrase, or to an age recipient (`age1…`); null omits the keys
 * from the backup.
 */
export type KeyCover = { readonly passphrase: string } | { readonly recipient: string } | null;

export type BackupReport = {
  readonly name: string;
  /** Size of the database; null for a backup without it. */
  readonly databaseBytes: number | null;
  readonly objectCount: number;
  readonly newObjectCount: number;
  /** Descriptions of objects that the database names and the store lacks. */
  readonly missing: readonly string[];
  readonly hasKeys: boolean;
  /**
   * Everything acknowledged before this time is in the backup, and in the archive of the log if there is one;
   * null without the database.
   */
  readonly wholeUntil: Date | null;
  /** Reason why the archive of the write-ahead log is behind; null if it isn't, or if there is none. */
  readonly archiveFault: string | null;
};

/**
 * Backs up a running site: first the database, then the objects, so that every object that the copied
 * database names exists. Only objects that are new, or stored again since the last backup, are copied. The
 * manifest is written last.
 */
export const backUpSite = (site: BackedUpSite, folder: string, cover: KeyCover): Promise<BackupReport> =>
  explainFullDisk(folder, () => writeBackup(site, folder, cover));

async function writeBackup(site: BackedUpSite, folder: string, cover: KeyCover): Promise<BackupReport> {
  const startedAt = new Date().toISOString();
  const name = startedAt.replace(/[:.]/g, '-').toLowerCase();
  const paths = backupPaths(folder);
  const own = paths.of(name);
  const [last] = (await listBackups(folder)).slice(-1);
  // If the last manifest is damaged, all objects are copied again.
  const known = last
    ? await readManifest(paths.of(last).manifest).then(
        ({ objects }) => objects,
        () => [],
      )
    : [];
  await mkdir(own.database, { recursive: true, mode: 0o700 });
  const copied = site.cluster && (await copyCluster(site.cluster, own.database));
  const database = copied?.files ?? null;
  // Read before the objects: objects accepted meanwhile don't belong to this backup.
  const named = await readNamedObjects(site.ownerUrl);
  // Deriving a key from a passphrase is slow by design; objects that are accepted meanwhile are copied below.
  if (cover) await writeFile(own.keys, await coverKeys(site.keys, cover), { mode: 0o600, flush: true });
  const first = await copyObjects(site.objects, { folder: paths.objects, known, name });
  // Copies objects that were accepted meanwhile: a recovery by the archived log will name them.
  const second = await copyObjects(site.objects, {
    ...{ folder: paths.objects, known: first.objects, name: `${name}-2` },
    hasCopy: async () => true,
  });
  const objects = [
    ...new Map([...first.objects, ...second.objects].map((file) => [file.path, file])).values(),
  ];
  const newObjectCount = first.newObjectCount + second.newObjectCount;
  const there = new Set(objects.map(({ path }) => path));
  const missing = named.filter(({ key }) => !there.has(key)).map(({ what }) => what);
  writeManifest(own.manifest, {
    ...{ format: backupFormat, startedAt, finishedAt: new Date().toISOString() },
    ...{ database, objects, missing, hasKeys: cover !== null },
  });
  return {
    name,
    databaseBytes: database?.reduce((sum, { byteCount }) => sum + byteCount, 0) ?? null,
    ...{ objectCount: objects.length, newObjectCount, missing, hasKeys: cover !== null },
    ...{ wholeUntil: copied?.at ?? null, archiveFault: null },
    ...(site.cluster && (await archiveLog(site.cluster.superuserUrl))),
  };
}

/**
 * True for contents that a base backup leaves out (PostgreSQL's documentation, section 25.3.4), because the
 * server makes them anew.
 */
const isLeftOut = (path: string): boolean =>
  /^(pg_wal|pg_replslot|pg_dynshmem|pg_notify|pg_serial|pg_snapshots|pg_stat_tmp|pg_subtrans)\//.test(path) ||
  /(^|\/)(postmaster\.(pid|opts)|pg_internal\.init|pgsql_tmp[^/]*)$/.test(path);

/**
 * Makes a base backup with PostgreSQL's low-level functions, and the write-ahead log that makes it
 * consistent.
 */
async function copyCluster(
  { dir: clusterDir, superuserUrl }: NonNullable<BackedUpSite['cluster']>,
  target: string,
): Promise<{ files: CopiedFile[]; at: Date }> {
  const superuser = postgres(superuserUrl, { max: 1, onnotice: () => {} });
  try {
    // The replication slot ends with this connection; until then the server recycles no segment of the log.
    const slot = `tidemark_backup_${process.pid}`;
    await superuser`select pg_create_physical_replication_slot(${slot}, true, true)`;
    const [begun] = await superuser<{ file: string }[]>`
      select pg_walfile_name(pg_backup_start('tidemark', true)) as file`;
    const files = (await listFiles(clusterDir)).filter((path) => !isLeftOut(path));
    const copied = await copyAll(files, clusterDir, target);
    const at = await readClock(superuser);
    const [ended] = await superuser<{ file: string; label: string }[]>`
      select pg_walfile_name(lsn) as file, labelfile as label from pg_backup_stop(false)`;
    writePrivateFile(join(target, 'backup_label'), ended!.label);
    const segments = readdirSync(join(clusterDir, 'pg_wal'))
      .filter((name) => /^[0-9A-F]{24}$/.test(name) && name >= begun!.file && name <= ended!.file)
      .map((name) => `pg_wal/${name}`);
    if (segments.length === 0) throw new Error('the write-ahead log of the backup is missing');
    const log = await copyAll(segments, clusterDir, target);
    const label = { path: 'backup_label', ...(await describeFile(join(target, 'backup_label'))) };
    return { files: [...copied, ...log, label], at };
  } finally {
    await superuser.end();
  }
}

const archivedWithinMs = 30_000;

/**
 * Ends the current segment of the write-ahead log and waits until it is in the archive. @returns null without
 * an archive
 */
async function archiveLog(
  superuserUrl: string,
): Promise<Partial<Pick<BackupReport, 'wholeUntil' | 'archiveFault'>> | null> {
  const superuser = postgres(superuserUrl, { max: 1, onnotice: () => {} });
  try {
    const [{ mode } = {}] = await superuser<
      { mode: string }[]
    >`select current_setting('archive_mode') as mode`;
    if (mode !== 'on') return null;
    const wholeUntil = await readClock(superuser);
    const [{ segment, failures = 0 } = {}] = await superuser<{ segment: string; failures: number }[]>`
      select pg_walfile_name(pg_switch_wal()) as segment, failed_count::int as failures from pg_stat_archiver`;
    for (
      const begunAt = performance.now();
      performance.now() - begunAt < archivedWithinMs;
      await sleep(100)
    ) {
      const [now] = await superuser<{ isArchived: boolean; failures: number }[]>`
        select coalesce(last_archived_wal >= ${segment ?? ''}, false) as "isArchived", failed_count::int as failures
        from pg_stat_archiver`;
      if (now?.isArchived) return { wholeUntil };
      // The server tries three times, a second apart, and again later; after three failures, waiting is
      // pointless.
      if (now && now.failures >= failures + 3) break;
    }
    return {
      archiveFault: `it doesn’t have segment ${segment}. PostgreSQL’s log has the reason, such as a full disk`,
    };
  } finally {
    await superuser.end();
  }
}

/** Reads the server's clock: transactions acknowledged before are in its write-ahead log. */
async function readClock(sql: postgres.Sql): Promise<Date> {
  const [row] = await sql<{ now: Date }[]>`select clock_timestamp() as now`;
  return row!.now;
}

/** Copies files, except those that the server deletes meanwhile; replaying the log deletes them too. */
async function copyAll(paths: readonly string[], from: string, to: string): Promise<CopiedFile[]> {
  const copied: CopiedFile[] = [];
  await forEachOf(paths, async (path) => {
    const file = await copyFile(join(from, path), join(to, path));
    if (file) copied.push({ path, ...file });
  });
  return copied;
}

const describeFile = async (path: string): Promise<Omit<CopiedFile, 'path'>> => ({
  byteCount: (await stat(path)).size,
  sha256: await hashFile(path),
});

async function copyObjects(
  objects: ObjectStore,
  {
    folder,
    known,
    name,
    hasCopy = isKept,
  }: {
    folder: string;
    known: readonly CopiedObject[];
    name: string;
    hasCopy?: (copy: string, file: CopiedFile) => Promise<boolean>;
  },
): Promise<{ objects: CopiedObject[]; newObjectCount: number }> {
  const before = new Map(known.map((file) => [file.path, file]));
  const kept: CopiedObject[] = [];
  const copied: CopiedObject[] = [];
  await forEachOf(await listObjects(objects), async ({ key: path, byteCount, storedAtMs }) => {
    const earlier = before.get(path);
    const isSame = earlier?.byteCount === byteCount && earlier.storedAtMs === storedAtMs;
    const isThere = earlier !== undefined && (await hasCopy(join(folder, earlier.copy), earlier));
    if (isThere && isSame) return void kept.push(earlier);
    // Uses another name for changed bytes, because earlier backups need the bytes that they recorded.
    const copy = !earlier ? path : isThere ? `${path}.${name}` : earlier.copy;
    const file = await copyObject(objects, path, join(folder, copy));
    if (!file) return;
    if (isThere && file.sha256 === earlier.sha256) {
      await rm(join(folder, copy));
      kept.push({ ...earlier, storedAtMs });
    } else copied.push({ path, copy, storedAtMs, ...file });
  });
  return { objects: [...kept, ...copied], newObjectCount: copied.length };
}

/** Copies an object to the backup folder. @returns undefined if the object no longer exists */
async function copyObject(
  objects: ObjectStore,
  key: string,
  target: string,
): Promise<Omit<CopiedFile, 'path'> | undefined> {
  try {
    return await writeCopy((await objects.open(key)).stream, target);
  } catch (error) {
    if (isObjectMissing(error)) return undefined;
    throw error;
  }
}

/** One in so many earlier copies is hashed at each backup, so that a copy that decays is replaced. */
const hashedOneOf = 20;

async function isKept(copy: string, { byteCount, sha256 }: CopiedFile): Promise<boolean> {
  if ((await stat(copy).catch(() => null))?.size !== byteCount) return false;
  return randomInt(hashedOneOf) > 0 || (await hashFile(copy)) === sha256;
}

async function readNamedObjects(ownerUrl: string): Promise<NamedObject[]> {
  const client = connect(ownerUrl, { max: 1, applicationName: 'tidemark-backup' });
  try {
    return await listNamedObjects(client.db);
  } finally {
    await client.close();
  }
}

async function coverKeys(keys: BackedUpSite['keys'], cover: NonNullable<KeyCover>): Promise<Uint8Array> {
  const encrypter = new Encrypter();
  if ('passphrase' in cover) encrypter.setPassphrase(cover.passphrase);
  else encrypter.addRecipient(cover.recipient);
  return encrypter.encrypt(JSON.stringify(keys));
}
