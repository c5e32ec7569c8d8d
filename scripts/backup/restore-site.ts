import { spawnSync } from 'node:child_process';
import { createReadStream } from 'node:fs';
import { chmod, chown, mkdir, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Decrypter } from 'age-encryption';
import {
  preparePostgresBinaries,
  type ServerAccount,
  serverAccount,
} from '@/adapters/embedded-postgres/postgres-binaries';
import { preparePostgresHome } from '@/adapters/embedded-postgres/postgres-home';
import { serverEnvironment } from '@/adapters/embedded-postgres/stop-old-server';
import { listSegments, type Recovery } from '@/adapters/embedded-postgres/wal-archive';
import type { ObjectStore } from '@/adapters/object-store/object-store';
import { prepareSiteData, unfinishedRestore } from '../start/prepare-site-data';
import { writePrivateFile } from '../start/secrets';
import {
  backupPaths,
  type CopiedFile,
  copyFile,
  explainFullDisk,
  forEachOf,
  keyFiles,
  listBackups,
  readManifest,
} from './backup-folder';

/** A passphrase, or an age identity (`AGE-SECRET-KEY-1…`), that decrypts the backup's keys. */
export type KeyOpener = { readonly passphrase: string } | { readonly identity: string };

export type RestoredFiles = {
  readonly name: string;
  /** Files that are missing in the backup, or whose bytes differ from its manifest. */
  readonly damaged: readonly string[];
  readonly objects: readonly CopiedFile[];
};

/**
 * Writes a backup into an empty data folder: keys, objects, then the database's files if it has them, each
 * compared with its hash. The server recovers at its next start. @param name of the backup; null for the
 * newest complete one @param by opener: null makes new keys; objects: an empty store; hasOwnServer: the
 * database was restored separately with its server's tools @throws with a message for the operator if the
 * folder isn't empty, or backup, keys or database can't be used
 */
export const restoreFiles = (
  folder: string,
  name: string | null,
  dataDir: string,
  by: RestoreOptions,
): Promise<RestoredFiles> => explainFullDisk(dataDir, () => writeRestored(folder, name, dataDir, by));

type RestoreOptions = {
  readonly opener: KeyOpener | null;
  readonly recovery: Recovery | null;
  readonly objects: ObjectStore;
  readonly hasOwnServer?: boolean;
};

async function writeRestored(
  folder: string,
  name: string | null,
  dataDir: string,
  by: RestoreOptions,
): Promise<RestoredFiles> {
  const chosen = name ?? (await listBackups(folder)).at(-1);
  if (chosen === undefined) throw new Error(`${folder} has no complete backup.`);
  if ((await readdir(dataDir).catch(() => [])).length > 0)
    throw new Error(`${dataDir} is not empty. Restore into a new folder: TIDEMARK_DATA_DIR names it.`);
  const paths = backupPaths(folder);
  const own = paths.of(chosen);
  const manifest = await readManifest(own.manifest);
  if (by.hasOwnServer && manifest.database)
    throw new Error(`${chosen} has the embedded server’s database: restore it without DATABASE_URL.`);
  if (!by.hasOwnServer && !manifest.database)
    throw new Error(
      `${chosen} has no database. Restore that with its server’s tools first, then this with DATABASE_URL.`,
    );
  if (by.opener && !manifest.hasKeys)
    throw new Error(`${chosen} was made without keys. --no-keys restores it with new ones.`);
  const keys = by.opener ? await openKeys(own.keys, by.opener) : {};
  for await (const { key } of by.objects.list(''))
    throw new Error(
      `The object store is not empty: it has ${key}. Restore into a new folder, bucket or prefix.`,
    );
  const account = serverAccount();
  if (by.recovery) listSegments(by.recovery.walArchive, account);

  await mkdir(dataDir, { recursive: true, mode: 0o700 });
  // While this file exists, the folder doesn't count as a site: not all files are restored.
  writePrivateFile(join(dataDir, unfinishedRestore), '');
  for (const [path, text] of Object.entries(keys)) {
    await mkdir(dirname(join(dataDir, path)), { recursive: true, mode: 0o700 });
    writePrivateFile(join(dataDir, path), text);
  }
  const objects = await restoreAll(manifest.objects, ({ path, copy }) =>
    restoreObject(by.objects, path, join(paths.objects, copy)),
  );

  const result = { name: chosen, damaged: objects.damaged, objects: objects.restored };
  if (!manifest.database) {
    await rm(join(dataDir, unfinishedRestore));
    return result;
  }
  const { secrets } = await prepareSiteData(dataDir, { amid: 'restore' });
  const homeDir = preparePostgresHome(dataDir, account);
  const clusterDir = join(homeDir, 'data');
  const database = await restoreAll(manifest.database, ({ path }) =>
    copyFile(join(own.database, path), join(clusterDir, path)),
  );
  if (database.damaged.length > 0)
    throw new Error(
      `The database of ${chosen} is damaged: ${database.damaged.join(', ')}. Restore another backup.`,
    );
  if (by.recovery) await writeFile(join(clusterDir, 'recovery.signal'), '');
  await completeCluster(clusterDir, account);
  if (!by.opener) setSuperuserPassword(homeDir, clusterDir, account, secrets.superuserPassword);
  await rm(join(dataDir, unfinishedRestore));
  return result;
}

