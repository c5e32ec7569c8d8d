import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { findPostgresHome } from '@/adapters/embedded-postgres/postgres-home';
import { findFreePort } from '@/adapters/embedded-postgres/start-embedded-postgres';
import { findRunningServer } from '@/adapters/embedded-postgres/stop-old-server';

export const stormProcesses = ['supervisor', 'web', 'scorer', 'postgres'] as const;
type StormProcess = (typeof stormProcesses)[number];

/** A whole site as `npm start` makes it, without the demo, to be killed and filled. */
export type StormSite = {
  readonly url: string;
  readonly dataDir: string;
  start(): void;
  /** Stops its processes in order. */
  stop(): Promise<void>;
  /** The current process id; undefined while it isn't running. */
  pidOf(name: StormProcess): number | undefined;
  /** Waits until the database and the scorer respond. @throws after two minutes */
  awaitReady(): Promise<void>;
  /** A token of a new person, by the operator's command. */
  createToken(email: string): string;
};

const readyWithinMs = 120_000;

export async function makeStormSite(
  dataDir: string,
  settings: Record<string, string> = {},
): Promise<StormSite> {
  const port = await findFreePort('127.0.0.1');
  const url = `http://localhost:${port}`;
  const { DATABASE_URL, SMTP_URL, PUBLIC_URL, HOST, ...ambient } = process.env;
  const environment: NodeJS.ProcessEnv = {
    ...ambient,
    ...settings,
    NODE_ENV: 'production',
    PORT: String(port),
    TIDEMARK_DATA_DIR: dataDir,
    TIDEMARK_DEMO: '0',
    // One maintainer plays many rounds.
    TIDEMARK_ACTS_PER_HOUR_MAX: '100000',
    TIDEMARK_CHECKS_PER_HOUR_MAX: '100000',
  };
  let supervisor: ChildProcess | undefined;
  return {
    url,
    dataDir,
    start() {
      supervisor = spawn(process.execPath, ['--import', 'tsx', 'scripts/start.ts'], {
        env: environment,
        stdio: 'ignore',
      });
    },
    async stop() {
      const pid = supervisor?.pid;
      if (!supervisor || pid === undefined || supervisor.exitCode !== null || supervisor.signalCode !== null)
        return;
      const ended = new Promise((resolve) => supervisor?.once('exit', resolve));
      supervisor.kill('SIGTERM');
      await ended;
    },
    pidOf(name) {
      if (name === 'supervisor') return supervisor?.pid;
      if (name === 'postgres') return findRunningServer(join(findPostgresHome(dataDir), 'data'))?.pid;
      try {
        return JSON.parse(readFileSync(join(dataDir, 'run', `${name}.json`), 'utf8')).pid;
      } catch {
        return undefined;
      }
    },
    awaitReady: () => awaitReady(url),
    createToken(email) {
      const printed = execFileSync(
        process.execPath,
        ['scripts/run.mjs', 'scripts/admin.ts', 'create-token', '--email', email],
        {
          encoding: 'utf8',
          env: environment,
        },
      );
      const token = /tdm_\S+/.exec(printed)?.[0];
      if (!token) throw new Error(`no token was printed: ${printed}`);
      return token;
    },
  };
}

async function awaitReady(url: string): Promise<void> {
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
