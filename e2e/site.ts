import { execFileSync } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { type APIRequestContext, type APIResponse, test } from '@playwright/test';
import { findEmbeddedPostgres } from '@/adapters/embedded-postgres/postgres-home';
import { connect } from '@/db/client';
import { embeddedOwnerUrl } from '@/scripts/start/prepare-database';
import { prepareSiteData } from '@/scripts/start/prepare-site-data';
import { isJourneySite, journeyDataDir } from '@/scripts/test/journey-sites';
import { createPersonToken } from '@/services/account/tokens';

/** Data folder of the site under test. */
export function dataDir(): string {
  const { name } = test.info().project;
  if (!isJourneySite(name)) throw new Error(`there is no site for the project ${name}`);
  return journeyDataDir(name);
}

/** Output of one of the operator's commands. @throws when it fails */
export function runAdmin(...words: string[]): string {
  return execFileSync(process.execPath, ['scripts/run.mjs', 'scripts/admin.ts', ...words], {
    encoding: 'utf8',
    env: { ...process.env, TIDEMARK_DATA_DIR: dataDir() },
  });
}

/** A user made as the operator's command makes one, and a token for it; without the seconds that a command takes to start. */
export async function createToken(email: string, name: string): Promise<string> {
  const port = findEmbeddedPostgres(dataDir());
  if (port === undefined) throw new Error('the site under test has no embedded PostgreSQL');
  const { secrets } = await prepareSiteData(dataDir());
  const client = connect(embeddedOwnerUrl(port, secrets), { max: 1 });
  try {
    const created = await createPersonToken(client.db, { email, name, isOperator: false, days: 90 });
    if (!created.ok) throw new Error(created.error);
    return created.value.token;
  } finally {
    await client.close();
  }
}

/** The API with one person's token. */
export function apiOf(request: APIRequestContext, token: string | null) {
  const headers: Record<string, string> = token ? { authorization: `Bearer ${token}` } : {};
  return {
    get: (path: string) => request.get(`/api/v1${path}`, { headers }),
    post: (path: string, data: object = {}) => request.post(`/api/v1${path}`, { headers, data }),
    upload: (
      path: string,
      field: string,
      metadata: object,
      content: string | Uint8Array,
      more: Record<string, string> = {},
    ) =>
      request.post(`/api/v1${path}`, {
        headers: { ...headers, ...more },
        multipart: {
          metadata: JSON.stringify(metadata),
          [field]: { name: 'file.csv', mimeType: 'text/csv', buffer: Buffer.from(content) },
        },
      }),
  };
}

/** The body of a successful response. */
export async function bodyOf<T = Record<string, unknown>>(response: APIResponse): Promise<T> {
  if (!response.ok())
    throw new Error(`${response.url()} responded ${response.status()}: ${await response.text()}`);
  return response.json();
}

/**
 * Polls until a value appears: soon at first, then less often, since polls take the site's time too.
 *
 * @throws after a time that distinguishes a stuck site from a slow one; the benches measure its speed
 */
export async function until<T>(look: () => Promise<T | undefined | false>, seconds = 120): Promise<T> {
  const deadline = performance.now() + seconds * 1000;
  for (let pauseMs = 40; performance.now() < deadline; pauseMs = Math.min(200, pauseMs * 1.5)) {
    const found = await look();
    if (found) return found;
    await sleep(pauseMs);
  }
  throw new Error(`no value within ${seconds} seconds`);
}

/**
 * Seals or opens a round once it can be, and waits until it is: the response may come after twenty seconds while the scorer still
 * works.
 */
export async function bringRound(
  api: ReturnType<typeof apiOf>,
  round: string,
  action: 'seal' | 'open',
): Promise<void> {
  const wanted = { seal: 'sealed', open: 'open' }[action];
  await until(async () => (await api.post(`${round}/${action}`)).ok());
  await until(async () => (await bodyOf<{ state: string }>(await api.get(round))).state === wanted);
}
