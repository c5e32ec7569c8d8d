import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { generateIdentity, identityToRecipient } from 'age-encryption';
import { Command } from 'commander';
import postgres from 'postgres';
import { startEmbeddedPostgres } from '@/adapters/embedded-postgres/start-embedded-postgres';
import { openObjectStore, readObjectStorePlace } from '@/adapters/object-store/open-object-store';
import { connect } from '@/db/client';
import { scorerRole, webRole, withRole } from '@/db/roles';
import { recordOperatorEvent } from '@/services/access/record-audit-event';
import { makeIdentity } from '@/worker/vault/identity';
import { resealForIdentity } from '@/worker/vault/reseal';
import {
  createOwnDatabase,
  databaseUrls,
  embeddedOwnerUrl,
  migrateDatabase,
} from '../start/prepare-database';
import { nextFiles, prepareSiteData, type SiteData } from '../start/prepare-site-data';
import { findRecordedProcess } from '../start/process-record';
import { say } from '../start/progress';
import { parseSecrets, type Secrets, writePrivateFile } from '../start/secrets';
import { readWalArchive } from '../start/site-settings';

export const rotationCommands = ['rotate-secrets', 'rotate-scorer-key'] as const;

/**
 * Runs a key rotation on a stopped site. After a kill, the same command finishes it. @returns the exit code
 */
export async function runRotationCommand(words: readonly string[], dataDir: string): Promise<number> {
  const program = new Command('admin').exitOverride();
  program
    .command('rotate-secrets')
    .description('replace the passwords of the database and the secret of sign-in links; the site is stopped')
    .action(() => rotateSecrets(dataDir));
  program
    .command('rotate-scorer-key')
    .description(
      'replace the scorer’s key, and encrypt test sets, models and round keys to the new one; the site is stopped',
    )
    .action(() => rotateScorerKey(dataDir));
  await program.parseAsync([...words], { from: 'user' });
  return 0;
}

async function rotateSecrets(dataDir: string): Promise<void> {
  const site = await takeStoppedSite(dataDir);
  const file = join(dataDir, nextFiles.secrets);
  if (!existsSync(file)) {
    const made = Object.keys(site.secrets).map((name) => [name, randomBytes(32).toString('base64url')]);
    writePrivateFile(file, `${JSON.stringify(Object.fromEntries(made), null, 2)}\n`);
  }
  const next = parseSecrets(file);
  await withStoppedDatabase(site, next, async (ownerUrl) => {
    await migrateDatabase(databaseUrls(ownerUrl, next));
    await record(ownerUrl, 'secrets_rotated', { secrets: Object.keys(next).length });
  });
  renameSync(file, join(dataDir, 'secrets.json'));
  say(
    'All secrets are new. Sign-in links that were mailed in the last hour no longer work, and a deleted person’s address is no longer recognised. Sessions and API tokens go on: they don’t rest on these secrets.',
  );
}

async function rotateScorerKey(dataDir: string): Promise<void> {
  const site = await takeStoppedSite(dataDir);
  const { identityFile } = site.scorerKey;
  const file = join(dataDir, nextFiles.identity);
  if (!existsSync(file)) writePrivateFile(file, `${await generateIdentity()}\n`);
  const secretOf = (path: string) => readFileSync(path, 'utf8').trim();
  const next = secretOf(file);
  const recipient = await identityToRecipient(next);
  await withStoppedDatabase(site, site.secrets, async (ownerUrl) => {
    const client = connect(ownerUrl, { max: 1, applicationName: 'tidemark-rotation' });
    try {
      const resealed = await resealForIdentity(
        {
          db: client.db,
          objects: await openObjectStore(readObjectStorePlace(process.env, site.objectStoreDir)),
        },
        {
          former: await makeIdentity(secretOf(identityFile)),
          next: await makeIdentity(next),
          recipient,
        },
        (name) => say(`encrypted to the new key: ${name}`),
      );
      await recordOperatorEvent(client.db, 'scorer_key_rotated', {
        ...{ round_keys: resealed.keys, test_sets: resealed.testSets, models: resealed.models },
        recipient,
      });
    } finally {
      await client.close();
    }
  });
  writePrivateFile(join(dataDir, 'keys', 'scorer.recipient'), `${recipient}\n`);
  renameSync(file, identityFile);
  say(
    'The scorer has a new key. Make a backup now: older backups need the former key, which they contain. Errata that are published from now on are signed with another key.',
  );
}

/**
 * Takes the data folder of a stopped site. @throws with a message for the operator while a process of the
 * site runs
 */
async function takeStoppedSite(dataDir: string): Promise<SiteData> {
  if (!existsSync(join(dataDir, 'secrets.json')))
    throw new Error(
      `${dataDir} has no site. On several machines replace the passwords and NEXTAUTH_SECRET in the files that make-keys made; the scorer’s key is replaced where the site has a data folder.`,
    );
  const site = await prepareSiteData(dataDir, { amid: 'rotation' });
  const supervisor = findRecordedProcess(join(site.runDir, 'supervisor.json'));
  if (supervisor) throw new Error(`The site runs, as process ${supervisor.pid}: stop it first.`);
  return site;
}

/**
 * Runs work on the database of the stopped site. The embedded server gets the new passwords in one
 * transaction, so that after a kill either the former or the new superuser password is valid.
 */
async function withStoppedDatabase(
  { dir, secrets }: SiteData,
  wanted: Secrets,
  work: (ownerUrl: string) => Promise<void>,
): Promise<void> {
  const own = process.env.DATABASE_URL;
  if (own) {
    await requireNoProcess(own);
    return work(own);
  }
  const server = await startEmbeddedPostgres({
    ...{ dataDir: dir, durable: true, superuserPassword: wanted.superuserPassword },
    walArchive: readWalArchive(),
  });
  try {
    const urlBy = ({ superuserPassword }: Secrets) =>
      withRole(server.superuserUrl, 'postgres', superuserPassword);
    await setSuperuserPassword([urlBy(wanted), urlBy(secrets)], wanted.superuserPassword);
    await createOwnDatabase(server.superuserUrl, wanted);
    await work(embeddedOwnerUrl(server.port, wanted));
  } finally {
    await server.stop();
  }
}

async function setSuperuserPassword(urls: readonly string[], password: string): Promise<void> {
  for (const [i, url] of urls.entries()) {
    const sql = postgres(url, { max: 1, onnotice: () => {} });
    try {
      // Needs no quoting: the password consists of base64url characters.
      await sql.unsafe(`alter role postgres password '${password}'`);
      return;
    } catch (error) {
      if (i === urls.length - 1) throw error;
    } finally {
      await sql.end();
    }
  }
}

/** @throws with a message for the operator while a web process or scorer is connected to the database */
async function requireNoProcess(ownerUrl: string): Promise<void> {
  const sql = postgres(ownerUrl, { max: 1, onnotice: () => {} });
  try {
    const [row] = await sql<{ count: number }[]>`
      select count(*)::int as count from pg_stat_activity
      where datname = current_database() and usename in (${webRole}, ${scorerRole})`;
    if (row!.count > 0)
      throw new Error(`${row!.count} connections of web processes or scorers are open: stop them all first.`);
  } finally {
    await sql.end();
  }
}

async function record(
  ownerUrl: string,
  act: 'secrets_rotated',
  detail: Readonly<Record<string, number>>,
): Promise<void> {
  const client = connect(ownerUrl, { max: 1, applicationName: 'tidemark-rotation' });
  try {
    await recordOperatorEvent(client.db, act, detail);
  } finally {
    await client.close();
  }
}
