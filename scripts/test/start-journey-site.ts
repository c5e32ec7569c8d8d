import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { removeEmbeddedPostgres } from '@/adapters/embedded-postgres/remove-embedded-postgres';

/** The demo takes more than a minute on two cores, and many times that on a machine with other work. */
const patienceMs = 900_000;
const logEndChars = 4_000;

/**
 * Playwright's global setup: starts the whole site as `npm start` does, with the demo, in a data folder of its own.
 * Tests find that folder in TIDEMARK_DATA_DIR.
 *
 * @returns what stops the site and removes the folder
 */
export default async function startJourneySite(): Promise<() => Promise<void>> {
  const url = process.env.TIDEMARK_E2E_URL;
  if (!url) throw new Error('playwright.config.ts sets TIDEMARK_E2E_URL');
  const dataDir = mkdtempSync(join(tmpdir(), 'tidemark-journeys-'));
  process.env.TIDEMARK_DATA_DIR = dataDir;
  const site = spawn(process.execPath, ['--import', 'tsx', 'scripts/start.ts'], {
    env: siteEnvironment(dataDir, url),
    stdio: ['ignore', 'inherit', 'pipe'],
  });
  let said = '';
  site.stderr.on('data', (chunk: Buffer) => {
    said = `${said}${chunk}`.slice(-logEndChars);
  });
  const stop = async () => {
    await endSite(site);
    removeEmbeddedPostgres(dataDir);
    rmSync(dataDir, { recursive: true, force: true });
  };
  if (await isUp(site, `${url}/readyz`)) return stop;
  const log = join(dataDir, 'logs', 'web.log');
  const webSaid = existsSync(log) ? readFileSync(log, 'utf8').slice(-logEndChars) : '';
  await stop();
  throw new Error(`The site for the journeys didn't become ready.\n${said}\n${webSaid}`);
}

/** The operator's own settings stay outside: the journeys run on the embedded database, with the inbox. */
function siteEnvironment(dataDir: string, url: string): NodeJS.ProcessEnv {
  const { DATABASE_URL, SMTP_URL, PUBLIC_URL, HOST, NODE_ENV, ...rest } = process.env;
  return {
    ...rest,
    NODE_ENV: 'production',
    PORT: new URL(url).port,
    TIDEMARK_DATA_DIR: dataDir,
    TIDEMARK_DEMO: '1',
  };
}

async function isUp(site: ChildProcess, readyUrl: string): Promise<boolean> {
  const deadline = performance.now() + patienceMs;
  while (isRunning(site) && performance.now() < deadline) {
    const answer = await fetch(readyUrl, { signal: AbortSignal.timeout(5_000) }).catch(() => undefined);
    await answer?.body?.cancel();
    if (answer?.status === 200) return true;
    await sleep(250);
  }
  return false;
}

async function endSite(site: ChildProcess): Promise<void> {
  if (!isRunning(site)) return;
  const ended = new Promise((resolve) => site.once('exit', resolve));
  site.kill('SIGTERM');
  await ended;
}

function isRunning(site: ChildProcess): boolean {
  return site.pid !== undefined && site.exitCode === null && site.signalCode === null;
}
