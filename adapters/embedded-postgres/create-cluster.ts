import { spawnSync } from 'node:child_process';
import { chownSync, existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ServerAccount } from './server-account';
import { serverEnvironment } from './server-settings';

/**
 * Makes the cluster once. It appears under its name only when it is whole, so a kill in between leaves nothing
 * that a later start would take for a cluster.
 *
 * @returns the cluster's folder
 */
export function createCluster(options: {
  homeDir: string;
  binDir: string;
  account: ServerAccount;
  superuserPassword: string;
}): string {
  const { homeDir, binDir, account, superuserPassword } = options;
  const dataDir = join(homeDir, 'data');
  if (existsSync(dataDir)) return dataDir;

  const workshop = join(homeDir, 'making');
  const passwordFile = join(workshop, 'password');
  rmSync(workshop, { recursive: true, force: true });
  mkdirSync(workshop, { mode: 0o700 });
  writeFileSync(passwordFile, superuserPassword, { mode: 0o600 });
  if (account.uid !== undefined && account.gid !== undefined) {
    chownSync(passwordFile, account.uid, account.gid);
    chownSync(workshop, account.uid, account.gid);
  }
  const made = spawnSync(
    join(binDir, 'initdb'),
    [
      ...['--pgdata', join(workshop, 'data'), '--pwfile', passwordFile],
      ...['--username', 'postgres', '--auth', 'scram-sha-256', '--encoding', 'UTF8'],
      // The built-in provider sorts the same on every machine, whatever locales it has.
      ...['--locale', 'C', '--locale-provider', 'builtin', '--builtin-locale', 'C.UTF-8'],
    ],
    { ...account, cwd: workshop, encoding: 'utf8', env: serverEnvironment(process.env.PATH) },
  );
  if (made.error || made.status !== 0) {
    throw new Error(`initdb failed: ${made.error?.message ?? made.stderr.trim()}`, { cause: made.error });
  }
  renameSync(join(workshop, 'data'), dataDir);
  rmSync(workshop, { recursive: true, force: true });
  return dataDir;
}
