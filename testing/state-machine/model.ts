/**
 * A model of rounds with which the database is compared. It follows docs/architecture.md and uses no code of the site. Times
 * are milliseconds since 1970.
 */
export type ModelRound = {
  id: string;
  number: number;
  state: 'draft' | 'sealed' | 'open' | 'closed' | 'revealed' | 'frozen' | 'invalidated';
  /** Queue position: rounds open in this order, and a replacement takes the position of the round that it replaces. */
  place: number;
  replaces: ModelRound | null;
  plannedOpensAt: number | null;
  sealedAt: number | null;
  isInputsWritten: boolean;
  openedAt: number | null;
  closesAt: number | null;
  closedAt: number | null;
  frozenAt: number | null;
  frozenFrom: 'open' | 'closed' | null;
  /** Index of the maintainer who proposed to invalidate the round; null without a proposal. */
  proposer: number | null;
  /** The commitment as the database stored it at the sealing. */
  commitment: string | null;
  itemIds: string[];
  submissions: ModelSubmission[];
  provisionalCount: number;
  isOfficial: boolean;
};

export type ModelSubmission = {
  id: string;
  /** Index of the researcher who sent it; each researcher is a team of one. */
  team: number;
  receivedAt: number;
  state: 'queued' | 'scoring' | 'scored' | 'failed';
  attempt: number;
  deadlineAt: number;
};

export type Model = {
  rounds: ModelRound[];
  schedule: ModelSchedule;
  nextDueAt: number | null;
  revealsAfterRounds: number | null;
  rotations: { dueAt: number; closed: number | null; opened: number | null }[];
  overdueSince: number | null;
  /** Number of audit events of each kind and author; the key is the kind, a space and the author. */
  acts: Map<string, number>;
  /** Ids of the rounds whose reveal the scheduler has requested. */
  revealsRequested: Set<string>;
};

export const quotaPerRound = 4;
export const quotaPerDay = 3;
export const teamCount = 2;
export const openDaysDefault = 30;
export const dayMs = 86_400_000;

export const makeModel = (): Model => ({
  rounds: [],
  schedule: { kind: 'none' },
  nextDueAt: null,
  revealsAfterRounds: null,
  rotations: [],
  overdueSince: null,
  acts: new Map([['benchmark_created maintainer', 1]]),
  revealsRequested: new Set(),
});

export function countAct(model: Model, act: string, by: 'maintainer' | 'scheduler' | 'scorer'): void {
  const key = `${act} ${by}`;
  model.acts.set(key, (model.acts.get(key) ?? 0) + 1);
}

export const openRoundOf = (model: Model): ModelRound | undefined =>
  model.rounds.find(({ state }) => state === 'open');

export const utcDayOf = (instant: number): string => new Date(instant).toISOString().slice(0, 10);

export const hasSlot = (round: ModelRound, { state }: ModelSubmission): boolean =>
  round.state !== 'invalidated' && state !== 'failed';

/** Number of submissions that a team may still send at `now`, by the quotas of the open round and of the UTC day. */
export function slotsLeftOf(model: Model, open: ModelRound, team: number, now: number): number {
  const taken = model.rounds.flatMap((round) =>
    round.submissions
      .filter((submission) => submission.team === team && hasSlot(round, submission))
      .map(({ receivedAt }) => ({ round, day: utcDayOf(receivedAt) })),
  );
  const ofRound = taken.filter(({ round }) => round === open).length;
  const ofDay = taken.filter(({ day }) => day === utcDayOf(now)).length;
  return Math.min(quotaPerRound - ofRound, quotaPerDay - ofDay);
}

/** The newest time at which any round stopped accepting submissions, by a close or a freeze. */
export function lastStopOf({ rounds }: Model): number {
  return Math.max(Number.NEGATIVE_INFINITY, ...rounds.map(stopOf));
}

function stopOf({ closedAt, frozenAt, closesAt }: ModelRound): number {
  if (closedAt !== null) return closedAt;
  return frozenAt === null ? Number.NEGATIVE_INFINITY : Math.min(frozenAt, closesAt ?? frozenAt);
}

/** Earliest time at which a round may end: not before its last submission, even if the clock was set back since. */
export const newestOf = (round: ModelRound): number =>
  Math.max(round.openedAt ?? 0, ...round.submissions.map(({ receivedAt }) => receivedAt));

export function closeIn(round: ModelRound, at: number): void {
  round.state = 'closed';
  round.closedAt = at;
  round.closesAt = Math.min(round.closesAt ?? at, at);
}

export function setModelSchedule(
  model: Model,
  schedule: ModelSchedule,
  revealsAfterRounds: number | null,
  now: number,
): void {
  model.schedule = schedule;
  model.revealsAfterRounds = revealsAfterRounds;
  // The next due time is not before the announced close of the open round, nor before any recorded rotation or end of a round.
  const announced = (openRoundOf(model)?.closesAt ?? 0) - 1;
  const recorded = model.rotations.map(({ dueAt }) => dueAt);
  model.nextDueAt = dueAfter(schedule, Math.max(now, announced, lastStopOf(model), ...recorded));
  countAct(model, 'schedule_changed', 'maintainer');
}

/** An early close makes due times valid again that were put off because of the announced close. */
export function moveRotationForward(model: Model, closedAt: number): void {
  const first = dueAfter(model.schedule, Math.max(closedAt, ...model.rotations.map(({ dueAt }) => dueAt)));
  if (first !== null) model.nextDueAt = Math.min(first, model.nextDueAt ?? first);
}

/** A schedule with due times by plain arithmetic: every schedule of the test is regular in UTC, or a list of dates. */
export type ModelSchedule =
  | { kind: 'none' }
  /** `gapMs`: milliseconds between the close of a round and the next due time. */
  | { kind: 'every'; firstAt: number; periodMs: number; gapMs?: number }
  | { kind: 'dates'; dates: number[] };

/**
 * The close that is announced for a round which stays open until a due time: `gapMs` before it, or at the due time if that
 * would be before the opening.
 */
export function closeBefore({ schedule }: Model, dueAt: number, openedAt: number): number {
  const closesAt = dueAt - (schedule.kind === 'every' ? (schedule.gapMs ?? 0) : 0);
  return closesAt > openedAt ? closesAt : dueAt;
}

/** The first due time strictly after `after`; null if there is none. */
export function dueAfter(schedule: ModelSchedule, after: number): number | null {
  if (schedule.kind === 'none') return null;
  if (schedule.kind === 'dates') return schedule.dates.find((date) => date > after) ?? null;
  const { firstAt, periodMs } = schedule;
  return firstAt + Math.max(0, Math.floor((after - firstAt) / periodMs) + 1) * periodMs;
}
