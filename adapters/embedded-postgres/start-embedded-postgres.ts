import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { randomBytes, randomInt } from 'node:crypto';
import {
  chownSync,
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { preparePostgresBinaries, type ServerAccount, serverAccount } from './postgres-binaries';
import { preparePostgresHome } from './postgres-home';
import { findRunningServer, serverArguments, serverEnvironment, stopOldServer } from './stop-old-server';
import { claimWalArchive, type Recovery } from './wal-archive';

/** True when this process can listen on the port now. */
export function isPortFree(port: number, host: string): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', () => resolve(false));
    probe.listen({ port, host, exclusive: true }, () => probe.close(() => resolve(true)));
  });
}

/**
 * A free port from 20000 to 29999: below the ranges that Linux and macOS use for outgoing connections, so that it is still free
 * after a restart.
 */
export async function findFreePort(host: string): Promise<number> {
  for (let attempt = 0; attempt < 100; attempt += 1) {
    const port = randomInt(20_000, 30_000);
    if (await isPortFree(port, host)) return port;
  }
  throw new Error(`No free port found on ${host} between 20000 and 29999.`);
}

export type EmbeddedPostgres = {
  /** Address of the database `postgres` for its superuser. */
  readonly superuserUrl: string;
  readonly port: number;
  readonly pid: number;
  /** The server's own folder, which may be outside the given data folder. */
  readonly homeDir: string;
  /** Resolves when the server has ended, by itself or by `stop`. */
  readonly ended: Promise<void>;
  /** Stops the server in PostgreSQL's fast mode: open transactions are rolled back, then the server ends. */
  stop(): Promise<void>;
};

export type EmbeddedPostgresOptions = {
  /**
   * The site's data folder. The database cluster is in its `postgres` folder, unless the server's account
   * can't reach that.
   */
  readonly dataDir: string;
  /** False only for tests: writes don't wait for the disk, and a crash may lose the data. */
  readonly durable: boolean;
  /**
   * The superuser's password, given if the cluster outlives this process; otherwise a generated password is
   * stored in the server's folder.
   */
  readonly superuserPassword?: string;
  /** Requires this port instead of choosing a free one: clients know the address when a server restarts. */
  readonly port?: number;
  /**
   * A folder to which the server archives every segment of the write-ahead log; it belongs to this database
   * alone.
   */
  readonly walArchive?: string | undefined;
  /** The archive of the write-ahead log from which this start recovers a restored database. */
  readonly recovery?: Recovery | undefined;
};

const startTimeoutMs = 60_000;

/**
 * Time limit of a start that recovers from an archive: replaying a log may take as long as writing it took.
 */
const recoveryTimeoutMs = 24 * 60 * 60_000;

/**
 * Starts a real PostgreSQL on 127.0.0.1, making its cluster first when there is none, and recovers one that was
 * killed. A server that still runs on the same cluster is stopped first.
 *
 * @throws with the end of the server's log when it doesn't come up in time
 */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const account = serverAccount();
  mkdirSync(options.dataDir, { recursive: true });
  const homeDir = preparePostgresHome(options.dataDir, account);
  const binDir = preparePostgresBinaries(homeDir, account);
  const superuserPassword = options.superuserPassword ?? keepOnce(join(homeDir, 'password'), newPassword);
  const dataDir = createCluster({ homeDir, binDir, account, superuserPassword });
  await stopOldServer(dataDir, account);
  if (options.walArchive !== undefined) claimWalArchive(options.walArchive, homeDir, account);

  const port = options.port ?? (await rememberedPort(join(homeDir, 'port')));
  const logFile = join(homeDir, 'server.log');
  const log = openSync(logFile, 'a', 0o600);
  const child = spawn(join(binDir, 'postgres'), serverArguments({ ...options, dataDir, port }), {
    ...account,
    cwd: '/',
    // Runs in a session of its own, since Ctrl-C in the terminal must end the site first and the server last.
    detached: true,
    stdio: ['ignore', log, log],
    env: serverEnvironment(process.env.PATH),
  });
  closeSync(log);
  const ended = new Promise<void>((resolve) => {
    child.once('exit', () => resolve());
    child.once('error', () => resolve());
  });
  await waitUntilReady(child, {
    dataDir,
    logFile,
    timeoutMs: options.recovery ? recoveryTimeoutMs : startTimeoutMs,
  });
  const { pid } = child;
  if (pid === undefined) throw new Error('A server that is ready has a process number.');
  return {
    superuserUrl: `postgres://postgres:${encodeURIComponent(superuserPassword)}@127.0.0.1:${port}/postgres`,
    port,
    pid,
    homeDir,
    ended,
    stop: async () => {
      if (child.exitCode === null && child.signalCode === null) await stopOldServer(dataDir, account);
      await ended;
    },
  };
}

async function waitUntilReady(
  child: ChildProcess,
  { dataDir, logFile, timeoutMs }: { dataDir: string; logFile: string; timeoutMs: number },
): Promise<void> {
  const deadline = performance.now() + timeoutMs;
  while (performance.now() < deadline) {
    const server = findRunningServer(dataDir);
    if (server?.pid === child.pid && server?.isReady) return;
    if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) break;
    await sleep(20);
  }
  child.kill('SIGINT');
  const lastLines = readFileSync(logFile, 'utf8').trimEnd().split('\n').slice(-8).join('\n');
  throw new Error(`The embedded PostgreSQL didn't start. The end of ${logFile}:\n${lastLines}`);
}

async function rememberedPort(file: string): Promise<number> {
  const known = existsSync(file) ? Number(readFileSync(file, 'utf8')) : 0;
  if (known > 0 && (await isPortFree(known, '127.0.0.1'))) return known;
  const port = await findFreePort('127.0.0.1');
  writeFileSync(file, `${port}\n`);
  return port;
}

function newPassword(): string {
  return randomBytes(24).toString('base64url');
}

function keepOnce(file: string, make: () => string): string {
  if (!existsSync(file)) writeFileSync(file, make(), { mode: 0o600 });
  return readFileSync(file, 'utf8');
}

/**
 * Creates the cluster if there is none. The folder gets its final name when it is complete, so an interrupted
 * creation is never taken for a cluster.
 * @returns the cluster's folder
 */
function createCluster(options: {
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
      // PostgreSQL's built-in locale provider sorts equally on every machine, independent of the machine's
      // locales.
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
