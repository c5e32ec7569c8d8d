import { describe, expect, it } from 'vitest';
import {
  addressOfSearch,
  allBenchmarks,
  type BenchmarkSearch,
  parseBenchmarkSearch,
  sortOf,
} from './benchmark-search';

const queryOf = (address: string) => Object.fromEntries(new URL(address, 'http://a.invalid').searchParams);

describe('a search of benchmarks', () => {
  it('comes back whole from the address that it makes', () => {
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

  it('asks for everything where the query is empty, or a form was sent with nothing chosen', () => {
    const empty = { q: '', task: '', state: '', freshness: '', tag: '', sort: '', page: '' };
    for (const query of [{}, empty, { unknown: 'x' }])
      expect(parseBenchmarkSearch(query)).toEqual({ search: allBenchmarks, ignored: [] });
  });

  it('takes nothing for what it doesn’t understand, and names it', () => {
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
    'takes the first page where the page is %s',
    (page) => {
      expect(parseBenchmarkSearch({ page })).toEqual({ search: allBenchmarks, ignored: ['page'] });
    },
  );

  it('looks for words of one line and at most a hundred characters, whatever is sent', () => {
    const wordsOf = (q: string) => parseBenchmarkSearch({ q }).search.words;
    expect(wordsOf('  a\u0000b\n\tc  ')).toBe('a b c');
    expect(wordsOf('half \ud800 a pair')).toBe('half a pair');
    expect(wordsOf('🌊'.repeat(500))).toBe('🌊'.repeat(100));
    expect(parseBenchmarkSearch({ q: 'x'.repeat(101) }).ignored).toEqual(['q']);
  });

  it('takes the first of a value that is given twice', () => {
    expect(parseBenchmarkSearch({ q: ['tide', 'ebb'], task: ['text', 'binary'] }).search).toMatchObject({
      words: 'tide',
      task: 'text',
    });
  });

  it('is sorted by the next close, or by the match where words are looked for', () => {
    expect(sortOf(allBenchmarks)).toBe('close');
    expect(sortOf({ ...allBenchmarks, sort: 'match' })).toBe('close');
    expect(sortOf({ ...allBenchmarks, words: 'tide' })).toBe('match');
    expect(sortOf({ ...allBenchmarks, words: 'tide', sort: 'title' })).toBe('title');
  });
});
