import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FullConfig } from '@playwright/test';
import { removeEmbeddedPostgres } from '@/adapters/embedded-postgres/postgres-home';
import { testClient } from '@/testing/start-test-issuer';
import { buildSite, isBuilt } from '../start/build-site';
import {
  isJourneySite,
  type JourneySite,
  journeyDataDir,
  journeyIssuerPort,
  journeySites,
  journeyUrl,
  noteEnd,
} from './journey-sites';

const saidCharsMax = 4_000;

/**
 * Playwright's global setup: starts the sites of the projects as `npm start` does, each in a data folder of
 * its own in TIDEMARK_JOURNEYS_DIR. It doesn't wait for them: journeys on one site run while the other site
 * plays its demo.
 * @returns a function that stops the sites and removes the folder
 */
export default async function startJourneySites({ projects }: FullConfig): Promise<() => Promise<void>> {
  const folder = mkdtempSync(join(tmpdir(), 'tidemark-journeys-'));
  process.env.TIDEMARK_JOURNEYS_DIR = folder;
  // Built once here, because otherwise each site would build.
  if (!isBuilt(process.cwd()))
    await buildSite({
      root: process.cwd(),
      environment: { ...process.env, NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1' },
      logFile: join(folder, 'build.log'),
    });
  const stops = projects
    .map(({ name }) => name)
    .filter(isJourneySite)
    .map(startSite);
  return async () => {
    await Promise.all(stops.map((stop) => stop()));
    rmSync(folder, { recursive: true, force: true });
  };
}

function startSite(site: JourneySite): () => Promise<void> {
  const dataDir = journeyDataDir(site);
  mkdirSync(dataDir);
  const child = spawn(process.execPath, ['--import', 'tsx', 'scripts/start.ts'], {
    env: siteEnvironment(site),
    stdio: ['ignore', 'inherit', 'pipe'],
  });
  let output = '';
  let isStopped = false;
  child.stderr.on('data', (chunk: Buffer) => {
    output = `${output}${chunk}`.slice(-saidCharsMax);
  });
  child.once('close', () => {
    if (!isStopped) noteEnd(site, output);
  });
  return async () => {
    isStopped = true;
    await endSite(child);
    removeEmbeddedPostgres(dataDir);
  };
}

/**
 * Composes a site's environment without the operator's own settings: journeys run on the embedded database,
 * with the inbox.
 */
function siteEnvironment(site: JourneySite): NodeJS.ProcessEnv {
  const { DATABASE_URL, SMTP_URL, PUBLIC_URL, HOST, NODE_ENV, ...rest } = process.env;
  return {
    ...rest,
    NODE_ENV: 'production',
    PORT: new URL(journeyUrl(site)).port,
    TIDEMARK_DATA_DIR: journeyDataDir(site),
    TIDEMARK_DEMO: journeySites[site].hasDemo ? '1' : '0',
    ...(site === 'demo' && issuerSettings),
  };
}

/** Settings of the OpenID Connect issuer that e2e/account.spec.ts starts. */
const issuerSettings = {
  OIDC_ISSUER: `http://127.0.0.1:${journeyIssuerPort}`,
  OIDC_ID: testClient.id,
  OIDC_SECRET: testClient.secret,
  OIDC_NAME: 'the test university',
};

async function endSite(site: ChildProcess): Promise<void> {
  if (site.pid === undefined || site.exitCode !== null || site.signalCode !== null) return;
  const ended = new Promise((resolve) => site.once('exit', resolve));
  site.kill('SIGTERM');
  await ended;
}
