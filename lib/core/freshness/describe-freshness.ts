import type { Freshness, FreshnessFact } from './freshness';

type FactKind = FreshnessFact['kind'];
/** Written so that TypeScript accepts `words[fact.kind](fact)`. */
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

/** One sentence for each fact, with its date: a fact without a sentence doesn't compile. */
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

/** The fact behind a state as a sentence for people, its date included. */
export const describeFreshness = ({ fact, date }: Freshness): string => sayFact(fact, date);

const shortDay = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', timeZone: 'UTC' });

/** The same in a few words, for a row of a list: `April 2001, due 12 Jan`. */
export function describeFreshnessBriefly({ title, fact, date }: Freshness): string {
  switch (fact.kind) {
    case 'awaits-close':
      return `official after ${formatShortDay(date)}`;
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
      return `${title}, due ${formatShortDay(date)}`;
    case 'unseen-items':
      return `${title}, ${fact.finalCount.toLocaleString('en')} unseen ${fact.finalCount === 1 ? 'item' : 'items'}`;
  }
}

/** State and fact for a badge, which leaves out the count of items: `fresh · April 2001`. */
export const formatBadgeWords = (freshness: Freshness): string =>
  `${freshness.state} · ${freshness.fact.kind === 'unseen-items' ? freshness.title : describeFreshnessBriefly(freshness)}`;
