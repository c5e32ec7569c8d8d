import type { Refusal } from '../refusal';
import { ok, type Result, refuse } from '../result';
import type { Round } from '../round/round';

export const submissionStates = ['received', 'queued', 'scoring', 'scored', 'rejected', 'failed'] as const;

export type SubmissionState = (typeof submissionStates)[number];

export const finalSubmissionStates = [
  'scored',
  'rejected',
  'failed',
] as const satisfies readonly SubmissionState[];

export function isFinal(state: SubmissionState): boolean {
  return finalSubmissionStates.some((final) => final === state);
}

/**
 * No change is expected for now: it ended without a score, or its feedback exists. The feedback on a scored one waits while an
 * earlier submission of the same team, or of one linked with it, isn't finished; a reader who isn't shown it waits for none. An
 * automatic evaluation has no feedback, and nothing is shown of it before the close (`score_at`).
 */
export const isSettled = ({
  state,
  feedback,
  team_only,
  automatic,
  score_at,
}: {
  state: SubmissionState;
  feedback: object | null;
  team_only: boolean;
  automatic: boolean;
  score_at: string | null;
}): boolean =>
  score_at !== null ||
  (isFinal(state) && (state !== 'scored' || feedback !== null || team_only || automatic));

/**
 * Maximum time of a submission in a state that isn't final before the platform returns the slot. A day in the queue outlasts an
 * outage of the scorers: a late score is better than a returned slot.
 */
export const stateDeadlineMs = { queued: 24 * 60 * 60_000, scoring: 20 * 60_000 } as const;

/** Maximum number of attempts at a score that the platform could not finish, before it counts as failed. */
export const attemptsMax = 3;

/** Maximum number of attempts that end without a result, because the scorer is killed or stalls. */
export const claimsMax = 20;

type Sent = {
  readonly state: SubmissionState;
  readonly withdrawnAt: Date | null;
  /** The scorer entered it when the round opened. */
  readonly isAutomatic: boolean;
};

/** Checks that a round is over by the clock, closed or not. */
export const isOver = (round: Round, now: Date): boolean =>
  !(round.state === 'open' || (round.state === 'frozen' && round.frozenFrom === 'open')) ||
  (round.closesAt !== null && now >= round.closesAt);

/**
 * Decides a withdrawal of a submission: by its team as long as its round isn't over, and from then on by a maintainer, with a
 * public reason. Impossible once its file is published with the reveal.
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
  if (submission.isAutomatic)
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

/** Explains to its team what happened to the slot of a submission that ended without a score. */
export function describeSlot({
  isAutomatic,
  hasSeenHidden,
}: {
  isAutomatic: boolean;
  /** Its model was, or may have been, run on hidden inputs. */
  hasSeenHidden: boolean;
}): string {
  if (isAutomatic) return 'It took no slot.';
  return hasSeenHidden
    ? 'The submission stays used, because the model has run on the hidden inputs.'
    : 'The slot was given back.';
}
