import { spawn } from 'node:child_process';
import { existsSync, openSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { describeFault, isDatabaseFault, isDiskFull, isObjectStoreFault } from './faults';
import { objectStoreCodes } from './object-store/object-store';

const coded = (code: string) => Object.assign(new Error('said so'), { code });

describe('object store fault', () => {
  it('has a code by which it is recognised, also in the cause of another error; a full store counts as a full disk', () => {
    const away = coded(objectStoreCodes.away);
    expect(isObjectStoreFault(away)).toBe(true);
    expect(isObjectStoreFault(new Error('a job failed', { cause: away }))).toBe(true);
    expect(isDiskFull(away)).toBe(false);
    expect(isDiskFull(coded(objectStoreCodes.full))).toBe(true);
    expect(isObjectStoreFault(coded('ECONNREFUSED'))).toBe(false);
  });
});

describe('database fault', () => {
  it.each([
    'ECONNREFUSED',
    'CONNECT_TIMEOUT',
    'CONNECTION_CLOSED',
    '57P01',
    '57014',
    '53300',
    '08006',
    '55P03',
    '58030',
  ])('counts the error code %s as a database fault, also in the cause of another error', (code) => {
    expect(isDatabaseFault(coded(code))).toBe(true);
    expect(isDatabaseFault(new Error('a query failed', { cause: coded(code) }))).toBe(true);
  });

  it.each(['23505', '42P01', '22P02', '40001', 'ENOENT', 'ERR_ASSERTION'])(
    'doesn’t count the error code %s as a database fault',
    (code) => {
      expect(isDatabaseFault(coded(code))).toBe(false);
    },
  );

  it('isn’t found in an error without a code, nor in a cycle of causes', () => {
    expect(isDatabaseFault(new Error('a bug'))).toBe(false);
    expect(isDatabaseFault('57014')).toBe(false);
    const circle = new Error('round');
    circle.cause = circle;
    expect(isDatabaseFault(circle)).toBe(false);
  });
});

it('the log has class and stack frame of an error and nothing of its message, even if the message looks like a stack frame', () => {
  const error = new TypeError('Failed query: insert\nparams: A secret\n    at rest, of a label\nand more');
  const described = describeFault(error);
  expect(described.fault).toBe('TypeError');
  expect(described.at[0]).toContain('faults.test.ts');
  expect(JSON.stringify(described)).not.toMatch(/secret|label|params/);
  expect(describeFault('a secret')).toEqual({ fault: 'string', at: [] });
});

it('the log has the kind of failure of a failed query', () => {
  const cause = Object.assign(new Error('a secret'), { name: 'PostgresError', code: '57014' });
  const described = describeFault(new Error('Failed query: a secret', { cause }));
  expect(described.cause).toBe('PostgresError 57014');
  expect(JSON.stringify(described)).not.toContain('secret');
});

/** A Linux device on which every write fails with ENOSPC. */
const fullDisk = '/dev/full';

const runOnFullDisk = (lines: string): Promise<number | null> =>
  new Promise((resolve) => {
    const full = openSync(fullDisk, 'w');
    spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', lines], {
      stdio: ['ignore', full, full],
    }).once('exit', (code) => resolve(code));
  });

const speak = `
  for (let i = 0; i < 10; i++) { console.log('a line'); console.error('a line'); }
  const { default: pino } = await import('pino');
  const log = pino({}, process.stdout);
  for (let i = 0; i < 10; i++) log.info('a line');
  setTimeout(() => process.exit(7), 200);
`;

describe.skipIf(!existsSync(fullDisk))('process whose output file is on a full disk', () => {
  /** Node 22 and newer survive a full disk without `outliveFullDisk`. */
  const isNeeded = Number.parseInt(process.versions.node, 10) < 22;

  it('survives if it ignores output errors, and ends otherwise', async () => {
    const described = `const { outliveFullDisk } = await import('./adapters/faults.ts'); outliveFullDisk();`;
    expect(await runOnFullDisk(described + speak)).toBe(7);
    expect((await runOnFullDisk(speak)) === 7).toBe(!isNeeded);
  });
});
