import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { CommanderError } from 'commander';
import { findEmbeddedPostgres } from '@/adapters/embedded-postgres/postgres-home';
import { startEmbeddedPostgres } from '@/adapters/embedded-postgres/start-embedded-postgres';
import { readFileSettings } from '@/adapters/environment';
import { typedFrom } from '@/cli/archive/terminal';
import { backupCommands, runBackupCommand } from './backup/backup-commands';
import { rotationCommands, runRotationCommand } from './rotation/rotation-commands';
import { makeKeys } from './start/make-keys';
import { createOwnDatabase, databaseUrls, embeddedOwnerUrl, migrateDatabase } from './start/prepare-database';
import { prepareSiteData, type SiteData } from './start/prepare-site-data';
import { describeError, say } from './start/progress';
import { readWalArchive } from './start/site-settings';
import { runMigrateStore } from './store/migrate-store';

const root = fileURLToPath(new URL('..', import.meta.url));

process.chdir(root);

try {
  process.exitCode = await runAdmin(process.argv.slice(2));
} catch (error) {
  // For its own errors, commander has already printed help or a message.
  if (!(error instanceof CommanderError)) say(describeError(error));
  process.exitCode = error instanceof CommanderError ? error.exitCode : 1;
}

/**
 * Runs one of the operator's commands on the site's database, and starts the database if it isn't running.
 */
async function runAdmin(words: readonly string[]): Promise<number> {
  const read = readFileSettings(process.env, (path) => resolve(root, path));
  if (!read.ok) throw new Error(read.error);
  Object.assign(process.env, read.value);
  const dataDir = resolve(root, process.env.TIDEMARK_DATA_DIR || '.data');
  if (backupCommands.some((name) => name === words[0])) return runBackupCommand(words, dataDir);
  if (rotationCommands.some((name) => name === words[0])) return runRotationCommand(words, dataDir);
  const { DATABASE_URL: owner, DATABASE_URL_WEB: web } = process.env;
  if (words[0] === 'make-keys') return printKeys(words[1], owner);
  const runCommand = (urls: { web: string; owner: string }, site?: SiteData): Promise<number> =>
    words[0] === 'migrate-store'
      ? runMigrateStore(words, { ownerUrl: urls.owner, dataDir })
      : spawnCommand(words, urls, site);
  if (words.length === 0 || words[0] === 'help' || words.includes('--help') || words.includes('-h'))
    return spawnCommand(words, { web: '', owner: '' });
  // On a machine of a site that is spread over several, the environment names the secrets; the data folder
  // has none.
  if (owner && web) return runCommand({ owner, web });
  // Without this check, a new site would be made here, and a token of that site printed.
  if (!existsSync(join(dataDir, 'secrets.json'))) throw new Error(explainMissingSite(dataDir));
  const site = await prepareSiteData(dataDir);
  const { secrets } = site;
  if (owner) return runCommand(databaseUrls(owner, secrets), site);

  const port = findEmbeddedPostgres(dataDir);
  if (port !== undefined) return runCommand(databaseUrls(embeddedOwnerUrl(port, secrets), secrets), site);

  const server = await startEmbeddedPostgres({
    dataDir,
    durable: true,
    superuserPassword: secrets.superuserPassword,
    walArchive: readWalArchive(),
  });
  try {
    const urls = databaseUrls(embeddedOwnerUrl(server.port, secrets), secrets);
    await createOwnDatabase(server.superuserUrl, secrets);
    await migrateDatabase(urls);
    return await runCommand(urls, site);
  } finally {
    await server.stop();
  }
}

function explainMissingSite(dataDir: string): string {
  return (
    `There is no site in ${dataDir}. For a site of \`npm start\`, set TIDEMARK_DATA_DIR to its data folder; ` +
    'for one on several machines, set DATABASE_URL and the settings of `npm run web`.'
  );
}

/** Makes the keys of a site that is spread over several machines, and prints the settings that name them. */
async function printKeys(folder: string | undefined, ownerUrl: string | undefined): Promise<number> {
  if (!folder || !ownerUrl)
    throw new Error(
      'Usage: DATABASE_URL=postgres://owner@host:5432/database npm run admin -- make-keys FOLDER',
    );
  const settings = await makeKeys(resolve(typedFrom(), folder), ownerUrl);
  for (const [command, files] of Object.entries(settings)) {
    console.log(`# npm run ${command}`);
    for (const [name, path] of Object.entries(files)) console.log(`${name}=${path}`);
  }
  return 0;
}

function spawnCommand(
  words: readonly string[],
  urls: { web: string; owner: string },
  site?: SiteData,
): Promise<number> {
  const child = spawn(process.execPath, ['--import', 'tsx', 'cli/admin.ts', ...words], {
    env: {
      ...process.env,
      DATABASE_URL_WEB: urls.web,
      DATABASE_URL_OWNER: urls.owner,
      ...(site && {
        NEXTAUTH_SECRET: site.secrets.authSecret,
        TIDEMARK_OBJECT_STORE: process.env.TIDEMARK_OBJECT_STORE || site.objectStoreDir,
      }),
    },
    stdio: 'inherit',
  });
  // The handlers keep this process alive until the command has ended, so that it can stop the database, and pass the signal on.
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => child.kill(signal));
  return new Promise((done, reject) => {
    child.once('error', reject);
    child.once('exit', (code) => done(code ?? 1));
  });
}
