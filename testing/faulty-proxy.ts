import { connect, createServer, type Socket } from 'node:net';
import { Transform } from 'node:stream';
import { listenOnLoopback } from './listen-on-loopback';

type Direction = 'up' | 'down';

/** A TCP proxy that cuts connections, and delays or changes the bytes that pass. */
export type FaultyProxy = {
  url: string;
  /** Cuts one connection, once, after this number of bytes in this direction. */
  cutOnce: (direction: Direction, afterBytes: number) => void;
  /** Cuts one connection, once, before the response to a request whose head matches. */
  loseResponse: (head: RegExp) => void;
  /** Cuts each connection after this number of bytes in this direction. */
  cutEach: (direction: Direction, afterBytes: number) => void;
  /** Flips one bit, once, after this number of bytes towards the server. */
  flipOnce: (afterBytes: number) => void;
  /** Limits each connection in each direction to these bytes per second; 0 lets nothing pass. */
  slowTo: (bytesPerSecond: number) => void;
  /** True once the fault of `cutOnce`, `loseResponse` or `flipOnce` has happened. */
  hasFailed: () => boolean;
  /** Removes all faults, so that everything passes from now on. */
  heal: () => void;
  close: () => Promise<void>;
};

type Fault =
  | { kind: 'cut' | 'flip'; direction: Direction; left: number }
  | { kind: 'lose-response'; head: RegExp }
  | { kind: 'cut-each'; direction: Direction; afterBytes: number }
  | { kind: 'slow'; bytesPerSecond: number };

export async function startFaultyProxy(targetUrl: string): Promise<FaultyProxy> {
  const { hostname, port } = new URL(targetUrl);
  const open = new Set<Socket>();
  let fault: Fault | undefined;
  let failures = 0;

  /** Passes on the bytes of one connection in one direction, with the faults applied. */
  const pass = (direction: Direction, cut: () => void): Transform => {
    let passed = 0;
    return new Transform({
      transform(chunk: Buffer, _, done) {
        passed += chunk.byteLength;
        const bytes = Buffer.from(chunk);
        if (fault?.kind === 'slow') return delay(bytes, fault.bytesPerSecond, done);
        if (fault?.kind === 'lose-response') {
          if (direction === 'up' && fault.head.test(bytes.toString('latin1')))
            fault = { kind: 'cut', direction: 'down', left: 0 };
          return done(null, bytes);
        }
        if (!fault || fault.direction !== direction) return done(null, bytes);
        if (fault.kind === 'cut-each') {
          const over = passed - fault.afterBytes;
          if (over < 0) return done(null, bytes);
          this.push(bytes.subarray(0, Math.max(0, bytes.byteLength - over)));
          return setImmediate(cut);
        }
        const at = fault.left;
        fault.left -= bytes.byteLength;
        if (fault.left >= 0) return done(null, bytes);
        const { kind } = fault;
        fault = undefined;
        failures++;
        if (kind === 'flip') {
          bytes[at]! ^= 1;
          return done(null, bytes);
        }
        this.push(bytes.subarray(0, at));
        setImmediate(cut);
      },
    });
  };
  const delay = (bytes: Buffer, bytesPerSecond: number, done: (error: null, bytes: Buffer) => void) => {
    if (bytesPerSecond > 0) setTimeout(() => done(null, bytes), (bytes.byteLength / bytesPerSecond) * 1_000);
  };

  const server = createServer((near) => {
    const far = connect(Number(port), hostname);
    open.add(near);
    const cut = () => {
      near.resetAndDestroy();
      far.destroy();
    };
    near.pipe(pass('up', cut)).pipe(far);
    far.pipe(pass('down', cut)).pipe(near);
    for (const socket of [near, far]) {
      socket.on('error', () => {});
      socket.once('close', () => {
        open.delete(near);
        near.destroy();
        far.destroy();
      });
    }
  });
  const url = `http://127.0.0.1:${await listenOnLoopback(server)}`;
  const set = (next: Fault | undefined) => {
    fault = next;
    failures = 0;
  };
  return {
    url,
    cutOnce: (direction, afterBytes) => set({ kind: 'cut', direction, left: afterBytes }),
    loseResponse: (head) => set({ kind: 'lose-response', head }),
    cutEach: (direction, afterBytes) => set({ kind: 'cut-each', direction, afterBytes }),
    flipOnce: (afterBytes) => set({ kind: 'flip', direction: 'up', left: afterBytes }),
    slowTo: (bytesPerSecond) => set({ kind: 'slow', bytesPerSecond }),
    hasFailed: () => failures > 0,
    heal: () => set(undefined),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of open) socket.destroy();
      }),
  };
}
