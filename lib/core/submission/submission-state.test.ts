import { describe, expect, it } from 'vitest';
import { refusedAs } from '@/testing/unwrap';
import type { Round } from '../round/round';
import {
  type CountingCandidate,
  decideChoice,
  decideWithdrawal,
  isSettled,
  pickCounting,
  visibleStateOf,
} from './submission-state';

const closesAt = new Date('2026-05-01T00:00:00Z');

const [before, after] = [new Date(closesAt.getTime() - 1), closesAt];

const roundIn = (state: string, frozenFrom: string | null = null) =>
  ({ state, frozenFrom, closesAt }) as unknown as Round;

const scored = { state: 'scored', withdrawnAt: null, isAutomatic: false } as const;

const team = { isInTeam: true, isMaintainer: false };

const maintainer = { isInTeam: false, isMaintainer: true };

const withdraw = (round: Round, now: Date, asker: typeof team, reason: string | null = null) =>
  decideWithdrawal(scored, { round, now, asker, reason });

describe('state of a submission that readers see', () => {
  const stateOf = (state: 'scored' | 'failed' | 'scoring', feedback: object | null, isAutomatic = false) =>
    visibleStateOf({ state, feedback, isAutomatic });

  it('shows a submission as scored only once it has its feedback', () => {
    expect(stateOf('scored', null)).toBe('scoring');
    expect(stateOf('scored', {})).toBe('scored');
    expect(stateOf('failed', null)).toBe('failed');
  });

  it('doesn’t wait for the feedback of an automatic evaluation, which has none', () => {
    expect(stateOf('scored', null, true)).toBe('scored');
  });

  it('counts as settled when it is final, or while the outcome is hidden until the close', () => {
    expect(isSettled({ state: 'scoring', score_at: null })).toBe(false);
    expect(isSettled({ state: 'scored', score_at: null })).toBe(true);
    expect(isSettled({ state: 'queued', score_at: '2026-05-01T00:00:00.000Z' })).toBe(true);
  });
});

describe('withdrawal of a submission', () => {
  it('can be done only by the team until the close, and by a maintainer with a reason afterwards', () => {
    const open = roundIn('open');
    expect(withdraw(open, before, team)).toEqual({ ok: true, value: { reason: null } });
    expect(withdraw(open, before, maintainer, 'Leaked.')).toMatchObject(refusedAs('forbidden'));
    for (const [round, now] of [
      [open, after],
      [roundIn('closed'), before],
      [roundIn('frozen', 'closed'), before],
    ] as const) {
      expect(withdraw(round, now, team)).toMatchObject(refusedAs('forbidden'));
      expect(withdraw(round, now, maintainer)).toMatchObject(refusedAs('invalid_request'));
      expect(withdraw(round, now, maintainer, 'Leaked.')).toEqual({ ok: true, value: { reason: 'Leaked.' } });
    }
    expect(withdraw(roundIn('frozen', 'open'), before, team)).toMatchObject({ ok: true });
  });

  it('refuses a withdrawal once the file is published, once the round no longer counts, and if there is nothing to withdraw', () => {
    const both = { isInTeam: true, isMaintainer: true };
    for (const state of ['revealed', 'invalidated', 'sealed'])
      expect(withdraw(roundIn(state), before, both, 'Why not.')).toMatchObject(refusedAs('not_withdrawable'));
    for (const submission of [
      { ...scored, state: 'rejected' },
      { ...scored, state: 'failed' },
      { ...scored, withdrawnAt: before },
    ] as const)
      expect(
        decideWithdrawal(submission, { round: roundIn('open'), now: before, asker: both, reason: null }),
      ).toMatchObject(refusedAs('not_withdrawable'));
  });
});

describe('choice of the counting submission', () => {
  it('can be made by the team only while the round is open', () => {
    expect(decideChoice(scored, { round: roundIn('open'), now: before, isInTeam: true })).toMatchObject({
      ok: true,
    });
    expect(decideChoice(scored, { round: roundIn('open'), now: before, isInTeam: false })).toMatchObject(
      refusedAs('forbidden'),
    );
    for (const [round, now] of [
      [roundIn('open'), after],
      [roundIn('closed'), before],
      [roundIn('frozen', 'open'), before],
    ] as const)
      expect(decideChoice(scored, { round, now, isInTeam: true })).toMatchObject(refusedAs('not_choosable'));
  });

  it('never includes an automatic evaluation, whose outcome waits for the close', () => {
    const automatic = { ...scored, isAutomatic: true };
    for (const [round, now] of [
      [roundIn('open'), before],
      [roundIn('closed'), after],
    ] as const)
      expect(decideChoice(automatic, { round, now, isInTeam: true })).toMatchObject({
        error: { kind: 'not_choosable', because: 'it is an automatic evaluation' },
      });
  });
});

const at = (minute: number) => new Date(Date.UTC(2026, 2, 1, 0, minute));

const candidate = (id: string, facts: Partial<CountingCandidate>): CountingCandidate => ({
  id,
  isChosen: false,
  reportedScore: null,
  isAutomatic: false,
  receivedAt: at(0),
  ...facts,
});

const first = candidate('first', { receivedAt: at(1), reportedScore: 0.8 });

const refused = candidate('refused', { receivedAt: at(2) });

const last = candidate('last', { receivedAt: at(3), reportedScore: 0.7 });

/** Picks the counting submission in every order of the candidates, and checks that the order doesn't matter. */
function idOf(candidates: readonly CountingCandidate[], direction: 'higher' | 'lower' = 'higher') {
  const ids = candidates.flatMap((_, i) =>
    pickCounting([...candidates.slice(i), ...candidates.slice(0, i)], direction, () => 'a model').map(
      ({ id }) => id,
    ),
  );
  expect(new Set(ids).size).toBeLessThanOrEqual(1);
  return ids[0];
}

describe('pickCounting', () => {
  it('picks the best reported score over a newer refused version, by the direction of the metric', () => {
    expect(idOf([first, refused, last])).toBe('first');
    expect(idOf([first, refused, last], 'lower')).toBe('last');
  });

  it('picks the chosen version over any reported score', () => {
    expect(idOf([first, { ...refused, isChosen: true }, last])).toBe('refused');
  });

  it('picks the earlier of two submissions with equal reported scores, or the smaller id if both came at the same instant', () => {
    expect(idOf([first, { ...last, reportedScore: 0.8 }])).toBe('first');
    expect(idOf([first, { ...last, reportedScore: 0.8, receivedAt: first.receivedAt }])).toBe('first');
  });

  it('picks the newest in-round version if no score was reported', () => {
    const automatic = candidate('automatic', { receivedAt: at(9), isAutomatic: true });
    expect(idOf([refused, { ...last, reportedScore: null }, automatic])).toBe('last');
  });

  it('picks the newest automatic evaluation if the team submitted nothing', () => {
    const automatic = (id: string, minute: number) =>
      candidate(id, { receivedAt: at(minute), isAutomatic: true });
    expect(idOf([automatic('older', 1), automatic('newer', 2)])).toBe('newer');
  });

  it('picks one submission for each model, and nothing from an empty list', () => {
    expect(pickCounting([first, refused, last], 'higher', ({ id }) => id)).toHaveLength(3);
    expect(pickCounting([], 'higher', () => 'a model')).toEqual([]);
  });
});
