import { describe, expect, it } from 'vitest';
import { decideInterval } from './decide-interval';

const openedAt = new Date('2026-03-01T12:00:00Z');
const later = new Date('2026-03-08T12:00:00Z');
const nextRotationAt = null;
const planned = new Date('2026-04-01T00:00:00Z');

describe('decideInterval', () => {
  it('closes as asked, else as planned, else after thirty days', () => {
    expect(decideInterval({ openedAt, nextRotationAt, planned, wanted: later })).toEqual({
      ok: true,
      value: later,
    });
    expect(decideInterval({ openedAt, nextRotationAt, planned, wanted: null })).toEqual({
      ok: true,
      value: planned,
    });
    expect(decideInterval({ openedAt, nextRotationAt, planned: null, wanted: null })).toEqual({
      ok: true,
      value: new Date('2026-03-31T12:00:00Z'),
    });
  });

  it('closes at the next rotation at the latest, and refuses to promise more', () => {
    const rotation = new Date('2026-03-15T00:00:00Z');
    const opening = { openedAt, planned, wanted: null, nextRotationAt: rotation };
    expect(decideInterval(opening)).toEqual({ ok: true, value: rotation });
    expect(decideInterval({ ...opening, planned: null })).toEqual({ ok: true, value: rotation });
    expect(decideInterval({ ...opening, wanted: later })).toEqual({ ok: true, value: later });
    expect(decideInterval({ ...opening, wanted: planned })).toMatchObject({
      error: { kind: 'after_next_rotation', nextRotationAt: rotation },
    });
  });

  it('refuses a close that is not after the opening', () => {
    expect(decideInterval({ openedAt, nextRotationAt, planned: null, wanted: openedAt }).ok).toBe(false);
    expect(
      decideInterval({ openedAt, nextRotationAt, planned: new Date('2026-02-01T00:00:00Z'), wanted: null })
        .ok,
    ).toBe(false);
  });
});
