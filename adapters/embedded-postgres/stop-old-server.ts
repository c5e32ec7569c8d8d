import { createHash } from 'node:crypto';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { ServerAccount } from './postgres-binaries';
import {
  findProcess,
  isNumberTaken,
  listProcesses,
  type ProcessEntry,
  signalProcess,
  waitUntilGone,
} from './process-table';
import { archiveSettings, type Recovery, recoverySettings } from './wal-archive';

/**
 * The `cluster_name` that the server shows in its process titles; it identifies orphaned processes of the
 * server.
 * @param dataDir the absolute path of the cluster
 */
export function clusterName(dataDir: string): string {
  return `tidemark_${createHash('sha256').update(dataDir).digest('hex').slice(0, 12)}`;
}

/**
 * Command line of the server. The server listens on 127.0.0.1 alone and has no socket file.
 * @param durable false for tests: writes don't wait for the disk, and a crash may lose the cluster @param
 * walArchive a folder that gets every segment of the write-ahead log @param recovery given for a start with
 * `recovery.signal`
 */
export function serverArguments(options: {
  dataDir: string;
  port: number;
  durable: boolean;
  walArchive?: string | undefined;
  recovery?: Recovery | undefined;
}): string[] {
  const settings: Record<string, string | number> = {
    cluster_name: clusterName(options.dataDir),
    listen_addresses: '127.0.0.1',
    port: options.port,
    unix_socket_directories: '',
    password_encryption: 'scram-sha-256',
    timezone: 'UTC',
    log_timezone: 'UTC',
    log_line_prefix: '%m [%p] %u@%d ',
    ...(options.durable
      ? { max_connections: 100 }
      : { max_connections: 300, fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' }),
    // Without hot standby, a server that is recovering refuses connections; one that accepts them has
    // recovered.
    hot_standby: 'off',
    ...(options.walArchive === undefined ? {} : archiveSettings(options.walArchive)),
    ...(options.recovery ? recoverySettings(options.recovery) : {}),
  };
  return [
    '-D',
    options.dataDir,
    ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]),
  ];
}

/** Environment of PostgreSQL's programs: messages in English, and no variable of the site. */
export function serverEnvironment(path: string | undefined): NodeJS.ProcessEnv {
  return { NODE_ENV: 'production', PATH: path, LC_ALL: 'C', TZ: 'UTC' };
}

/** Contents of `postmaster.pid` (PostgreSQL's miscadmin.h, "lock file contents"). */
type PostmasterFile = {
  readonly pid: number;
  readonly dataDir: string;
  readonly port: number | undefined;
  readonly isReady: boolean;
};

/** The server that runs on this cluster; undefined when none does. */
export function findRunningServer(dataDir: string): (PostmasterFile & { process: ProcessEntry }) | undefined {
  const file = readPostmasterFile(dataDir);
  const entry = file && findProcess(file.pid);
  // A process id in the file isn't enough proof: another process may have that id by now, so the command line
  // is compared too.
  if (!file || !entry?.command.join(' ').includes(`-D ${dataDir} -c `)) return undefined;
  return { ...file, process: entry };
}

/**
 * Stops a living server of the cluster (fast mode), and ends the children of a killed one, which would prevent the next start.
 *
 * @throws when a process can't be stopped
 */
export async function stopOldServer(dataDir: string, account: ServerAccount): Promise<void> {
  const running = findRunningServer(dataDir);
  if (running)
    await end(running.process, [
      ['SIGINT', 15_000],
      ['SIGQUIT', 5_000],
      ['SIGKILL', 5_000],
    ]);
  await Promise.all(
    listOrphans(dataDir, account).map((orphan) =>
      end(orphan, [
        ['SIGQUIT', 5_000],
        ['SIGKILL', 5_000],
      ]),
    ),
  );
  const stale = readPostmasterFile(dataDir);
  // PostgreSQL removes the lock file of a dead server itself, but refuses to start while any process has the
  // recorded process id, even an unrelated process or a zombie that hasn't been reaped.
  if (stale && isNumberTaken(stale.pid)) rmSync(join(dataDir, 'postmaster.pid'), { force: true });
}

function readPostmasterFile(dataDir: string): PostmasterFile | undefined {
  const path = join(dataDir, 'postmaster.pid');
  return existsSync(path) ? parsePostmasterFile(readFileSync(path, 'utf8')) : undefined;
}

function listOrphans(dataDir: string, account: ServerAccount): ProcessEntry[] {
  const title = `postgres: ${clusterName(dataDir)}: `;
  const uid = account.uid ?? process.getuid?.();
  return listProcesses().filter((entry) => entry.uid === uid && entry.command.join(' ').startsWith(title));
}

async function end(entry: ProcessEntry, signals: readonly [NodeJS.Signals, number][]): Promise<void> {
  for (const [signal, patienceMs] of signals) {
    if (!signalProcess(entry.pid, signal)) return;
    if (await waitUntilGone(entry, patienceMs)) return;
  }
  throw new Error(`Process ${entry.pid} of the old PostgreSQL doesn't end.`);
}

/** Reads the lines of a `postmaster.pid`; undefined while the file is still being written. */
export function parsePostmasterFile(text: string): PostmasterFile | undefined {
  const lines = text.split('\n');
  const pid = Number(lines[0]);
  const dataDir = lines[1];
  if (!Number.isInteger(pid) || pid <= 0 || !dataDir) return undefined;
  return {
    pid,
    dataDir,
    port: Number(lines[3]) || undefined,
    isReady: lines[7]?.trim() === 'ready',
  };
}
