import { describe, expect, it } from 'vitest';
import { formatInZone } from './rotation-preview';

describe('formatInZone', () => {
  it('gives local time and offset before and after a clock change', () => {
    expect(formatInZone(new Date('2026-02-28T23:00Z'), 'Europe/Berlin')).toBe('Sun 2026-03-01 00:00 +01:00');
    expect(formatInZone(new Date('2026-03-31T22:00Z'), 'Europe/Berlin')).toBe('Wed 2026-04-01 00:00 +02:00');
    expect(formatInZone(new Date('2026-03-01T05:00Z'), 'America/New_York')).toBe(
      'Sun 2026-03-01 00:00 \u221205:00',
    );
  });
});
