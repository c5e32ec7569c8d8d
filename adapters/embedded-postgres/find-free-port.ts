import { randomInt } from 'node:crypto';
import { createServer } from 'node:net';

/** True when this process can listen on the port now. */
export function isPortFree(port: number, host: string): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', () => resolve(false));
    probe.listen({ port, host, exclusive: true }, () => probe.close(() => resolve(true)));
  });
}

/**
 * A free port from 20000 to 29999: below the ranges that Linux and macOS use for outgoing connections, so that it is still free
 * after a restart.
 */
export async function findFreePort(host: string): Promise<number> {
  for (let attempt = 0; attempt < 100; attempt += 1) {
    const port = randomInt(20_000, 30_000);
    if (await isPortFree(port, host)) return port;
  }
  throw new Error(`No free port found on ${host} between 20000 and 29999.`);
}
