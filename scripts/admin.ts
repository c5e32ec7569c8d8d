import { spawn } from 'node:child_process';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { findEmbeddedPostgres } from '@/adapters/embedded-postgres/postgres-home';
import { startEmbeddedPostgres } from '@/adapters/embedded-postgres/start-embedded-postgres';
import { backupCommands, runBackupCommand } from './backup/backup-commands';
import { createOwnDatabase, databaseUrls, embeddedOwnerUrl, migrateDatabase } from './start/prepare-database';
import { prepareSiteData } from './start/prepare-site-data';
import { describeError, say } from './start/progress';
import { readWalArchive } from './start/site-settings';

const root = fileURLToPath(new URL('..', import.meta.url));

process.chdir(root);

try {
  process.exitCode = await runAdmin(process.argv.slice(2));
} catch (error) {
  say(describeError(error));
  process.exitCode = 1;
}

/** Runs one of the operator's commands on the site's database, which it starts when it isn't running. */
async function runAdmin(words: readonly string[]): Promise<number> {
  const dataDir = resolve(root, process.env.TIDEMARK_DATA_DIR || '.data');
  if (backupCommands.some((name) => name === words[0])) return runBackupCommand(words, dataDir);
  const { secrets } = await prepareSiteData(dataDir);
  if (process.env.DATABASE_URL) return runCommand(words, databaseUrls(process.env.DATABASE_URL, secrets));

  const port = findEmbeddedPostgres(dataDir);
  if (port !== undefined) return runCommand(words, databaseUrls(embeddedOwnerUrl(port, secrets), secrets));

  const server = await startEmbeddedPostgres({
    dataDir,
    durable: true,
    superuserPassword: secrets.superuserPassword,
    walArchive: readWalArchive(),
  });
  try {
    const urls = databaseUrls(embeddedOwnerUrl(server.port, secrets), secrets);
    await createOwnDatabase(server.superuserUrl, secrets);
    await migrateDatabase(urls, secrets);
    return await runCommand(words, urls);
  } finally {
    await server.stop();
  }
}

function runCommand(words: readonly string[], urls: { web: string; owner: string }): Promise<number> {
  const child = spawn(process.execPath, ['--import', 'tsx', 'cli/admin.ts', ...words], {
    env: { ...process.env, DATABASE_URL_WEB: urls.web, DATABASE_URL_OWNER: urls.owner },
    stdio: 'inherit',
  });
  // The command gets Ctrl-C from the terminal itself; this process stays to stop the database.
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => child.kill(signal));
  return new Promise((done, reject) => {
    child.once('error', reject);
    child.once('exit', (code) => done(code ?? 1));
  });
}
