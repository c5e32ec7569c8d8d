import { describe, expect, it } from 'vitest';
import { isDatabaseFault } from './is-database-fault';

const coded = (code: string) => Object.assign(new Error('said so'), { code });

describe('a fault of the database', () => {
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
  ])('is %s, also as the cause of another error', (code) => {
    expect(isDatabaseFault(coded(code))).toBe(true);
    expect(isDatabaseFault(new Error('a query failed', { cause: coded(code) }))).toBe(true);
  });

  it.each(['23505', '42P01', '22P02', '40001', 'ENOENT', 'ERR_ASSERTION'])('isn’t %s', (code) => {
    expect(isDatabaseFault(coded(code))).toBe(false);
  });

  it('isn’t what has no code, nor a circle of causes', () => {
    expect(isDatabaseFault(new Error('a bug'))).toBe(false);
    expect(isDatabaseFault('57014')).toBe(false);
    const circle = new Error('round');
    circle.cause = circle;
    expect(isDatabaseFault(circle)).toBe(false);
  });
});
