import { isNewerRound, type RoundState } from '../round/round';
import type { DueDates } from './due-dates';

/** Freshness of an official ranking, by known facts about its round. */
export const freshnessStates = ['fresh', 'aging', 'stale', 'superseded', 'retired', 'provisional'] as const;

export type FreshnessState = (typeof freshnessStates)[number];

/** States of a benchmark, whose newest ranking is not superseded. */
export const benchmarkFreshnessStates = ['fresh', 'aging', 'stale', 'retired', 'provisional'] as const;

export const freshnessWords: Readonly<Record<FreshnessState, string>> = {
  fresh: 'Fresh',
  aging: 'Aging',
  stale: 'Stale',
  superseded: 'Superseded',
  retired: 'Retired',
  provisional: 'Provisional',
};

/** A round that has opened, with the facts that decide its freshness. */
export type RankedRoundFacts = {
  readonly number: number;
  readonly title: string;
  readonly state: RoundState;
  readonly openedAt: Date;
  /** Publication of its first official ranking; null before. */
  readonly rankedAt: Date | null;
  readonly finalCount: number;
  readonly closesAt: Date;
  readonly due: DueDates;
  readonly frozenAt: Date | null;
  readonly invalidatedAt: Date | null;
  readonly revealedAt: Date | null;
};

/** The state, the fact that decided it, and its date. */
export type Freshness = {
  readonly round: number;
  /** The round's. */
  readonly title: string;
  readonly state: FreshnessState;
  readonly fact: FreshnessFact;
  readonly date: Date;
};

export type FreshnessFact =
  | { readonly kind: 'awaits-close' }
  | { readonly kind: 'awaits-ranking' }
  | { readonly kind: 'leak-suspected' }
  | { readonly kind: 'leak-confirmed' }
  | { readonly kind: 'labels-public'; readonly supersededBy: string | null }
  | { readonly kind: 'newer-ranking'; readonly supersededBy: string }
  | { readonly kind: 'past-due'; readonly daysLate: number }
  | { readonly kind: 'unseen-items'; readonly finalCount: number };

const counts = ({ state, rankedAt }: RankedRoundFacts): boolean =>
  rankedAt !== null && (state === 'closed' || state === 'revealed');

/**
 * The first matching line decides, in the order of the code: `stale` of a suspected or confirmed leak, `provisional` before the
 * official ranking, `retired`, `superseded`, `stale` long past due, `aging` past due, else `fresh`. Other actions of participants
 * or maintainers, such as on feedback or on rounds that don't count, have no influence.
 * @param rounds of the benchmark that have opened, the round among them
 */
export function decideFreshness(
  round: RankedRoundFacts,
  rounds: readonly RankedRoundFacts[],
  now: Date,
): Freshness {
  const as = (state: FreshnessState, fact: FreshnessFact, date: Date): Freshness => ({
    round: round.number,
    title: round.title,
    state,
    fact,
    date,
  });
  const { state, rankedAt, due, closesAt, frozenAt, invalidatedAt, revealedAt } = round;
  if (state === 'frozen') return as('stale', { kind: 'leak-suspected' }, frozenAt ?? now);
  if (state === 'invalidated') return as('stale', { kind: 'leak-confirmed' }, invalidatedAt ?? now);
  if (rankedAt === null)
    return as('provisional', { kind: state === 'open' ? 'awaits-close' : 'awaits-ranking' }, closesAt);
  const newer = findNewest(rounds.filter((other) => counts(other) && isNewerRound(other, round)));
  const isPastDue = now > due.dueAt;
  if (state === 'revealed' && (newer || isPastDue))
    return as('retired', { kind: 'labels-public', supersededBy: newer?.title ?? null }, revealedAt ?? now);
  if (newer)
    return as('superseded', { kind: 'newer-ranking', supersededBy: newer.title }, newer.rankedAt ?? now);
  const pastDue: FreshnessFact = { kind: 'past-due', daysLate: countDays(due.dueAt, now) };
  if (now > due.staleAt) return as('stale', pastDue, due.dueAt);
  if (isPastDue) return as('aging', pastDue, due.dueAt);
  return as('fresh', { kind: 'unseen-items', finalCount: round.finalCount }, due.dueAt);
}

/**
 * Freshness of a benchmark: that of its newest official ranking that counts; without one that of its newest official ranking, so
 * that a leak stays visible; without any, that of the round that is open or awaits its ranking; else null.
 */
export function decideBenchmarkFreshness(rounds: readonly RankedRoundFacts[], now: Date): Freshness | null {
  const ranked = rounds.filter(({ rankedAt }) => rankedAt !== null);
  const judged =
    findNewest(ranked.filter(counts)) ??
    findNewest(ranked) ??
    findNewest(rounds.filter(({ state }) => state === 'open' || state === 'closed'));
  return judged ? decideFreshness(judged, rounds, now) : null;
}

const findNewest = (rounds: readonly RankedRoundFacts[]): RankedRoundFacts | undefined =>
  rounds.reduce<RankedRoundFacts | undefined>(
    (newest, round) => (newest && isNewerRound(newest, round) ? newest : round),
    undefined,
  );

const countDays = (from: Date, to: Date): number =>
  Math.max(0, Math.floor((to.getTime() - from.getTime()) / 86_400_000));
