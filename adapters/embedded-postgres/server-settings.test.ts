import { expect, test } from 'vitest';
import { clusterName, serverArguments } from './server-settings';

const durable = serverArguments({ dataDir: '/srv/data', port: 20123, durable: true }).join(' ');

test('PostgreSQL listens on loopback alone, without a socket file', () => {
  expect(durable).toContain('listen_addresses=127.0.0.1');
  expect(durable).toMatch(/unix_socket_directories=( |$)/);
});

test('a durable PostgreSQL keeps fsync and every other safeguard of the disk', () => {
  expect(durable).not.toMatch(/fsync|synchronous_commit|full_page_writes/);
});

test('two data folders never share a PostgreSQL cluster name', () => {
  expect(clusterName('/srv/a')).not.toBe(clusterName('/srv/b'));
});
