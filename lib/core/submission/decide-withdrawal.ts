import type { Refusal } from '../refusal';
import { ok, type Result, refuse } from '../result';
import type { Round } from '../round/round';
import type { SubmissionState } from './submission-state';

type Sent = { readonly state: SubmissionState; readonly withdrawnAt: Date | null };

/** Whether a round is over by the clock, whoever has closed it or not. */
export const isOver = (round: Round, now: Date): boolean =>
  !(round.state === 'open' || (round.state === 'frozen' && round.frozenFrom === 'open')) ||
  (round.closesAt !== null && now >= round.closesAt);

/**
 * Who may withdraw a submission now: its team as long as its round isn't over, and from then on a maintainer, with a reason that
 * everybody reads. Not once its file is published with the reveal: that can't be taken back.
 */
export function decideWithdrawal(
  submission: Sent,
  {
    round,
    now,
    asker,
    reason,
  }: {
    round: Round;
    now: Date;
    asker: { readonly isInTeam: boolean; readonly isMaintainer: boolean };
    reason: string | null;
  },
): Result<{ reason: string | null }, Refusal> {
  const fault = findFault(submission);
  if (fault) return refuse({ kind: 'not_withdrawable', because: fault });
  if (round.state !== 'open' && round.state !== 'frozen' && round.state !== 'closed')
    return refuse({ kind: 'not_withdrawable', because: `its round is ${round.state}` });
  if (!isOver(round, now))
    return asker.isInTeam
      ? ok({ reason: null })
      : refuse({ kind: 'forbidden', needs: 'a member of its team, until the round closes' });
  if (!asker.isMaintainer)
    return refuse({
      kind: 'forbidden',
      needs: 'a maintainer of the benchmark, from the close of the round on',
    });
  return reason
    ? ok({ reason })
    : refuse({
        kind: 'invalid_request',
        faults: [{ code: 'missing', field: 'reason', detail: 'after the close everybody reads why' }],
      });
}

/** Whether a team may say now which of its submissions counts: while the round is open. */
export function decideChoice(
  submission: Sent,
  { round, now, isInTeam }: { round: Round; now: Date; isInTeam: boolean },
): Result<null, Refusal> {
  if (!isInTeam) return refuse({ kind: 'forbidden', needs: 'a member of its team' });
  const fault = findFault(submission);
  if (fault) return refuse({ kind: 'not_choosable', because: fault });
  if (round.state !== 'open')
    return refuse({ kind: 'not_choosable', because: `its round is ${round.state}` });
  return isOver(round, now) ? refuse({ kind: 'not_choosable', because: 'its round is over' }) : ok(null);
}

function findFault({ state, withdrawnAt }: Sent): string | null {
  if (withdrawnAt !== null) return 'it is withdrawn';
  return state === 'rejected' || state === 'failed' ? `it is ${state}, and counts nowhere` : null;
}
