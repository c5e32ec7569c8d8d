import { describe, expect, it } from 'vitest';
import { type ComingState, type EndedRound, listComingEvents } from './list-coming-events';

const day = (text: string): Date => new Date(`2026-${text}T00:00Z`);
const sealed = (roundId: string, queueOrder: number) => ({
  roundId,
  queueOrder,
  opensAt: null,
  closesAt: null,
});
const closed = (roundId: string, openedAt: Date, overrides: Partial<EndedRound> = {}): EndedRound => ({
  roundId,
  openedAt,
  isRevealed: false,
  unfinishedCount: 0,
  ...overrides,
});
const list = (overrides: Partial<ComingState>, count = 1) =>
  listComingEvents(
    {
      now: day('03-10'),
      schedule: { cadence: { kind: 'monthly', day: 1, time: '00:00' }, timeZone: 'UTC' },
      nextRotationAt: day('04-01'),
      open: { roundId: 'c', closesAt: day('04-01'), openedAt: day('03-01') },
      sealed: [],
      inputs: 'public',
      overdueSince: null,
      revealsAfterRounds: null,
      closed: [],
      frozen: [],
      ...overrides,
    },
    count,
  ).map(({ kind, at, ...more }) => [kind, at, 'roundId' in more ? more.roundId : null]);

describe('listComingEvents', () => {
  it('lists the events of a rotation in order: inputs an hour before, the close, the official ranking, the opening', () => {
    expect(list({ sealed: [sealed('d', 1)] })).toEqual([
      ['inputs_written', new Date('2026-03-31T23:00Z'), 'd'],
      ['closes', day('04-01'), 'c'],
      ['ranking_official', day('04-01'), 'c'],
      ['opens', day('04-01'), 'd'],
    ]);
  });

  it('lists close, ranking and reveal before the gap, and the opening after it', () => {
    const schedule = {
      cadence: { kind: 'monthly', day: 1, time: '00:00' },
      timeZone: 'UTC',
      gapHours: 48,
    } as const;
    const open = { roundId: 'c', closesAt: day('03-30'), openedAt: day('03-01') };
    expect(list({ schedule, open, revealsAfterRounds: 0, sealed: [sealed('d', 1)] }, 2)).toEqual([
      ['closes', day('03-30'), 'c'],
      ['ranking_official', day('03-30'), 'c'],
      ['revealed', day('03-30'), 'c'],
      ['inputs_written', new Date('2026-03-31T23:00Z'), 'd'],
      ['opens', day('04-01'), 'd'],
    ]);
  });

  it('predicts when the refresh will be overdue, once for all rotations missed in a row', () => {
    const kinds = list({ sealed: [sealed('d', 1)] }, 6).filter(([kind]) => kind === 'becomes_overdue');
    expect(kinds).toEqual([['becomes_overdue', day('05-01'), null]]);
  });

  it('starts with an overdue refresh, and does not predict it again', () => {
    expect(list({ open: null, overdueSince: day('03-01') }, 3)).toEqual([['is_overdue', day('03-01'), null]]);
  });

  it('lists a frozen round before all scheduled events', () => {
    expect(list({ frozen: [{ roundId: 'b', frozenAt: day('03-05') }] })[0]).toEqual([
      'is_frozen',
      day('03-05'),
      'b',
    ]);
  });

  it('lists no publication of inputs that are hidden, or less than an hour before the opening', () => {
    const kinds = (overrides: Partial<ComingState>) =>
      list({ ...overrides, sealed: [sealed('d', 1)] }).map(([kind]) => kind);
    expect(kinds({ inputs: 'hidden' })).not.toContain('inputs_written');
    expect(kinds({ now: new Date('2026-03-31T23:30Z') })).not.toContain('inputs_written');
  });

  it('lists the reveal of a round at the close of the last of the later rounds that it waits for', () => {
    const before = [closed('a', day('01-01')), closed('b', day('02-01'))];
    const reveals = list({ closed: before, revealsAfterRounds: 2, sealed: [sealed('d', 1)] }, 3).filter(
      ([kind]) => kind === 'revealed',
    );
    expect(reveals).toEqual([
      ['revealed', day('04-01'), 'a'],
      ['revealed', day('05-01'), 'b'],
    ]);
  });

  it('lists no reveal that maintainers must start by hand, and no reveal twice', () => {
    const before = [closed('a', day('01-01'), { isRevealed: true }), closed('b', day('02-01'))];
    expect(list({ closed: before }).map(([kind]) => kind)).not.toContain('revealed');
    expect(list({ closed: before, revealsAfterRounds: 1 }).filter(([kind]) => kind === 'revealed')).toEqual([
      ['revealed', day('04-01'), 'b'],
    ]);
  });

  it('says that a closed round waits for its ranking while submissions are unfinished', () => {
    expect(list({ closed: [closed('a', day('01-01'), { unfinishedCount: 2 })] })[0]).toEqual([
      'ranking_official',
      day('03-10'),
      'a',
    ]);
  });
});
