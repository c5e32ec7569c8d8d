import type { Direction } from '../benchmark';
import { faultyField } from '../refusal';
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
 * The state that readers see. A submission is `scoring` until its feedback exists, which waits for earlier submissions of the same
 * team or a linked team: a score without feedback tells its team nothing. An automatic evaluation has no feedback.
 */
export const visibleStateOf = ({
  state,
  feedback,
  isAutomatic,
}: {
  readonly state: SubmissionState;
  readonly feedback: object | null;
  readonly isAutomatic: boolean;
}): SubmissionState => (state === 'scored' && feedback === null && !isAutomatic ? 'scoring' : state);

/**
 * Readers need not wait for a change. The result of an automatic evaluation is hidden until the close (`score_at`).
 * @param state as readers see it
 */
export const isSettled = ({
  state,
  score_at,
}: {
  readonly state: SubmissionState;
  readonly score_at: string | null;
}): boolean => score_at !== null || isFinal(state);

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
  /** The scorer entered the submission when the round opened. */
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
): Result<{ reason: string | null }> {
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
    : refuse(faultyField('missing', 'reason', 'after the close, a withdrawal needs a public reason'));
}

/**
 * A team chooses its counting submission while the round is open. It can't choose an automatic evaluation: the choice would displace
 * another submission at the moment of a score that is secret until the close.
 */
export function decideChoice(
  submission: Sent,
  { round, now, isInTeam }: { round: Round; now: Date; isInTeam: boolean },
): Result<null> {
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

/** A scored submission of a model that isn't withdrawn. */
export type CountingCandidate = {
  readonly id: string;
  readonly isChosen: boolean;
  /** The score that its team had as feedback; null where none was reported. */
  readonly reportedScore: number | null;
  /** The scorer entered the submission when the round opened. */
  readonly isAutomatic: boolean;
  readonly receivedAt: Date;
};

/**
 * Picks the counting submission of each model among its candidates in a round: the one its team chose; else the best reported
 * score, the earlier of equal ones; else the newest that its team submitted; else the automatic evaluation of the version frozen
 * last, which is the one received last. `counting_submission` is the same rule in the database.
 */
export function pickCounting<T extends CountingCandidate>(
  candidates: readonly T[],
  direction: Direction,
  modelOf: (candidate: T) => string,
): T[] {
  const byModel = new Map<string, T>();
  for (const candidate of candidates) {
    const model = modelOf(candidate);
    const held = byModel.get(model);
    if (held === undefined || compareCandidates(candidate, held, direction) < 0)
      byModel.set(model, candidate);
  }
  return [...byModel.values()];
}

/** Negative where `a` counts before `b`. */
function compareCandidates(a: CountingCandidate, b: CountingCandidate, direction: Direction): number {
  if (a.isChosen !== b.isChosen) return a.isChosen ? -1 : 1;
  if (a.reportedScore !== null && b.reportedScore !== null)
    return (
      (direction === 'higher' ? b.reportedScore - a.reportedScore : a.reportedScore - b.reportedScore) ||
      compareReceived(a, b)
    );
  if (a.reportedScore !== null || b.reportedScore !== null) return a.reportedScore !== null ? -1 : 1;
  if (a.isAutomatic !== b.isAutomatic) return a.isAutomatic ? 1 : -1;
  return compareReceived(b, a);
}

function compareReceived(a: CountingCandidate, b: CountingCandidate): number {
  const difference = a.receivedAt.getTime() - b.receivedAt.getTime();
  if (difference !== 0) return difference;
  return a.id < b.id ? -1 : Number(a.id > b.id);
}
