import type { Server } from 'node:http';
import type { Socket } from 'node:net';

export type ReadingLimits = {
  /** How long nothing of what is sent need be taken. */
  readonly graceMs: number;
  readonly bytesPerSecondMin: number;
  readonly looksEveryMs: number;
};

/** As for uploads: the slowest line takes 8 kB a second. */
const slowestLine: ReadingLimits = { graceMs: 60_000, bytesPerSecondMin: 8 * 1024, looksEveryMs: 10_000 };

/**
 * Ends a connection whose other end doesn't take what is sent: it would hold the file or the answer behind it for good. The time that it has grows with
 * what it was sent, and it is sent little more than it has taken, since whatever makes an answer waits for it.
 */
export function endSlowReaders(server: Server, limits = slowestLine): void {
  const { graceMs, bytesPerSecondMin, looksEveryMs } = limits;
  const sockets = new Set<Socket>();
  /** Since when something waits to be taken, and what had been taken before. */
  const waits = new Map<Socket, { sinceMs: number; takenBytes: number }>();
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.once('close', () => {
      sockets.delete(socket);
      waits.delete(socket);
    });
  });
  const look = (): void => {
    const nowMs = performance.now();
    for (const socket of sockets) {
      if (socket.writableLength === 0) {
        waits.delete(socket);
        continue;
      }
      const wait = waits.get(socket);
      if (!wait)
        waits.set(socket, { sinceMs: nowMs, takenBytes: socket.bytesWritten - socket.writableLength });
      else if (
        nowMs - wait.sinceMs >
        graceMs + ((socket.bytesWritten - wait.takenBytes) / bytesPerSecondMin) * 1_000
      )
        socket.destroy();
    }
  };
  setInterval(look, looksEveryMs).unref();
}
