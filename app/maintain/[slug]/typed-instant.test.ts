import { expect, test } from 'vitest';
import { typedInstant } from './typed-instant';
import { utcInstant } from './utc-instant';

test('a field holds an instant to the minute', () => {
  expect(typedInstant('2031-02-01T00:00:00.000Z')).toBe('2031-02-01T00:00');
  expect(typedInstant(null)).toBe('');
});

test.each(['2031-02-01T00:00:00.000Z', '2031-02-01T10:00:59.000Z', '2031-02-01T10:00:00.250Z'])(
  'a form that is saved untouched leaves %s as it is',
  (instant) => expect(Date.parse(utcInstant(typedInstant(instant)) ?? '')).toBe(Date.parse(instant)),
);
