import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { findEmbeddedPostgres, findPostgresHome } from '@/adapters/embedded-postgres/postgres-home';
import { findFreePort } from '@/adapters/embedded-postgres/start-embedded-postgres';
import { findRunningServer } from '@/adapters/embedded-postgres/stop-old-server';
import { embeddedOwnerUrl } from '@/scripts/start/prepare-database';
import { prepareSiteData } from '@/scripts/start/prepare-site-data';
import { runProgram } from '@/testing/run-program';
import { until } from './storm-api';

const stormProcesses = ['supervisor', 'web', 'scorer', 'postgres'] as const;
type StormProcess = (typeof stormProcesses)[number];

/** A site whose processes are killed. */
export type KillableSite = {
  readonly url: string;
  readonly processes: readonly string[];
  /** Kills a process, if it runs; it is started again. */
  kill(name: string): Promise<void>;
  /** Waits until the database and the scorer respond. @throws after two minutes */
  awaitReady(): Promise<void>;
  /** A token of a new person, by the operator's command. */
  createToken(email: string): string;
  /** The database for the role that owns it. @throws without a running embedded server */
  readOwnerUrl(): Promise<string>;
  /** Stops its processes in order. */
  stop(): Promise<void>;
};

/** A whole site as `npm start` makes it, without the demo, to be killed and filled. */
export type StormSite = KillableSite & {
  readonly dataDir: string;
  start(): void;
  /** The current process id; undefined while it isn't running. */
  pidOf(name: StormProcess): number | undefined;
  /** Kills all its processes for good. */
  killAll(): Promise<void>;
  /** Runs an operator's command. */
  runAdmin(...words: string[]): ReturnType<typeof runProgram>;
};

const readyWithinMs = 120_000;

export async function makeStormSite(
  dataDir: string,
  settings: Record<string, string> = {},
): Promise<StormSite> {
  const port = await findFreePort('127.0.0.1');
  const url = `http://localhost:${port}`;
  const environment = {
    // An empty setting counts as not set.
    ...{ DATABASE_URL: '', SMTP_URL: '', PUBLIC_URL: '', HOST: '' },
    ...settings,
    NODE_ENV: 'production' as const,
    PORT: String(port),
    TIDEMARK_DATA_DIR: dataDir,
    TIDEMARK_DEMO: '0',
    // One maintainer plays many rounds.
    TIDEMARK_ACTS_PER_HOUR_MAX: '100000',
    TIDEMARK_CHECKS_PER_HOUR_MAX: '100000',
  };
  let supervisor: ChildProcess | undefined;
  const start = () => {
    supervisor = spawn(process.execPath, ['--import', 'tsx', 'scripts/start.ts'], {
      env: { ...process.env, ...environment },
      stdio: 'ignore',
    });
  };
  const pidOf = (name: StormProcess): number | undefined => {
    if (name === 'supervisor') return supervisor?.pid;
    if (name === 'postgres') return findRunningServer(join(findPostgresHome(dataDir), 'data'))?.pid;
    try {
      return JSON.parse(readFileSync(join(dataDir, 'run', `${name}.json`), 'utf8')).pid;
    } catch {
      return undefined;
    }
  };
  const runAdmin = (...words: string[]) =>
    runProgram(process.execPath, ['scripts/run.mjs', 'scripts/admin.ts', ...words], { environment });
  return {
    url,
    dataDir,
    processes: stormProcesses,
    start,
    pidOf,
    runAdmin,
    async kill(name) {
      const known = stormProcesses.find((one) => one === name);
      kill(known && pidOf(known));
      if (name !== 'supervisor') return;
      await sleep(300);
      start();
    },
    async killAll() {
      const server = settings.DATABASE_URL ? undefined : pidOf('postgres');
      for (const pid of [pidOf('supervisor'), pidOf('web'), pidOf('scorer'), server]) kill(pid);
      if (server) await until('the end of PostgreSQL', async () => pidOf('postgres') === undefined);
    },
    async readOwnerUrl() {
      if (settings.DATABASE_URL) return settings.DATABASE_URL;
      const { secrets } = await prepareSiteData(dataDir);
      const port = findEmbeddedPostgres(dataDir);
      if (port === undefined) throw new Error('the database is gone');
      return embeddedOwnerUrl(port, secrets);
    },
    async stop() {
      const pid = supervisor?.pid;
      if (!supervisor || pid === undefined || supervisor.exitCode !== null || supervisor.signalCode !== null)
        return;
      const ended = new Promise((resolve) => supervisor?.once('exit', resolve));
      supervisor.kill('SIGTERM');
      await ended;
    },
    awaitReady: () => awaitReady(url),
    createToken: (email) => createToken(email, environment),
  };
}

/** Kills a process, which may have ended by itself after the death of another one. */
export function kill(pid: number | undefined): void {
  try {
    if (pid !== undefined) process.kill(pid, 'SIGKILL');
  } catch {
    // It has ended.
  }
}

export function createToken(email: string, environment: Record<string, string>): string {
  const words = ['scripts/run.mjs', 'scripts/admin.ts', 'create-token', '--email', email];
  const env = { ...process.env, ...environment };
  const printed = execFileSync(process.execPath, words, { encoding: 'utf8', env });
  const token = /tdm_\S+/.exec(printed)?.[0];
  if (!token) throw new Error(`no token was printed: ${printed}`);
  return token;
}

export async function awaitReady(url: string): Promise<void> {
  const deadline = performance.now() + readyWithinMs;
  while (performance.now() < deadline) {
    const response = await fetch(`${url}/readyz`, { signal: AbortSignal.timeout(5_000) })
      .then((response) => response.json())
      .catch(() => undefined);
    if (response?.database === 'ok' && response.scorer === 'ok') return;
    await sleep(250);
  }
  throw new Error(`the site isn't ready within ${readyWithinMs} ms`);
}
