import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { findFreePort } from '@/adapters/embedded-postgres/find-free-port';
import { waitUntil } from '@/testing/wait-until';

const next = join(import.meta.dirname, '../../node_modules/next/dist/bin/next');
const folder = join(import.meta.dirname, 'empty-site');

/** Builds a site of Next’s with one heading, and serves it for the time of `use`, as Next does. */
export async function withEmptySite<T>(use: (url: string) => Promise<T>): Promise<T> {
  await promisify(execFile)(process.execPath, [next, 'build', folder], { env: productionEnvironment() });
  const port = await findFreePort('127.0.0.1');
  const server = spawn(process.execPath, [next, 'start', folder, '-H', '127.0.0.1', '-p', String(port)], {
    env: productionEnvironment(),
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  try {
    const url = `http://localhost:${port}/`;
    const answers = () =>
      fetch(url).then(
        ({ ok }) => ok,
        () => false,
      );
    await waitUntil(answers, { patienceMs: 60_000, everyMs: 200 });
    return await use(url);
  } finally {
    if (server.exitCode === null) {
      server.kill();
      await once(server, 'exit');
    }
  }
}

const productionEnvironment = (): NodeJS.ProcessEnv => ({
  ...process.env,
  NODE_ENV: 'production',
  NEXT_TELEMETRY_DISABLED: '1',
});
