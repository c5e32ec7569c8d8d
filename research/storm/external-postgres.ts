import { type ChildProcess, execFile, execFileSync, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { chownSync, closeSync, existsSync, mkdirSync, openSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import postgres from 'postgres';
import { findFreePort } from '@/adapters/embedded-postgres/start-embedded-postgres';
import { withRole } from '@/db/roles';
import { hasApt, runApt, runProgram } from '@/testing/run-program';
import { withDatabase } from '@/testing/test-server';
import { until } from './storm-api';

const binDir = '/usr/lib/postgresql/17/bin';

const stanza = 'site';

const hasPrograms = async (): Promise<boolean> =>
  existsSync(join(binDir, 'initdb')) && (await runProgram('pgbackrest', ['version'])).exitCode === 0;

/** Installs Debian's PostgreSQL and pgBackRest where possible. @returns the reason for a skipped part where it can't */
export async function provideExternalPostgres(): Promise<string> {
  const packages = ['postgresql-17', 'pgbackrest'];
  if (hasApt() && !(await hasPrograms())) {
    await runApt('update');
    await runApt('install', '-y', '--no-install-recommends', ...packages);
  }
  if (hasApt() && (await hasPrograms())) return '';
  return `an external PostgreSQL needs root and ${packages.join(' ')}, which aren't here and can't be installed`;
}

/** A PostgreSQL server that the site doesn't start, with pgBackRest. */
export type ExternalPostgres = {
  /** The site's database for the role that owns it. */
  readonly ownerUrl: string;
  readonly superuserUrl: string;
  start(): Promise<void>;
  /** Kills the server with SIGKILL, if it runs. */
  kill(): Promise<void>;
  /** Runs pgBackRest as the server's account. */
  runPgBackRest(...words: string[]): Promise<{ exitCode: number; output: string }>;
  /** Kills the server and deletes its cluster. */
  loseCluster(): Promise<void>;
  /** Folder of all backups. */
  readonly repository: string;
};

/** Makes and starts a server in a new folder. @param folder can be traversed by the account `postgres` */
export async function makeExternalPostgres(folder: string): Promise<ExternalPostgres> {
  const [uid, gid] = ['-u', '-g'].map((flag) =>
    Number(execFileSync('id', [flag, 'postgres'], { encoding: 'utf8' })),
  );
  const account = { uid: uid ?? 0, gid: gid ?? 0 };
  const paths = {
    ...{ cluster: join(folder, 'cluster'), run: join(folder, 'run'), repository: join(folder, 'repository') },
    ...{ config: join(folder, 'pgbackrest.conf'), password: join(folder, 'password') },
  };
  for (const path of [folder, paths.cluster, paths.run, paths.repository]) {
    mkdirSync(path, { recursive: true, mode: 0o700 });
    chownSync(path, account.uid, account.gid);
  }
  const port = await findFreePort('127.0.0.1');
  const [superuserPassword, ownerPassword] = [0, 1].map(() => randomBytes(24).toString('hex'));
  writeFileSync(paths.password, `${superuserPassword}\n`);
  writeFileSync(paths.config, composeConfig({ ...paths, folder, port }));
  const authentication = ['--auth-local=peer', '--auth-host=scram-sha-256', `--pwfile=${paths.password}`];
  const initialisation = [...authentication, '-U', 'postgres', '-E', 'UTF8', '-D', paths.cluster];
  execFileSync(join(binDir, 'initdb'), initialisation, { ...account, cwd: '/', stdio: 'ignore' });

  const superuserUrl = `postgres://postgres:${superuserPassword}@127.0.0.1:${port}/postgres`;
  const runPgBackRest = (...words: string[]) =>
    new Promise<{ exitCode: number; output: string }>((resolve) => {
      const args = [`--config=${paths.config}`, `--stanza=${stanza}`, ...words];
      const options = { ...account, cwd: '/', maxBuffer: 64 * 1024 ** 2 };
      execFile('pgbackrest', args, options, (error, stdout, stderr) =>
        resolve({ exitCode: error ? Number(error.code ?? 1) : 0, output: stdout + stderr }),
      );
    });
  let child: ChildProcess | undefined;
  const kill = async () => {
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const ended = once(child, 'exit');
    child.kill('SIGKILL');
    await ended;
  };
  const start = async () => {
    // The processes of a killed server still hold its memory for a moment, and then the next one ends at once.
    await until('the start of PostgreSQL', async () => {
      if (!child || child.exitCode !== null || child.signalCode !== null)
        child = spawnServer(paths.cluster, { port, run: paths.run, config: paths.config, folder, account });
      await sleep(200);
      return isUp(superuserUrl);
    });
  };
  await start();
  const superuser = postgres(superuserUrl, { max: 1, onnotice: () => {} });
  await superuser.unsafe(`create role tidemark_owner login createrole password '${ownerPassword}'`);
  await superuser`create database tidemark owner tidemark_owner`;
  await superuser.end();
  const made = await runPgBackRest('stanza-create');
  if (made.exitCode !== 0) throw new Error(`pgbackrest stanza-create: ${made.output}`);
  return {
    ownerUrl: withRole(withDatabase(superuserUrl, 'tidemark'), 'tidemark_owner', ownerPassword ?? ''),
    ...{ superuserUrl, start, kill, runPgBackRest, repository: paths.repository },
    async loseCluster() {
      await kill();
      await sleep(1_000);
      rmSync(paths.cluster, { recursive: true });
      mkdirSync(paths.cluster, { mode: 0o700 });
      chownSync(paths.cluster, account.uid, account.gid);
    },
  };
}

const composeConfig = (site: {
  folder: string;
  repository: string;
  cluster: string;
  run: string;
  port: number;
}) =>
  `[global]
repo1-path=${site.repository}
lock-path=${site.folder}/run
log-level-file=off
log-level-console=warn
start-fast=y
[${stanza}]
pg1-path=${site.cluster}
pg1-port=${site.port}
pg1-socket-path=${site.run}
`;

function spawnServer(
  cluster: string,
  options: {
    port: number;
    run: string;
    config: string;
    folder: string;
    account: { uid: number; gid: number };
  },
): ChildProcess {
  const { port, run, config, folder, account } = options;
  const settings = {
    ...{ listen_addresses: '127.0.0.1', unix_socket_directories: run, max_connections: 200 },
    ...{ archive_mode: 'on', archive_timeout: 60 },
    archive_command: `pgbackrest --config=${config} --stanza=${stanza} archive-push %p`,
  };
  const words = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const log = openSync(join(folder, 'server.log'), 'a');
  const child = spawn(join(binDir, 'postgres'), ['-D', cluster, '-p', String(port), ...words], {
    ...account,
    cwd: '/',
    stdio: ['ignore', log, log],
  });
  closeSync(log);
  return child;
}

/** True once the server takes connections that write: the recovery of a restored one has ended. */
async function isUp(url: string): Promise<boolean> {
  const sql = postgres(url, { max: 1, connect_timeout: 2, onnotice: () => {} });
  try {
    const [{ isRecovering } = {}] = await sql<{ isRecovering: boolean }[]>`
      select pg_is_in_recovery() as "isRecovering"`;
    return isRecovering === false;
  } catch {
    return false;
  } finally {
    await sql.end({ timeout: 1 });
  }
}
