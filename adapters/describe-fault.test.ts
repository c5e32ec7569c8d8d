import { expect, it } from 'vitest';
import { describeFault } from './describe-fault';

it('tells kind and place and not a word of the message, even of one that looks like a place', () => {
  const error = new TypeError('Failed query: insert\nparams: A secret\n    at rest, of a label\nand more');
  const told = describeFault(error);
  expect(told.fault).toBe('TypeError');
  expect(told.at[0]).toContain('describe-fault.test.ts');
  expect(JSON.stringify(told)).not.toMatch(/secret|label|params/);
  expect(describeFault('a secret')).toEqual({ fault: 'string', at: [] });
});

it('tells of a failed query which kind of failure it was', () => {
  const cause = Object.assign(new Error('a secret'), { name: 'PostgresError', code: '57014' });
  const told = describeFault(new Error('Failed query: a secret', { cause }));
  expect(told.cause).toBe('PostgresError 57014');
  expect(JSON.stringify(told)).not.toContain('secret');
});
