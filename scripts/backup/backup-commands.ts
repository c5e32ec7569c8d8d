import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { Command } from 'commander';
import postgres from 'postgres';
import { serverAccount } from '@/adapters/embedded-postgres/postgres-binaries';
import { findEmbeddedPostgres, findPostgresHome } from '@/adapters/embedded-postgres/postgres-home';
import { startEmbeddedPostgres } from '@/adapters/embedded-postgres/start-embedded-postgres';
import { listSegments, type Recovery } from '@/adapters/embedded-postgres/wal-archive';
import type { ObjectStore } from '@/adapters/object-store/object-store';
import {
  type ObjectStorePlace,
  openObjectStore,
  readObjectStorePlace,
} from '@/adapters/object-store/open-object-store';
import { typedFrom } from '@/cli/archive/terminal';
import { connect } from '@/db/client';
import { withRole } from '@/db/roles';
import { recordOperatorEvent } from '@/services/access/record-audit-event';
import { formatMegabytes } from '@/services/moderation/site-status';
import { changeServer } from '../start/make-keys';
import {
  createOwnDatabase,
  databaseUrls,
  embeddedOwnerUrl,
  migrateDatabase,
} from '../start/prepare-database';
import { prepareSiteData } from '../start/prepare-site-data';
import { say } from '../start/progress';
import { readWalArchive } from '../start/site-settings';
import { type BackupReport, backUpSite, type KeyCover } from './back-up-site';
import { keyFiles } from './backup-folder';
import { checkRestored } from './check-restored';
import { type KeyOpener, type RestoredFiles, restoreFiles } from './restore-site';

export const backupCommands = ['backup', 'restore'] as const;

type KeyOptions = { passphraseFile?: string; recipient?: string; identityFile?: string; keys: boolean };

/**
 * Runs the command `backup` or `restore`. @param dataDir the site's data folder; for a restore, the folder to
 * fill @returns the exit code
 */
export async function runBackupCommand(words: readonly string[], dataDir: string): Promise<number> {
  let exitCode = 0;
  const program = new Command('admin').exitOverride();
  program
    .command('backup')
    .description(
      'back up the site, which may run: its database, objects and keys; with DATABASE_URL without the database',
    )
    .argument('<folder>', 'the folder of all backups; objects are copied into it once')
    .option('--passphrase-file <file>', 'encrypts the keys; else TIDEMARK_BACKUP_PASSPHRASE')
    .option('--recipient <age1…>', 'encrypts the keys to an age recipient instead')
    .option('--no-keys', 'leaves the keys out: keep them elsewhere')
    .action(async (folder: string, options: KeyOptions) => {
      exitCode = await backUp(resolve(typedFrom(), folder), dataDir, readCover(options));
    });
  program
    .command('restore')
    .description(
      'write a backup into an empty data folder, and check it; with DATABASE_URL beside a restored database',
    )
    .argument('<folder>', 'the folder of all backups')
    .option('--at <name>', 'a backup other than the newest one')
    .option('--wal <folder>', 'continue to the end of this archive of the write-ahead log')
    .option('--until <time>', 'with --wal: the database as it was then, ISO 8601')
    .option('--passphrase-file <file>', 'opens the keys; else TIDEMARK_BACKUP_PASSPHRASE')
    .option('--identity-file <file>', 'opens the keys with an age identity instead')
    .option('--no-keys', 'goes on with new keys: hidden test sets and models can’t be opened then')
    .action(async (folder: string, options: KeyOptions & RestoreOptions) => {
      exitCode = await restore(resolve(typedFrom(), folder), dataDir, readOpener(options), options);
    });
  await program.parseAsync([...words], { from: 'user' });
  return exitCode;
}

const passphraseMin = 12;

function readPassphrase(options: KeyOptions): string | undefined {
  const file = options.passphraseFile;
  const passphrase = (
    file === undefined
      ? process.env.TIDEMARK_BACKUP_PASSPHRASE
      : readFileSync(resolve(typedFrom(), file), 'utf8')
  )?.trim();
  if (passphrase !== undefined && passphrase.length < passphraseMin)
    throw new Error(`A passphrase has at least ${passphraseMin} characters.`);
  return passphrase;
}

function readCover(options: KeyOptions): KeyCover {
  if (!options.keys) return null;
  if (options.recipient) return { recipient: options.recipient };
  const passphrase = readPassphrase(options);
  if (passphrase === undefined) throw new Error(howKeys('--recipient age1…'));
  return { passphrase };
}

function readOpener(options: KeyOptions): KeyOpener | null {
  if (!options.keys) return null;
  if (options.identityFile)
    return { identity: readFileSync(resolve(typedFrom(), options.identityFile), 'utf8').trim() };
  const passphrase = readPassphrase(options);
  if (passphrase === undefined) throw new Error(howKeys('--identity-file FILE'));
  return { passphrase };
}

