import { once } from 'node:events';
import { createServer } from 'node:http';
import { connect } from 'node:net';
import { expect, it } from 'vitest';
import { refuseUpgrades } from './refuse-upgrades';

it('a request to upgrade is refused and its connection ended, also where somebody else listens and says nothing', async () => {
  const server = createServer();
  refuseUpgrades(server);
  server.on('upgrade', () => {});
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the server has no port');
  // It leaves its own side open, as somebody would who wants to hold the connection.
  const socket = connect({ port: address.port, host: '127.0.0.1', allowHalfOpen: true });
  let answer = '';
  socket.on('data', (data) => {
    answer += data;
  });
  socket.write('GET / HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n');
  await once(socket, 'end');
  expect(answer).toMatch(/^HTTP\/1\.1 400 /);
  socket.destroy();
  await new Promise((resolve) => server.close(resolve));
});
