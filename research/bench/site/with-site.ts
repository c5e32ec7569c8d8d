import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { removeEmbeddedPostgres } from '@/adapters/embedded-postgres/postgres-home';
import { findFreePort } from '@/adapters/embedded-postgres/start-embedded-postgres';
import { waitUntil } from '@/testing/wait-until';

const root = fileURLToPath(new URL('../../..', import.meta.url));

/** A whole site for a bench, started as `npm start` does, without a demo. */
export type Site = {
  readonly url: string;
  readonly dataDir: string;
  /** Creates a person with that address. Returns an API token. */
  makeToken(email: string): Promise<string>;
  callApi(token: string, path: string, body?: object | FormData): Promise<Response>;
};

/**
 * Starts a site, and stops it after `use`. PORT sets its port, a free one by default.
 * @param more further settings
 */
export async function withSite<T>(
  name: string,
  use: (site: Site) => Promise<T>,
  more: Readonly<Record<string, string>> = {},
): Promise<T> {
  const dataDir = await mkdtemp(join(tmpdir(), `tidemark-${name}-`));
  const port = Number(process.env.PORT) || (await findFreePort('127.0.0.1'));
  const environment = { ...environmentOf(dataDir, port), ...more };
  const child = spawn(process.execPath, ['--import', 'tsx', 'scripts/start.ts'], {
    cwd: root,
    env: environment,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  // An interrupted bench ends its site too.
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => child.kill(signal));
  try {
    const site = makeSite(`http://localhost:${port}`, dataDir, environment);
    await waitUntil(
      async () => {
        if (child.exitCode !== null) throw new Error('the site did not start');
        return fetch(`${site.url}/readyz`).then(
          ({ ok }) => ok,
          () => false,
        );
      },
      { patienceMs: 300_000, everyMs: 500 },
    );
    return await use(site);
  } finally {
    await endProcess(child);
    removeEmbeddedPostgres(dataDir);
    await rm(dataDir, { recursive: true, force: true });
  }
}

/** The site gets none of the operator's own settings. */
function environmentOf(dataDir: string, port: number): NodeJS.ProcessEnv {
  const { DATABASE_URL, SMTP_URL, PUBLIC_URL, HOST, ...rest } = process.env;
  return {
    ...rest,
    NODE_ENV: 'production',
    PORT: String(port),
    TIDEMARK_DATA_DIR: dataDir,
    TIDEMARK_DEMO: '0',
  };
}

function makeSite(url: string, dataDir: string, environment: NodeJS.ProcessEnv): Site {
  return {
    url,
    dataDir,
    callApi: (token, path, body) =>
      fetch(`${url}/api/v1${path}`, {
        method: body === undefined ? 'GET' : 'POST',
        headers: {
          authorization: `Bearer ${token}`,
          ...(body === undefined || body instanceof FormData ? {} : { 'content-type': 'application/json' }),
        },
        ...(body === undefined ? {} : { body: body instanceof FormData ? body : JSON.stringify(body) }),
      }),
    async makeToken(email) {
      const words = ['--import', 'tsx', 'scripts/admin.ts', 'create-token', '--email', email];
      const { stdout } = await promisify(execFile)(process.execPath, words, { cwd: root, env: environment });
      return stdout.trim().split('\n').at(-1)!;
    },
  };
}

/**
 * Calls the API. Returns the response's JSON.
 * @throws for a response other than 2xx
 */
export async function call(site: Site, token: string, path: string, body?: object | FormData) {
  const response = await site.callApi(token, path, body);
  if (!response.ok) throw new Error(`${path} responded ${response.status}: ${await response.text()}`);
  return response.json();
}

/** Ends a process if it still runs, and waits until it has ended. */
export async function endProcess(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.kill('SIGTERM');
  await ended;
}

type NewRound = { slug: string; number: number; title: string; testSet: string };

/** Uploads, checks, seals and opens the benchmark's next round, which closes in a day. */
export async function openRound(site: Site, token: string, round: NewRound): Promise<void> {
  await uploadRound(site, token, round);
  const open = `/benchmarks/${round.slug}/rounds/${round.number}/open`;
  const closesAt = new Date(Date.now() + 86_400_000).toISOString();
  await waitUntil(() => call(site, token, open, { closes_at: closesAt }).catch(() => false), {
    everyMs: 1_000,
  });
}

/** Uploads, checks and seals the benchmark's next round. */
export async function uploadRound(
  site: Site,
  token: string,
  { slug, number, title, testSet }: NewRound,
): Promise<void> {
  const form = new FormData();
  form.set('metadata', JSON.stringify({ title }));
  form.set('test_set', new Blob([testSet]), 'test-set.csv');
  await call(site, token, `/benchmarks/${slug}/rounds`, form);
  // Its check takes a moment.
  const seal = `/benchmarks/${slug}/rounds/${number}/seal`;
  await waitUntil(() => call(site, token, seal, {}).catch(() => false), { everyMs: 1_000 });
}
