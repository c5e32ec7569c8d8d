import { expect, test } from 'vitest';
import { clusterName, parsePostmasterFile, serverArguments } from './stop-old-server';

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

const whole = '4711\n/srv/data\n1795000000\n20123\n\n127.0.0.1\n  1234567    5\nready   \n';

test('reads process, folder, port and readiness from postmaster.pid', () => {
  expect(parsePostmasterFile(whole)).toEqual({ pid: 4711, dataDir: '/srv/data', port: 20123, isReady: true });
});

test('reads a server that is still recovering as not ready', () => {
  expect(parsePostmasterFile(whole.replace('ready   ', 'starting'))?.isReady).toBe(false);
});

test('returns null for a postmaster.pid that is still being written', () => {
  expect(parsePostmasterFile('')).toBeUndefined();
  expect(parsePostmasterFile('4711\n')).toBeUndefined();
  expect(parsePostmasterFile('x\n/srv/data\n')).toBeUndefined();
});