async function restoreAll<F extends CopiedFile>(
  files: readonly F[],
  copy: (file: F) => Promise<{ sha256: string } | undefined>,
): Promise<{ restored: F[]; damaged: string[] }> {
  const restored: F[] = [];
  const damaged: string[] = [];
  await forEachOf(files, async (file) => {
    const copied = await copy(file);
    if (copied?.sha256 === file.sha256) restored.push(file);
    else damaged.push(copied ? `${file.path} (other bytes)` : `${file.path} (missing)`);
  });
  return { restored, damaged };
}

/** Restores one object. @returns undefined if the backup doesn't have it */
async function restoreObject(
  objects: ObjectStore,
  key: string,
  copy: string,
): Promise<{ sha256: string } | undefined> {
  if (!(await stat(copy).catch(() => null))) return undefined;
  return objects.put(key, createReadStream(copy));
}

/**
 * Makes folders that the server needs and a backup lacks, because they are empty, and gives all files to the
 * server's account.
 */
async function completeCluster(clusterDir: string, account: ServerAccount): Promise<void> {
  const empty = [
    ...['pg_wal/archive_status', 'pg_wal/summaries', 'pg_replslot', 'pg_dynshmem', 'pg_notify', 'pg_serial'],
    ...['pg_snapshots', 'pg_stat', 'pg_stat_tmp', 'pg_subtrans', 'pg_tblspc', 'pg_twophase', 'pg_commit_ts'],
    ...[
      'pg_logical/snapshots',
      'pg_logical/mappings',
      'pg_multixact/members',
      'pg_multixact/offsets',
      'pg_xact',
    ],
  ];
  for (const path of empty) await mkdir(join(clusterDir, path), { recursive: true });
  const entries = await readdir(clusterDir, { recursive: true, withFileTypes: true });
  for (const path of [clusterDir, ...entries.map((entry) => join(entry.parentPath, entry.name))]) {
    if (account.uid !== undefined && account.gid !== undefined) await chown(path, account.uid, account.gid);
  }
  await chmod(clusterDir, 0o700);
}

/**
 * Sets the superuser's password in PostgreSQL's single-user mode: without the former secrets, nobody can
 * connect to the server.
 */
function setSuperuserPassword(
  homeDir: string,
  clusterDir: string,
  account: ServerAccount,
  password: string,
): void {
  const postgres = join(preparePostgresBinaries(homeDir, account), 'postgres');
  const done = spawnSync(postgres, ['--single', '-D', clusterDir, 'postgres'], {
    ...account,
    cwd: '/',
    encoding: 'utf8',
    env: serverEnvironment(process.env.PATH),
    input: `alter role postgres with password '${password}'\n`,
  });
  if (done.status !== 0) throw new Error(`the restored database doesn't recover: ${done.stderr.trim()}`);
}

/**
 * Decrypts the backup's keys. @throws with a message for the operator if neither passphrase nor identity
 * opens them
 */
async function openKeys(path: string, opener: KeyOpener): Promise<Record<string, string>> {
  const decrypter = new Decrypter();
  if ('passphrase' in opener) decrypter.addPassphrase(opener.passphrase);
  else decrypter.addIdentity(opener.identity);
  const sealed = await readFile(path);
  let text: string;
  try {
    text = await decrypter.decrypt(sealed, 'text');
  } catch {
    // The cause is dropped, because the library's error could quote the key.
    throw new Error(
      `${path} doesn’t open: the passphrase or identity is another one, or the file is damaged.`,
    );
  }
  const keys: Record<string, string> = JSON.parse(text);
  for (const name of Object.keys(keys))
    if (!keyFiles.includes(name)) throw new Error(`${path} has an unknown file, ${name}.`);
  return keys;
}
