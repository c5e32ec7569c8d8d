import type { FeedbackPolicyName, SubmissionKind } from '../benchmark';
import type { MetricName } from '../metrics/metric-name';
import { ok, type Result, refuse } from '../result';
import type { CheckReport } from './read-test-set';
import type { IllegalTransition, RoundAction, RoundState } from './round-state';
import type { Cadence } from './schedule/schedule';

const possibleFrom = {
  seal: ['draft'],
  open: ['sealed'],
  close: ['open'],
  freeze: ['open', 'closed'],
  unfreeze: ['frozen'],
  invalidate: ['frozen'],
  reveal: ['closed'],
} as const satisfies Readonly<Record<RoundAction, readonly RoundState[]>>;

type StateBefore<A extends RoundAction> = (typeof possibleFrom)[A][number];

/** Narrows the type of a round to the states in which the action is possible. */
export function decideAction<R extends { readonly state: RoundState }, A extends RoundAction>(
  round: R,
  action: A,
): Result<Extract<R, { readonly state: StateBefore<A> }>, IllegalTransition> {
  return isBefore(action, round)
    ? ok(round)
    : refuse({ kind: 'illegal_transition', action, state: round.state });
}

function isBefore<R extends { readonly state: RoundState }, A extends RoundAction>(
  action: A,
  round: R,
): round is Extract<R, { readonly state: StateBefore<A> }> {
  return possibleFrom[action].some((state) => state === round.state);
}

/**
 * Decides the state after an unfreeze: the state before the freeze, but `closed` for a formerly open round whose close has
 * passed meanwhile, or if another round has opened.
 */
export function decideUnfrozenState({
  isAnotherOpen,
  closesAt,
  now,
  frozenFrom,
}: {
  frozenFrom: 'open' | 'closed';
  closesAt: Date;
  now: Date;
  isAnotherOpen: boolean;
}): 'open' | 'closed' {
  const isOver = isAnotherOpen || closesAt <= now;
  return frozenFrom === 'open' && !isOver ? 'open' : 'closed';
}

/** States in which a round's existence is public. Only maintainers see a draft. */
export const publicRoundStates = ['sealed', 'open', 'closed', 'revealed', 'frozen', 'invalidated'] as const;

/** Fields that a round has from its upload on. */
export type Upload = {
  readonly roundId: string;
  readonly benchmarkId: string;
  readonly number: number;
  /**
   * Position among the sealed rounds that wait for their opening: the round's number, or the position of the round that it
   * replaces.
   */
  readonly queueOrder: number;
  readonly replacesRoundId: string | null;
  readonly title: string;
  readonly createdAt: Date;
  readonly testSetByteCount: number;
  readonly testSetSealedSha256: string;
};

/** Planned opening and close of a round that hasn't opened; null where not set. */
export type Plan = { readonly opensAt: Date | null; readonly closesAt: Date | null };

export type TestSetCheck = { readonly checkedAt: Date; readonly checkReport: CheckReport };

/** Fields that are set when a round is sealed. */
export type Sealing = {
  readonly sealedAt: Date;
  readonly itemCount: number;
  readonly feedbackCount: number;
  readonly finalCount: number;
  readonly scorerVersion: string;
  readonly feedbackPolicy: FeedbackPolicyName;
  readonly commitment: Commitment;
  readonly secondaryMetrics: readonly MetricName[];
};

/** K, the feedback cap (`computeFeedbackCap`); null for a policy without a cap, and for a draft. */
type Capped = { readonly feedbackCap: number | null };

/**
 * Fields that are set when a round opens. `opensAt` is the actual opening; `closesAt` the latest planned or the actual
 * close. `accepts` and the quotas are copied from the benchmark at the opening.
 */
export type Opening = {
  readonly opensAt: Date;
  readonly openedAt: Date;
  readonly closesAt: Date;
  readonly accepts: readonly SubmissionKind[];
  readonly quotaPerRound: number;
  readonly quotaPerDay: number;
};

export type Closing = { readonly closedAt: Date };

export type Freezing = {
  readonly frozenAt: Date;
  /** State of the round before it was frozen. */
  readonly frozenFrom: 'open' | 'closed';
  readonly freezeReason: string;
};

export type Invalidation = { readonly invalidatedAt: Date; readonly invalidationReason: string };

export type Reveal = { readonly revealedAt: Date; readonly archive: readonly ArchiveFile[] };

type Absent<Facts> = { readonly [Fact in keyof Facts]: null };

export type Nullable<Facts> = { readonly [Fact in keyof Facts]: Facts[Fact] | null };

type Sealed = Upload & TestSetCheck & Sealing & Capped;

type Started = Sealed & Opening;

type Waiting = Plan & Absent<Omit<Opening, keyof Plan> & Closing & Freezing & Reveal>;

