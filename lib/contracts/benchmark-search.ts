import { type Task, tasks } from '../core/benchmark';
import { benchmarkFreshnessStates } from '../core/freshness/freshness';
import { tagSchema } from './fields';

/** States of a benchmark's newest round by which the list can be filtered. */
export const listedStates = ['open', 'closed', 'revealed', 'frozen'] as const;

export type ListedState = (typeof listedStates)[number];

/** Orders of the list of benchmarks. `match` (relevance) requires search words. */
export const benchmarkSorts = ['match', 'close', 'change', 'models', 'title'] as const;

export type BenchmarkSort = (typeof benchmarkSorts)[number];

/** A search in the list of benchmarks; fields with null don't filter. */
export type BenchmarkSearch = {
  /** Words that must occur in titles, summaries, or names of teams and models; empty for all benchmarks. */
  readonly words: string;
  readonly task: Task | null;
  readonly state: ListedState | null;
  readonly freshness: (typeof benchmarkFreshnessStates)[number] | null;
  readonly tag: string | null;
  readonly sort: BenchmarkSort | null;
  /** Number of the page of results, from 1. */
  readonly page: number;
};

export const allBenchmarks: BenchmarkSearch = {
  words: '',
  task: null,
  state: null,
  freshness: null,
  tag: null,
  sort: null,
  page: 1,
};

export const searchWordsMax = 100;

const pageMax = 99_999;

/** Query parameters of a URL, in the form in which Next.js passes them. */
export type SearchQuery = Readonly<Record<string, string | readonly string[] | undefined>>;

/**
 * Parses a search from query parameters. An unknown value doesn't filter, and its parameter's name is returned, so that a
 * page can say so.
 * @param query `q`, `task`, `state`, `freshness`, `tag`, `sort` and `page`; of a parameter given twice the first value
 * counts
 */
export function parseBenchmarkSearch(query: SearchQuery): {
  search: BenchmarkSearch;
  ignored: readonly string[];
} {
  const ignored: string[] = [];
  const first = (name: string): string => [query[name] ?? ''].flat()[0] ?? '';
  const choose = <T extends string>(name: string, choices: readonly T[]): T | null => {
    const value = first(name);
    const found = choices.find((choice) => choice === value) ?? null;
    if (value !== '' && found === null) ignored.push(name);
    return found;
  };
  const readTag = (): string | null => {
    const tag = tagSchema.safeParse(first('tag')).data ?? null;
    if (first('tag') !== '' && tag === null) ignored.push('tag');
    return tag;
  };
  const characters = cleanWords(first('q'));
  const words = characters.slice(0, searchWordsMax).join('').trim();
  if (characters.length > searchWordsMax) ignored.push('q');
  const page = first('page');
  const isPage = /^[1-9]\d*$/.test(page) && Number(page) <= pageMax;
  if (page !== '' && !isPage) ignored.push('page');
  return {
    search: {
      words,
      task: choose('task', tasks),
      state: choose('state', listedStates),
      freshness: choose('freshness', benchmarkFreshnessStates),
      tag: readTag(),
      sort: choose('sort', benchmarkSorts),
      page: isPage ? Number(page) : 1,
    },
    ignored,
  };
}

/**
 * Splits a text into characters of one line, without NUL, which PostgreSQL can't store, and without lone surrogates, which
 * no stored text contains.
 */
const cleanWords = (text: string): string[] => [...text.replace(/[\p{Cc}\p{Cs}\s]+/gu, ' ').trim()];

/** Order of the list if none was chosen: by relevance if there are search words, else by the next close. */
export const sortOf = ({ sort, words }: BenchmarkSearch): BenchmarkSort =>
  words === '' ? (sort === null || sort === 'match' ? 'close' : sort) : (sort ?? 'match');

/** URL of the list for a search; filters that weren't chosen are left out. */
export function addressOfSearch({ words, page, ...choices }: BenchmarkSearch): string {
  const query = new URLSearchParams();
  if (words !== '') query.set('q', words);
  for (const [name, value] of Object.entries(choices)) if (value !== null) query.set(name, value);
  if (page > 1) query.set('page', String(page));
  return query.size === 0 ? '/benchmarks' : `/benchmarks?${query}`;
}
