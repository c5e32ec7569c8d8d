import { connect, createServer, type Socket } from 'node:net';
import { listenOnLoopback } from './listen-on-loopback';

/**
 * How a connection ends: `closed` in an orderly way, as when a server ends it, or `reset`, as when the server's machine or
 * process dies.
 */
type Severance = 'closed' | 'reset';

/** A proxy to a database that can cut all connections at once. */
export type SeveredDatabase = {
  url: string;
  sever: (how: Severance) => void;
  close: () => Promise<void>;
};

export async function makeSeveredDatabase(url: string): Promise<SeveredDatabase> {
  const { hostname, port } = new URL(url);
  const open = new Set<Socket>();
  const server = createServer((near) => {
    const far = connect(Number(port), hostname);
    open.add(near);
    near.pipe(far).pipe(near);
    for (const socket of [near, far]) {
      // The error of a connection that was cut on purpose is ignored.
      socket.on('error', () => {});
      socket.once('close', () => {
        open.delete(near);
        near.destroy();
        far.destroy();
      });
    }
  });
  const here = new URL(url);
  here.hostname = '127.0.0.1';
  here.port = String(await listenOnLoopback(server));
  const sever = (how: Severance) => {
    for (const socket of open) how === 'reset' ? socket.resetAndDestroy() : socket.destroy();
  };
  return {
    url: here.href,
    sever,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        sever('closed');
      }),
  };
}