/** A frozen or invalidated round, which also has the facts of the state in which it was frozen. */
type Stopped = Started &
  Absent<Reveal> &
  (
    | (Freezing & { readonly frozenFrom: 'open' } & Absent<Closing>)
    | (Freezing & { readonly frozenFrom: 'closed' } & Closing)
  );

export type DraftRound = { readonly state: 'draft' } & Upload &
  Nullable<TestSetCheck> &
  Waiting &
  Absent<Sealing & Capped & Invalidation>;

export type SealedRound = { readonly state: 'sealed' } & Sealed & Waiting & Absent<Invalidation>;

export type OpenRound = { readonly state: 'open' } & Started &
  Absent<Closing & Freezing & Invalidation & Reveal>;

export type ClosedRound = { readonly state: 'closed' } & Started &
  Closing &
  Absent<Freezing & Invalidation & Reveal>;

export type RevealedRound = { readonly state: 'revealed' } & Started &
  Closing &
  Reveal &
  Absent<Freezing & Invalidation>;

export type FrozenRound = { readonly state: 'frozen' } & Stopped & Absent<Invalidation>;

/** An invalidated round, which was either frozen first or replaced while sealed. */
export type InvalidatedRound = { readonly state: 'invalidated' } & Invalidation &
  (Stopped | (Sealed & Waiting));

/** A stored round in one of its states. It has exactly the facts of its state; facts of other states are null. */
export type Round =
  | DraftRound
  | SealedRound
  | OpenRound
  | ClosedRound
  | RevealedRound
  | FrozenRound
  | InvalidatedRound;

export type RoundIn<S extends RoundState> = Extract<Round, { readonly state: S }>;

/** A round that is sealed, or in any later state. Its existence is public. */
export type PublicRound = Exclude<Round, DraftRound>;

/** A round that has opened, in any later state. */
export type StartedRound = Exclude<PublicRound, { readonly openedAt: null }>;

export const isInState = <S extends RoundState>(round: Round, states: readonly S[]): round is RoundIn<S> =>
  states.some((state) => state === round.state);

/** The facts by which rounds are ordered in time. */
export type RoundInTime = { readonly number: number; readonly openedAt: Date | null };

/**
 * Orders rounds by their openings, since a sealed round can open before a round with a smaller number. A round that hasn't
 * opened is newer than every opened round. If that doesn't decide, the round with the larger number is newer.
 */
export function isNewerRound(round: RoundInTime, other: RoundInTime): boolean {
  const [opening, otherOpening] = [openingOf(round), openingOf(other)];
  return opening === otherOpening ? round.number > other.number : opening > otherOpening;
}

const openingOf = ({ openedAt }: RoundInTime): number => openedAt?.getTime() ?? Number.POSITIVE_INFINITY;

/**
 * Checks whether a round has replaced the round that it names, or will do so at its sealing. Several drafts can name the same
 * sealed round. The first draft that is sealed replaces the named round at that instant; the other drafts replace none. A named
 * round that has opened meanwhile isn't replaced.
 */
export function isReplacementOf(
  round: { readonly state: RoundState; readonly sealedAt: Date | null },
  named: {
    readonly state: RoundState;
    readonly openedAt: Date | null;
    readonly invalidatedAt: Date | null;
  },
): boolean {
  if (round.state === 'draft') return named.state === 'sealed';
  return (
    named.state === 'invalidated' &&
    named.openedAt === null &&
    named.invalidatedAt?.getTime() === round.sealedAt?.getTime()
  );
}

/** One file of a revealed round's public archive, as listed in its SHA256SUMS. */
export type ArchiveFile = { readonly name: string; readonly byteCount: number; readonly sha256: string };

/** Published commitment of a round from its sealing on. The keys are those of the API; the root is in hex. */
export type Commitment = {
  readonly root: string;
  readonly item_count: number;
  readonly feedback_count: number;
  readonly final_count: number;
  readonly metric: MetricName;
  /** ε, the limit to which log loss clips probabilities: [ε, 1 − ε]. */
  readonly log_loss_clip: number;
  readonly scorer_version: string;
  readonly sealed_at: string;
  /** `drawn`: inputs are published in an order that follows from the round secret. */
  readonly inputs_order: 'drawn';
  /**
   * `drawn`: the published ids are derived from the original ids by the round secret. Absent: the published ids are the
   * original ones.
   */
  readonly ids?: 'drawn';
  /**
   * The plan when the round was sealed; instants are ISO 8601 in UTC. The round's due dates follow from the schedule
   * (`computeDueDates`).
   */
  readonly schedule: {
    readonly opens_at: string | null;
    readonly closes_at: string | null;
    readonly cadence: Cadence;
    readonly time_zone: string;
  };
};