const howKeys = (other: string): string =>
  `The keys need a passphrase: set TIDEMARK_BACKUP_PASSPHRASE, or give --passphrase-file FILE, ${other} or --no-keys.`;

async function backUp(folder: string, dataDir: string, cover: KeyCover): Promise<number> {
  const keys = readKeys(dataDir);
  const { DATABASE_URL: ownServer } = process.env;
  if (ownServer) {
    const objects = await openObjectStore(readOwnPlace(dataDir));
    const report = await backUpSite({ cluster: null, ownerUrl: ownServer, objects, keys }, folder, cover);
    return sayReport(report);
  }
  if (keys['secrets.json'] === undefined) throw new Error(`${dataDir} has no site of \`npm start\`.`);
  const { secrets, objectStoreDir } = await prepareSiteData(dataDir);
  const running = findEmbeddedPostgres(dataDir);
  const own =
    running === undefined
      ? await startEmbeddedPostgres({
          ...{ dataDir, durable: true, superuserPassword: secrets.superuserPassword },
          walArchive: readWalArchive(),
        })
      : null;
  const port = running ?? own!.port;
  try {
    const report = await backUpSite(
      {
        cluster: {
          dir: join(findPostgresHome(dataDir), 'data'),
          superuserUrl: withRole(
            `postgres://127.0.0.1:${port}/postgres`,
            'postgres',
            secrets.superuserPassword,
          ),
        },
        ownerUrl: embeddedOwnerUrl(port, secrets),
        objects: await openObjectStore(readObjectStorePlace(process.env, objectStoreDir)),
        keys,
      },
      folder,
      cover,
    );
    await recordBackup(embeddedOwnerUrl(port, secrets), report);
    return sayReport(report);
  } finally {
    await own?.stop();
  }
}

/** Prints a backup's report. @returns the exit code */
function sayReport(report: BackupReport): number {
  const { databaseBytes, archiveFault, missing, wholeUntil } = report;
  const database =
    databaseBytes === null
      ? 'no database: it has its own tools'
      : `database ${formatMegabytes(databaseBytes)}`;
  say(
    `Backup ${report.name}: ${database}, ${report.objectCount} objects (${report.newObjectCount} new), keys ${report.hasKeys ? 'encrypted' : 'left out'}.`,
  );
  if (wholeUntil)
    say(
      `A restore has, or names as lost, everything that was acknowledged until ${wholeUntil.toISOString()}.`,
    );
  for (const what of missing) say(`Not in the object store: ${what}.`);
  if (archiveFault) say(`The archive of the write-ahead log is behind: ${archiveFault}.`);
  return missing.length > 0 || archiveFault ? 1 : 0;
}

/**
 * Reads secrets and keys from a data folder, or from a folder that `make-keys` filled. @throws with a message
 * for the operator if there are none
 */
function readKeys(dataDir: string): Record<string, string> {
  const paths = keyFiles.filter((path) => existsSync(join(dataDir, path)));
  if (!paths.some((path) => path.endsWith('scorer.identity')))
    throw new Error(
      `${dataDir} has no site: TIDEMARK_DATA_DIR names its data folder, or the folder that make-keys has filled.`,
    );
  return Object.fromEntries(paths.map((path) => [path, readFileSync(join(dataDir, path), 'utf8')]));
}

/**
 * Reads where a site with its own database server stores its objects. @throws with a message for the operator
 * if no setting names the place
 */
function readOwnPlace(dataDir: string): ObjectStorePlace {
  const objectsDir = join(dataDir, 'objects');
  if (!process.env.TIDEMARK_OBJECT_STORE && !existsSync(join(dataDir, 'secrets.json')))
    throw new Error(`TIDEMARK_OBJECT_STORE must name the site’s objects: ${dataDir} has none.`);
  return readObjectStorePlace(process.env, objectsDir);
}

/**
 * Records a backup as an audit event, which the backup itself doesn't contain: `npm run admin -- status`
 * shows when the last one was made.
 */
async function recordBackup(ownerUrl: string, report: BackupReport): Promise<void> {
  const client = connect(ownerUrl, { max: 1, applicationName: 'tidemark-backup' });
  try {
    await recordOperatorEvent(client.db, 'backup_made', {
      backup: report.name,
      database_bytes: report.databaseBytes,
      objects: report.objectCount,
      missing: report.missing.length,
      has_keys: report.hasKeys,
    });
  } finally {
    await client.close();
  }
}

type RestoreOptions = { at?: string; wal?: string; until?: string };

