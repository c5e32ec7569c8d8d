import { execFile, spawn } from 'node:child_process';
import { cp, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { findFreePort } from '@/adapters/embedded-postgres/start-embedded-postgres';
import { waitUntil } from '@/testing/wait-until';
import { endProcess } from '../site/with-site';

const root = join(import.meta.dirname, '../../..');

const next = join(root, 'node_modules/next/dist/bin/next');

/** Builds a Next site with one heading, and serves it during `use`, as Next does. */
export async function withEmptySite<T>(use: (url: string) => Promise<T>): Promise<T> {
  // A folder from which the packages resolve, outside the sources.
  await mkdir(join(root, '.data'), { recursive: true });
  const folder = await mkdtemp(join(root, '.data', 'empty-site-'));
  try {
    await cp(join(import.meta.dirname, 'empty-site'), folder, { recursive: true });
    await promisify(execFile)(process.execPath, [next, 'build', folder], { cwd: root, env: environment() });
    return await serve(folder, use);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function serve<T>(folder: string, use: (url: string) => Promise<T>): Promise<T> {
  const port = await findFreePort('127.0.0.1');
  const words = [next, 'start', folder, '-H', '127.0.0.1', '-p', String(port)];
  const server = spawn(process.execPath, words, {
    env: environment(),
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  // An interrupted bench ends it too.
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => server.kill(signal));
  try {
    const url = `http://127.0.0.1:${port}/`;
    const responds = () => {
      if (server.exitCode !== null) throw new Error('the empty site did not start');
      return fetch(url).then(
        ({ ok }) => ok,
        () => false,
      );
    };
    await waitUntil(responds, { patienceMs: 60_000, everyMs: 200 });
    return await use(url);
  } finally {
    await endProcess(server);
  }
}

const environment = (): NodeJS.ProcessEnv => ({
  ...process.env,
  NODE_ENV: 'production',
  NEXT_TELEMETRY_DISABLED: '1',
});
