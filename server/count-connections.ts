import type { Server } from 'node:http';
import type { Socket } from 'node:net';

/**
 * Takes no more connections of one caller than so many: each costs memory and a descriptor, before it has asked for anything.
 * @param callerOf who calls, by the connection alone; null for one who may be anybody, such as a proxy
 */
export function countConnections(
  server: Server,
  callerOf: (socket: Socket) => string | null,
  ofCallerMax: number,
): void {
  const counts = new Map<string, number>();
  server.on('connection', (socket: Socket) => {
    const caller = callerOf(socket);
    if (caller === null) return;
    const count = (counts.get(caller) ?? 0) + 1;
    if (count > ofCallerMax) {
      socket.destroy();
      return;
    }
    counts.set(caller, count);
    socket.once('close', () => {
      const left = (counts.get(caller) ?? 1) - 1;
      if (left === 0) counts.delete(caller);
      else counts.set(caller, left);
    });
  });
}
