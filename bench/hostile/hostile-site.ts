import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { findFreePort } from '@/adapters/embedded-postgres/find-free-port';
import { removeEmbeddedPostgres } from '@/adapters/embedded-postgres/remove-embedded-postgres';
import { formatPredictions, formatTestSet, makeBinaryItems } from '@/testing/synthetic-items';
import { waitUntil } from '@/testing/wait-until';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** A whole site of the bench's own, started as `npm start` does, with a benchmark whose round is open. */
export type HostileSite = {
  readonly url: string;
  readonly slug: string;
  readonly itemCount: number;
  readonly ids: readonly string[];
  readonly goodFile: string;
  readonly maintainerToken: string;
  readonly honestTokens: readonly string[];
  /** A person of that address, and a token of theirs. */
  makeToken(email: string): Promise<string>;
  /** The status of a page, read to its end. */
  visitPage(path: string): Promise<number>;
  dryRun(token: string, file: string | Uint8Array<ArrayBuffer>, signal?: AbortSignal): Promise<number>;
  callApi(token: string, path: string, body?: object | FormData): Promise<Response>;
};

const itemCount = 2_000;
const honestCount = 4;

/** Starts the site for the time of `use`. */
export async function withHostileSite<T>(use: (site: HostileSite) => Promise<T>): Promise<T> {
  const dataDir = await mkdtemp(join(tmpdir(), 'tidemark-hostile-'));
  const port = Number(process.env.PORT) || (await findFreePort('127.0.0.1'));
  const environment = environmentOf(dataDir, port);
  const child = spawn(process.execPath, ['--import', 'tsx', 'scripts/start.ts'], {
    cwd: root,
    env: environment,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  try {
    const site = makeSite(`http://localhost:${port}`, environment);
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
    const maintainerToken = await site.makeToken('maintainer@example.org');
    const honestTokens: string[] = [];
    for (let i = 0; i < honestCount; i++) honestTokens.push(await site.makeToken(`honest-${i}@example.org`));
    const whole = { ...site, maintainerToken, honestTokens };
    await openBenchmark(whole);
    return await use(whole);
  } finally {
    await end(child);
    removeEmbeddedPostgres(dataDir);
    await rm(dataDir, { recursive: true, force: true });
  }
}

/** The operator's own settings stay outside. */
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

function makeSite(
  url: string,
  environment: NodeJS.ProcessEnv,
): Omit<HostileSite, 'maintainerToken' | 'honestTokens'> {
  const { ids } = makeBinaryItems(itemCount);
  const slug = 'under-attack';
  const callApi: HostileSite['callApi'] = (token, path, body) =>
    fetch(`${url}/api/v1${path}`, {
      method: body === undefined ? 'GET' : 'POST',
      headers: {
        authorization: `Bearer ${token}`,
        ...(body === undefined || body instanceof FormData ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: body instanceof FormData ? body : JSON.stringify(body) }),
    });
  return {
    url,
    slug,
    itemCount,
    ids,
    goodFile: formatPredictions(ids, (i) => (i % 3 === 0 ? 'yes' : 'no')),
    callApi,
    async makeToken(email) {
      const words = ['--import', 'tsx', 'scripts/admin.ts', 'create-token', '--email', email];
      const { stdout } = await promisify(execFile)(process.execPath, words, { cwd: root, env: environment });
      return stdout.trim().split('\n').at(-1)!;
    },
    async visitPage(path) {
      const answer = await fetch(url + path);
      await answer.arrayBuffer();
      return answer.status;
    },
    async dryRun(token, file, signal) {
      const form = new FormData();
      form.set('file', new Blob([file]), 'predictions');
      const answer = await fetch(`${url}/api/v1/benchmarks/${slug}/submissions?dry_run=true`, {
        method: 'POST',
        headers: { authorization: `Bearer ${token}` },
        body: form,
        ...(signal ? { signal } : {}),
      });
      await answer.arrayBuffer();
      return answer.status;
    },
  };
}

/** Creates the benchmark and opens a round of it, by the API. */
async function openBenchmark(site: HostileSite): Promise<void> {
  const { slug, maintainerToken: token } = site;
  const call = async (path: string, body?: object | FormData) => {
    const answer = await site.callApi(token, path, body);
    if (!answer.ok) throw new Error(`${path} answered ${answer.status}: ${await answer.text()}`);
    return answer.json();
  };
  await call('/benchmarks', {
    slug,
    title: 'Under attack',
    task: 'binary',
    classes: ['no', 'yes'],
    metric: 'accuracy',
    quota_per_round: 1000,
    quota_per_day: 1000,
    feedback_policy: 'final-only',
    feedback_share: 0,
  });
  const form = new FormData();
  form.set('metadata', JSON.stringify({ title: 'A round' }));
  form.set('test_set', new Blob([formatTestSet(makeBinaryItems(itemCount))]), 'test-set.csv');
  await call(`/benchmarks/${slug}/rounds`, form);
  const act = (name: string, body: object) => call(`/benchmarks/${slug}/rounds/1/${name}`, body);
  // Its check takes a moment.
  await waitUntil(() => act('seal', {}).catch(() => false), { everyMs: 1_000 });
  const closesAt = new Date(Date.now() + 86_400_000).toISOString();
  await waitUntil(() => act('open', { closes_at: closesAt }).catch(() => false), { everyMs: 1_000 });
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.kill('SIGTERM');
  await ended;
}