async function restore(
  folder: string,
  dataDir: string,
  opener: KeyOpener | null,
  { at, wal, until }: RestoreOptions,
): Promise<number> {
  if (until !== undefined && wal === undefined)
    throw new Error('--until needs --wal: the log goes on there.');
  if (wal !== undefined && !opener) throw new Error('--wal needs the keys: it can’t go with --no-keys.');
  const untilAt = until === undefined ? null : new Date(until);
  if (untilAt && Number.isNaN(untilAt.getTime())) throw new Error(`${until} is no time of ISO 8601.`);
  const recovery = wal === undefined ? null : { walArchive: resolve(typedFrom(), wal), until: untilAt };
  const objects = await openObjectStore(readObjectStorePlace(process.env, join(dataDir, 'objects')));
  const { DATABASE_URL: ownServer } = process.env;
  if (ownServer) {
    if (recovery) throw new Error('--wal is for the embedded server: DATABASE_URL’s has tools of its own.');
    const restored = await restoreFiles(folder, at ?? null, dataDir, {
      ...{ opener, recovery, objects, hasOwnServer: true },
    });
    changeServer(dataDir, ownServer);
    await migrateDatabase(await readRestoredUrls(ownServer, dataDir));
    return reportChecks(ownServer, objects, restored, { opener, next: 'Start it with the same settings.' });
  }
  const restored = await restoreFiles(folder, at ?? null, dataDir, { opener, recovery, objects });
  say(`Restored ${restored.name}: the database recovers.`);
  const { secrets } = await prepareSiteData(dataDir);
  const server = await startEmbeddedPostgres({
    ...{ dataDir, durable: true, superuserPassword: secrets.superuserPassword },
    recovery: recovery ?? undefined,
  });
  try {
    if (recovery) await reportRecovery(server.superuserUrl, recovery);
    await createOwnDatabase(server.superuserUrl, secrets);
    const urls = databaseUrls(embeddedOwnerUrl(server.port, secrets), secrets);
    await migrateDatabase(urls);
    const store = process.env.TIDEMARK_OBJECT_STORE;
    const next = `Start it with ${store ? `TIDEMARK_OBJECT_STORE=${store} ` : ''}TIDEMARK_DATA_DIR=${dataDir} npm start${recovery ? ', a new folder as TIDEMARK_WAL_ARCHIVE, and make a backup' : ''}`;
    return await reportChecks(urls.owner, objects, restored, { opener, next });
  } finally {
    await server.stop();
  }
}

/** Compares the restored database and objects, and prints which are lost. @returns the exit code */
async function reportChecks(
  ownerUrl: string,
  objects: ObjectStore,
  { name, damaged }: RestoredFiles,
  { opener, next }: { opener: KeyOpener | null; next: string },
): Promise<number> {
  const { facts, unopened, faults } = await checkRestored(ownerUrl, objects, damaged);
  for (const line of [...facts, ...(opener ? [] : unopened)]) say(line);
  for (const fault of faults) say(`LOST: ${fault}`);
  const isComplete = faults.length === 0;
  say(
    isComplete
      ? `The site is complete. ${next}`
      : `${faults.length} of what the database names is lost, as listed.`,
  );
  say(
    `If this was a drill, record it on the site: npm run admin -- record-drill ${name} --result ${isComplete ? 'complete' : 'incomplete'}`,
  );
  return isComplete ? 0 : 1;
}

/**
 * Reads the URLs of the roles on the operator's server, with the restored passwords; URLs in the environment
 * take precedence.
 */
async function readRestoredUrls(ownerUrl: string, dataDir: string) {
  const { DATABASE_URL_WEB: webDatabaseUrl, DATABASE_URL_SCORER: scorerDatabaseUrl } = process.env;
  const read = (name: string) => join(dataDir, `database-url-${name}`);
  if (!existsSync(read('web'))) {
    const { secrets } = await prepareSiteData(dataDir);
    return databaseUrls(ownerUrl, secrets, { webDatabaseUrl, scorerDatabaseUrl });
  }
  const [web = '', scorer = ''] = [webDatabaseUrl, scorerDatabaseUrl].map(
    (url, i) => url ?? readFileSync(read(i === 0 ? 'web' : 'scorer'), 'utf8').trim(),
  );
  return { owner: ownerUrl, web, scorer };
}

/**
 * Prints up to when the archived log was replayed. @throws with a message for the operator if a recovery to
 * its end stopped before its last segment
 */
async function reportRecovery(superuserUrl: string, { walArchive, until }: Recovery): Promise<void> {
  const superuser = postgres(superuserUrl, { max: 1, onnotice: () => {} });
  const [end] = await superuser<{ at: Date | null; segment: string }[]>`
    select pg_last_xact_replay_timestamp() as at, pg_walfile_name(pg_last_wal_replay_lsn()) as segment`;
  await superuser.end();
  say(`The archive was read up to the transaction of ${end?.at?.toISOString() ?? 'the backup itself'}.`);
  const last = listSegments(walArchive, serverAccount()).at(-1) ?? '';
  // The first eight digits of a segment's name are the timeline, which changes with the recovery, so they are
  // ignored.
  if (until === null && end && last.slice(8) > end.segment.slice(8))
    throw new Error(
      `The recovery ended in segment ${end.segment}, and ${walArchive} goes on to ${last}: a segment between is missing or damaged.`,
    );
}
