import { describe, expect, it } from 'vitest';
import { decideAcceptance, decideInterval, decidePlannedDates, explainNoOpenRound } from './decide-changes';

const opensAt = new Date('2026-03-01T00:00:00.000Z');

const closesAt = new Date('2026-04-01T00:00:00.000Z');

const accepts = (state: 'open' | 'closed' | 'sealed', now: string) =>
  decideAcceptance({ state, opensAt, closesAt }, new Date(now)).ok;

describe('decideAcceptance', () => {
  it('accepts the instant of the opening and refuses the instant of the close', () => {
    expect(accepts('open', '2026-03-01T00:00:00.000Z')).toBe(true);
    expect(accepts('open', '2026-03-31T23:59:59.999Z')).toBe(true);
    expect(accepts('open', '2026-04-01T00:00:00.000Z')).toBe(false);
    expect(accepts('open', '2026-02-28T23:59:59.999Z')).toBe(false);
  });

  it('refuses a round that is not open, at any time', () => {
    expect(accepts('closed', '2026-03-15T00:00:00.000Z')).toBe(false);
    expect(accepts('sealed', '2026-03-15T00:00:00.000Z')).toBe(false);
  });
});

describe('explainNoOpenRound', () => {
  const frozenAt = new Date('2026-03-10T00:00:00.000Z');
  const frozen = { state: 'frozen', frozenFrom: 'open', frozenAt, freezeReason: 'Labels are out.' } as const;

  it('states the reason of a round that was frozen while it accepted submissions', () => {
    expect(explainNoOpenRound(frozen)).toEqual({ kind: 'round_frozen', reason: 'Labels are out.', frozenAt });
  });

  it('says only that no round is open if the round had ended, doesn’t exist or was never frozen', () => {
    const none = { kind: 'no_open_round' };
    expect(explainNoOpenRound({ ...frozen, frozenFrom: 'closed' })).toEqual(none);
    expect(explainNoOpenRound({ ...frozen, state: 'invalidated' })).toEqual(none);
    expect(explainNoOpenRound({ ...frozen, state: 'closed' })).toEqual(none);
    expect(explainNoOpenRound(undefined)).toEqual(none);
  });
});

const openedAt = new Date('2026-03-01T12:00:00Z');

const later = new Date('2026-03-08T12:00:00Z');

const nextRotationAt = null;

const planned = new Date('2026-04-01T00:00:00Z');

describe('decideInterval', () => {
  it('sets the close as requested, else as planned, else to thirty days after the opening', () => {
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

  it('sets the close at the next rotation at the latest, and refuses a later close', () => {
    const rotation = new Date('2026-03-15T00:00:00Z');
    const opening = { openedAt, planned, wanted: null, nextRotationAt: rotation };
    expect(decideInterval(opening)).toEqual({ ok: true, value: rotation });
    expect(decideInterval({ ...opening, planned: null })).toEqual({ ok: true, value: rotation });
    expect(decideInterval({ ...opening, wanted: later })).toEqual({ ok: true, value: later });
    expect(decideInterval({ ...opening, wanted: planned })).toMatchObject({
      error: { kind: 'after_next_rotation', nextRotationAt: rotation },
    });
  });

  it('ends the round the schedule’s gap before the next rotation, unless it opens within the gap or another close is requested', () => {
    const rotation = new Date('2026-03-15T00:00:00Z');
    const opening = { openedAt, planned: null, wanted: null, nextRotationAt: rotation, gapHours: 48 };
    expect(decideInterval(opening)).toEqual({ ok: true, value: new Date('2026-03-13T00:00:00Z') });
    expect(decideInterval({ ...opening, wanted: rotation })).toEqual({ ok: true, value: rotation });
    const within = { ...opening, openedAt: new Date('2026-03-14T00:00:00Z') };
    expect(decideInterval(within)).toEqual({ ok: true, value: rotation });
  });

  it('refuses a close that isn’t after the opening', () => {
    expect(decideInterval({ openedAt, nextRotationAt, planned: null, wanted: openedAt }).ok).toBe(false);
    expect(
      decideInterval({ openedAt, nextRotationAt, planned: new Date('2026-02-01T00:00:00Z'), wanted: null })
        .ok,
    ).toBe(false);
  });
});

describe('decidePlannedDates', () => {
  const now = new Date('2026-03-15T00:00:00.000Z');

  it('accepts future dates, and a round without planned dates', () => {
    expect(decidePlannedDates({ opensAt: null, closesAt }, now).ok).toBe(true);
    expect(decidePlannedDates({}, now).ok).toBe(true);
  });

  it('refuses an opening or a close in the past, and names which of the two', () => {
    expect(decidePlannedDates({ opensAt, closesAt }, now)).toMatchObject({
      error: {
        kind: 'invalid_request',
        faults: [
          {
            field: 'opens_at',
            detail:
              'The planned opening, 1 March 2026 at 00:00 UTC, has passed. Give a later one, or leave it empty to open by hand.',
          },
        ],
      },
    });
    expect(decidePlannedDates({ opensAt, closesAt }, closesAt)).toMatchObject({
      error: { faults: [{ field: 'opens_at' }, { field: 'closes_at' }] },
    });
  });
});
