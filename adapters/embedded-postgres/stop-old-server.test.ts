import { expect, test } from 'vitest';
import { parsePostmasterFile } from './stop-old-server';

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
