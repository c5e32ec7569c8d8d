import { describe, expect, it } from 'vitest';
import { isItemDate } from './is-item-date';

describe('isItemDate', () => {
  it.each(['2026-03-01', '2024-02-29', '2000-02-29', '2026-03-01T09:30Z', '2026-03-01T09:30:00.123+02:00'])(
    'accepts %s',
    (text) => expect(isItemDate(text)).toBe(true),
  );

  it.each([
    '2026-02-29',
    '1900-02-29',
    '2026-13-01',
    '2026-00-10',
    '2026-04-31',
    '2026-3-1',
    '01.03.2026',
    '2026-03-01T09:30',
    '2026-03-01 09:30:00Z',
    '2026-03-01T24:00Z',
    '2026-03-01T09:60Z',
    ' 2026-03-01',
  ])('refuses %s', (text) => expect(isItemDate(text)).toBe(false));
});
