import { connect, createServer, type Socket } from 'node:net';
import { listenOnLoopback } from './listen-on-loopback';

/** The end of a connection: in order, as when a server ends it; or by a reset, as when its machine or process dies. */
type Severance = 'closed' | 'reset';

/** A proxy to a database whose connections can be cut, all at once. */
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
      // A cut connection is no error here.
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
