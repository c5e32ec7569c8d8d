import { describe, expect, it } from 'vitest';
import {
  addressOfSearch,
  allBenchmarks,
  type BenchmarkSearch,
  parseBenchmarkSearch,
  sortOf,
} from './benchmark-search';

const queryOf = (address: string) => Object.fromEntries(new URL(address, 'http://a.invalid').searchParams);

describe('search of benchmarks', () => {
  it('keeps a search unchanged when it is written to a URL and read back', () => {
    const search: BenchmarkSearch = {
      words: 'late “flights” & 100 %+',
      task: 'text',
      state: 'revealed',
      freshness: 'aging',
      tag: 'tabular',
      sort: 'models',
      page: 12,
    };
    expect(parseBenchmarkSearch(queryOf(addressOfSearch(search)))).toEqual({ search, ignored: [] });
    expect(addressOfSearch(allBenchmarks)).toBe('/benchmarks');
  });

  it('finds all benchmarks for an empty query, and for a submitted form without choices', () => {
    const empty = { q: '', task: '', state: '', freshness: '', tag: '', sort: '', page: '' };
    for (const query of [{}, empty, { unknown: 'x' }])
      expect(parseBenchmarkSearch(query)).toEqual({ search: allBenchmarks, ignored: [] });
  });

  it('ignores unknown parameters, and returns their names', () => {
    const query = {
      task: 'nonsense',
      state: 'draft',
      freshness: 'FRESH',
      tag: 'two words',
      sort: "';--",
    };
    expect(parseBenchmarkSearch(query)).toEqual({
      search: allBenchmarks,
      ignored: ['task', 'state', 'freshness', 'tag', 'sort'],
    });
  });

  it.each(['0', '-1', '1.5', '1e3', '100000', '99999999999999999999', 'two'])(
    'shows the first page for the invalid page number %s',
    (page) => {
      expect(parseBenchmarkSearch({ page })).toEqual({ search: allBenchmarks, ignored: ['page'] });
    },
  );

  it('truncates search words to one line of 100 characters', () => {
    const wordsOf = (q: string) => parseBenchmarkSearch({ q }).search.words;
    expect(wordsOf('  a\u0000b\n\tc  ')).toBe('a b c');
    expect(wordsOf('half \ud800 a pair')).toBe('half a pair');
    expect(wordsOf('🌊'.repeat(500))).toBe('🌊'.repeat(100));
    expect(parseBenchmarkSearch({ q: 'x'.repeat(101) }).ignored).toEqual(['q']);
  });

  it('uses the first value of a repeated parameter', () => {
    expect(parseBenchmarkSearch({ q: ['tide', 'ebb'], task: ['text', 'binary'] }).search).toMatchObject({
      words: 'tide',
      task: 'text',
    });
  });

  it('sorts benchmarks by the next close, or by relevance if there are search words', () => {
    expect(sortOf(allBenchmarks)).toBe('close');
    expect(sortOf({ ...allBenchmarks, sort: 'match' })).toBe('close');
    expect(sortOf({ ...allBenchmarks, words: 'tide' })).toBe('match');
    expect(sortOf({ ...allBenchmarks, words: 'tide', sort: 'title' })).toBe('title');
  });
});
