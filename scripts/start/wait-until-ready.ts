import { setTimeout as sleep } from 'node:timers/promises';
import type { KeptProcess } from './keep-running';

const patienceMs = 60_000;
const failuresMax = 3;

/**
 * Waits until the web process responds 200 on `/readyz`.
 *
 * @throws when it has ended three times before, or isn't ready within a minute
 */
export async function waitUntilReady(options: {
  web: KeptProcess;
  host: string;
  port: number;
  signal: AbortSignal;
}): Promise<void> {
  const { web, host, port, signal } = options;
  const url = `http://${reachableHost(host)}:${port}/readyz`;
  const deadline = performance.now() + patienceMs;
  while (web.failures() < failuresMax && performance.now() < deadline) {
    signal.throwIfAborted();
    if (await isReady(url)) return;
    await sleep(100);
  }
  throw new Error(`The site didn't become ready: ${url}`);
}

/** Loopback for a host that means "every address"; an IPv6 address in brackets. */
function reachableHost(host: string): string {
  if (host === '0.0.0.0') return '127.0.0.1';
  if (host === '::') return '[::1]';
  return host.includes(':') && !host.startsWith('[') ? `[${host}]` : host;
}

async function isReady(url: string): Promise<boolean> {
  try {
    const answer = await fetch(url, { signal: AbortSignal.timeout(2_000) });
    await answer.body?.cancel();
    return answer.status === 200;
  } catch {
    return false;
  }
}
