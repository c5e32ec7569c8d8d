import { isNewerRound } from '../round/round';
import type { RoundState } from '../round/round-state';
import type { DueDates } from './due-dates';

/** States of freshness of an official ranking; facts about its round decide the state. */
export const freshnessStates = ['fresh', 'aging', 'stale', 'superseded', 'retired', 'provisional'] as const;

export type FreshnessState = (typeof freshnessStates)[number];

/** Freshness states of a benchmark. `superseded` is impossible, since the newest ranking decides. */
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
  /** When the round's first official ranking was published; null before. */
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
  /** Title of the round. */
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
 * The first condition that holds decides the state, in the order of the code: `stale` after a suspected or confirmed leak,
 * `provisional` before the official ranking, `retired`, `superseded`, `stale` after the stale date, `aging` after the due
 * date, else `fresh`. Other actions of participants or maintainers, such as submissions or rounds that don't count, have no
 * influence.
 * @param rounds all rounds of the benchmark that have opened, including `round`
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
 * Freshness of a benchmark: the freshness of its newest official ranking that counts. If none counts, the newest official
 * ranking of any kind decides, so that a leak stays visible. Without an official ranking, the round that is open or awaits
 * its ranking decides; without such a round the freshness is null.
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

type FactKind = FreshnessFact['kind'];

/** A mapped type, so that TypeScript correlates `sentences[fact.kind]` with `fact`. */
type FactOf<K extends FactKind> = { [P in K]: { kind: P } & Extract<FreshnessFact, { kind: P }> }[K];

const day = new Intl.DateTimeFormat('en-GB', {
  day: 'numeric',
  month: 'long',
  year: 'numeric',
  timeZone: 'UTC',
});

const formatItems = (count: number): string =>
  `${count.toLocaleString('en')} ${count === 1 ? 'item' : 'items'}`;

const formatLateness = (days: number): string =>
  days === 0 ? 'less than a day late' : `${days} ${days === 1 ? 'day' : 'days'} late`;

/** One sentence for each kind of fact, with the fact's date. A kind without a sentence doesn't compile. */
const sentences: { readonly [K in FactKind]: (fact: FactOf<K>, date: string) => string } = {
  'awaits-close': (_, date) =>
    `Scores on the feedback split; the official ranking follows after the close on ${date}.`,
  'awaits-ranking': () => 'The round has closed; its official ranking is being made.',
  'leak-suspected': (_, date) => `A leak of labels is suspected; the round has been frozen since ${date}.`,
  'leak-confirmed': (_, date) => `A leak of labels was confirmed by two people on ${date}.`,
  'labels-public': (_, date) => `The labels have been public since ${date}; a new score here proves nothing.`,
  'newer-ranking': ({ supersededBy }) => `A newer official ranking exists: ${supersededBy}.`,
  'past-due': ({ daysLate }, date) =>
    `A newer ranking was due by ${date} and is ${formatLateness(daysLate)}.`,
  'unseen-items': ({ finalCount }, date) =>
    `${formatItems(finalCount)} that no team had feedback on; a newer ranking is due by ${date}.`,
};

const sayFact = <K extends FactKind>(fact: FactOf<K>, date: Date): string =>
  sentences[fact.kind](fact, day.format(date));

/** Describes the reason for a freshness state in a sentence with its date. */
export const describeFreshness = ({ fact, date }: Freshness): string => sayFact(fact, date);

const shortDay = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', timeZone: 'UTC' });

/** Describes the reason in a few words, for a row of a list: `April 2001, due 12 Jan`. */
export function describeFreshnessBriefly({ title, fact, date }: Freshness): string {
  switch (fact.kind) {
    case 'awaits-close':
      return `official after ${shortDay.format(date)}`;
    case 'awaits-ranking':
      return title;
    case 'leak-suspected':
      return `${title}, leak suspected`;
    case 'leak-confirmed':
      return `${title}, leaked`;
    case 'labels-public':
      return 'labels public';
    case 'newer-ranking':
      return `by ${fact.supersededBy}`;
    case 'past-due':
      return `${title}, due ${shortDay.format(date)}`;
    case 'unseen-items':
      return `${title}, ${fact.finalCount.toLocaleString('en')} unseen ${fact.finalCount === 1 ? 'item' : 'items'}`;
  }
}

/** Freshness as the text of a badge, without the number of items: `fresh · April 2001`. */
export const formatBadgeWords = (freshness: Freshness): string =>
  `${freshness.state} · ${freshness.fact.kind === 'unseen-items' ? freshness.title : describeFreshnessBriefly(freshness)}`;
