import { describe, expect, it } from 'vitest';
import { decideInterval } from './decide-interval';

const openedAt = new Date('2026-03-01T12:00:00Z');
const later = new Date('2026-03-08T12:00:00Z');
const planned = new Date('2026-04-01T00:00:00Z');

describe('decideInterval', () => {
  it('closes as asked, else as planned, else after thirty days', () => {
    expect(decideInterval({ openedAt, planned, wanted: later })).toEqual({ ok: true, value: later });
    expect(decideInterval({ openedAt, planned, wanted: null })).toEqual({ ok: true, value: planned });
    expect(decideInterval({ openedAt, planned: null, wanted: null })).toEqual({
      ok: true,
      value: new Date('2026-03-31T12:00:00Z'),
    });
  });

  it('refuses a close that is not after the opening', () => {
    expect(decideInterval({ openedAt, planned: null, wanted: openedAt }).ok).toBe(false);
    expect(decideInterval({ openedAt, planned: new Date('2026-02-01T00:00:00Z'), wanted: null }).ok).toBe(
      false,
    );
  });
});
