import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, it } from 'vitest';
import type { Schedule } from '@/lib/core/round/schedule/schedule';
import { formatInZone, RotationPreview } from './rotation-preview';

describe('the next rotations', () => {
  const monthly: Schedule = { cadence: { kind: 'monthly', day: 1, time: '00:00' }, timeZone: 'UTC' };
  const listInstants = (schedule: Schedule) => {
    const rotations = [new Date('2027-01-01T00:00Z'), new Date('2027-02-01T00:00Z')];
    const html = renderToStaticMarkup(createElement(RotationPreview, { schedule, rotations }));
    return [...html.matchAll(/dateTime="([^"]+)"/gi)].map(([, instant]) => instant?.slice(0, 10));
  };

  it('show the close of each round before a gap, also of the last one', () => {
    expect(listInstants(monthly)).toEqual(['2027-01-01', '2027-02-01']);
    expect(listInstants({ ...monthly, gapHours: 48 })).toEqual([
      ...['2027-01-01', '2027-01-30'],
      ...['2027-02-01', '2027-02-27'],
    ]);
  });
});

describe('formatInZone', () => {
  it('gives local time and offset before and after a clock change', () => {
    expect(formatInZone(new Date('2026-02-28T23:00Z'), 'Europe/Berlin')).toBe('Sun 2026-03-01 00:00 +01:00');
    expect(formatInZone(new Date('2026-03-31T22:00Z'), 'Europe/Berlin')).toBe('Wed 2026-04-01 00:00 +02:00');
    expect(formatInZone(new Date('2026-03-01T05:00Z'), 'America/New_York')).toBe(
      'Sun 2026-03-01 00:00 \u221205:00',
    );
  });
});
