import type { Server } from 'node:http';

/** Nothing here is upgraded. Next listens for upgrades too, and leaves such a connection open without an answer. */
export function refuseUpgrades(server: Server): void {
  server.on('upgrade', (_request, socket) => {
    // Whoever asked may be gone already.
    socket.on('error', () => {});
    socket.end('HTTP/1.1 400 Bad Request\r\nconnection: close\r\ncontent-length: 0\r\n\r\n', () =>
      socket.destroy(),
    );
  });
}
