import { once } from 'node:events';
import type { Server } from 'node:net';

/** Starts a server on loopback. @param port 0 for any free port @returns the port */
export async function listenOnLoopback(server: Server, port = 0): Promise<number> {
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the server has no port');
  return address.port;
}
