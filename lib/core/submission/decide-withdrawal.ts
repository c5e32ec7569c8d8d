import type { Refusal } from '../refusal';
import { ok, type Result, refuse } from '../result';
import type { Round } from '../round/round';
import type { SubmissionState } from './submission-state';

type Sent = {
  readonly state: SubmissionState;
  readonly withdrawnAt: Date | null;
  /** The scorer entered it when the round opened. */
  readonly isStanding: boolean;
};

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

/**
 * A team chooses its counting submission while the round is open. It can't choose an automatic evaluation: the choice would displace
 * another submission at the moment of a score that is secret until the close.
 */
export function decideChoice(
  submission: Sent,
  { round, now, isInTeam }: { round: Round; now: Date; isInTeam: boolean },
): Result<null, Refusal> {
  if (!isInTeam) return refuse({ kind: 'forbidden', needs: 'a member of its team' });
  if (submission.isStanding)
    return refuse({ kind: 'not_choosable', because: 'it is an automatic evaluation' });
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
