import { describe, expect, it } from 'vitest';
import type { Round } from '../round/round';
import { decideChoice, decideWithdrawal } from './submission-state';

const closesAt = new Date('2026-05-01T00:00:00Z');

const [before, after] = [new Date(closesAt.getTime() - 1), closesAt];

const roundIn = (state: string, frozenFrom: string | null = null) =>
  ({ state, frozenFrom, closesAt }) as unknown as Round;

const scored = { state: 'scored', withdrawnAt: null, isAutomatic: false } as const;

const team = { isInTeam: true, isMaintainer: false };

const maintainer = { isInTeam: false, isMaintainer: true };

const withdraw = (round: Round, now: Date, asker: typeof team, reason: string | null = null) =>
  decideWithdrawal(scored, { round, now, asker, reason });

describe('withdrawal of a submission', () => {
  it('belongs to its team until the close, and needs a maintainer with a reason from then on', () => {
    const open = roundIn('open');
    expect(withdraw(open, before, team)).toEqual({ ok: true, value: { reason: null } });
    expect(withdraw(open, before, maintainer, 'Leaked.')).toMatchObject({ error: { kind: 'forbidden' } });
    for (const [round, now] of [
      [open, after],
      [roundIn('closed'), before],
      [roundIn('frozen', 'closed'), before],
    ] as const) {
      expect(withdraw(round, now, team)).toMatchObject({ error: { kind: 'forbidden' } });
      expect(withdraw(round, now, maintainer)).toMatchObject({ error: { kind: 'invalid_request' } });
      expect(withdraw(round, now, maintainer, 'Leaked.')).toEqual({ ok: true, value: { reason: 'Leaked.' } });
    }
    expect(withdraw(roundIn('frozen', 'open'), before, team)).toMatchObject({ ok: true });
  });

  it('fails once the file is published, the round counts no more, or there is nothing to withdraw', () => {
    const both = { isInTeam: true, isMaintainer: true };
    for (const state of ['revealed', 'invalidated', 'sealed'])
      expect(withdraw(roundIn(state), before, both, 'Why not.')).toMatchObject({
        error: { kind: 'not_withdrawable' },
      });
    for (const submission of [
      { ...scored, state: 'rejected' },
      { ...scored, state: 'failed' },
      { ...scored, withdrawnAt: before },
    ] as const)
      expect(
        decideWithdrawal(submission, { round: roundIn('open'), now: before, asker: both, reason: null }),
      ).toMatchObject({ error: { kind: 'not_withdrawable' } });
  });
});

describe('choice of the counting submission', () => {
  it('belongs to its team while the round is open, until the close', () => {
    expect(decideChoice(scored, { round: roundIn('open'), now: before, isInTeam: true })).toMatchObject({
      ok: true,
    });
    expect(decideChoice(scored, { round: roundIn('open'), now: before, isInTeam: false })).toMatchObject({
      error: { kind: 'forbidden' },
    });
    for (const [round, now] of [
      [roundIn('open'), after],
      [roundIn('closed'), before],
      [roundIn('frozen', 'open'), before],
    ] as const)
      expect(decideChoice(scored, { round, now, isInTeam: true })).toMatchObject({
        error: { kind: 'not_choosable' },
      });
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
