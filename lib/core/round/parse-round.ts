import {
  type Closing,
  type Freezing,
  type Invalidation,
  isInState,
  type Nullable,
  type Opening,
  type Plan,
  type Reveal,
  type Round,
  type RoundIn,
  type Sealing,
  type StartedRound,
  type TestSetCheck,
  type Upload,
} from './round';
import type { RoundState } from './round-state';

/** A round as stored in the database; `parseRound` checks that it has exactly the facts of its state. */
export type RoundRecord = { readonly state: RoundState } & Upload &
  Plan &
  Nullable<
    TestSetCheck &
      Sealing & { readonly feedbackCap: number } & Opening &
      Closing &
      Omit<Freezing, 'frozenFrom'> & { readonly frozenFrom: RoundState } & Invalidation &
      Reveal
  >;

type FactName = keyof RoundRecord;

type With<Name extends FactName> = RoundRecord & {
  readonly [Fact in Name]: NonNullable<RoundRecord[Fact]>;
};

type Without<Name extends FactName> = RoundRecord & { readonly [Fact in Name]: null };

const check = ['checkedAt', 'checkReport'] as const;

const sealing = [
  'sealedAt',
  'itemCount',
  'feedbackCount',
  'finalCount',
  'scorerVersion',
  'feedbackPolicy',
  'commitment',
  'secondaryMetrics',
] as const;

const opening = ['openedAt', 'accepts', 'quotaPerRound', 'quotaPerDay'] as const;

const started = [...check, ...sealing, ...opening, 'opensAt', 'closesAt'] as const;

const closing = ['closedAt'] as const;

const freezing = ['frozenAt', 'frozenFrom', 'freezeReason'] as const;

const invalidation = ['invalidatedAt', 'invalidationReason'] as const;

const reveal = ['revealedAt', 'archive'] as const;

const notStarted = [...opening, ...closing, ...freezing, ...reveal] as const;

/**
 * Converts a stored round to the type of its state.
 * @throws when the record lacks a fact of its state, or has a fact of another state
 */
export function parseRound(record: RoundRecord): Round {
  const { state } = record;
  switch (state) {
    case 'draft':
      requireAbsent(record, [...sealing, 'feedbackCap', ...notStarted, ...invalidation]);
      return { ...record, state };
    case 'sealed':
      requirePresent(record, [...check, ...sealing]);
      requireAbsent(record, [...notStarted, ...invalidation]);
      return { ...record, state };
    case 'open':
      requirePresent(record, started);
      requireAbsent(record, [...closing, ...freezing, ...invalidation, ...reveal]);
      return { ...record, state };
    case 'closed':
      requirePresent(record, [...started, ...closing]);
      requireAbsent(record, [...freezing, ...invalidation, ...reveal]);
      return { ...record, state };
    case 'revealed':
      requirePresent(record, [...started, ...closing, ...reveal]);
      requireAbsent(record, [...freezing, ...invalidation]);
      return { ...record, state };
    case 'frozen':
      requireAbsent(record, invalidation);
      return { ...parseStopped(record), state, invalidatedAt: null, invalidationReason: null };
    case 'invalidated':
      requirePresent(record, invalidation);
      if (record.openedAt !== null) {
        const { invalidatedAt, invalidationReason } = record;
        return { ...parseStopped(record), state, invalidatedAt, invalidationReason };
      }
      requirePresent(record, [...check, ...sealing]);
      requireAbsent(record, notStarted);
      return { ...record, state };
  }
}

/**
 * Converts a stored round that must be in one of these states, as its query ensures.
 * @throws also when it is in another state
 */
export function parseRoundIn<S extends RoundState>(record: RoundRecord, ...states: readonly S[]): RoundIn<S> {
  const round = parseRound(record);
  if (!isInState(round, states))
    throw new Error(`round ${round.roundId} is ${round.state}, not ${states.join(' or ')}`);
  return round;
}

/**
 * Converts a stored round that must have opened.
 * @throws also when it hasn't opened
 */
export function parseStartedRound(record: RoundRecord): StartedRound {
  const round = parseRound(record);
  if (round.openedAt === null) throw broken(record, 'has not opened');
  return round;
}

/** Reads the fields of a round that was frozen, including one that was invalidated later. */
function parseStopped(record: RoundRecord) {
  requirePresent(record, [...started, ...freezing]);
  requireAbsent(record, reveal);
  const { frozenFrom } = record;
  if (frozenFrom === 'open') {
    requireAbsent(record, closing);
    return { ...record, frozenFrom };
  }
  if (frozenFrom !== 'closed') throw broken(record, `was frozen while ${frozenFrom}`);
  requirePresent(record, closing);
  return { ...record, frozenFrom };
}

function requirePresent<Name extends FactName>(
  record: RoundRecord,
  names: readonly Name[],
): asserts record is With<Name> {
  const missing = names.filter((name) => record[name] === null);
  if (missing.length > 0) throw broken(record, `has no ${missing.join(', ')}`);
}

function requireAbsent<Name extends FactName>(
  record: RoundRecord,
  names: readonly Name[],
): asserts record is Without<Name> {
  const surplus = names.filter((name) => record[name] !== null);
  if (surplus.length > 0) throw broken(record, `already has ${surplus.join(', ')}`);
}

/** Makes an error that names the faulty facts without their values, which must not appear in a log. */
const broken = ({ roundId, state }: RoundRecord, what: string): Error =>
  new Error(`the ${state} round ${roundId} ${what}`);
